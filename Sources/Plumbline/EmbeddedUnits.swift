import EmbeddedDefinitions
import FHIRPath
import Schema

extension FHIRPathModel {
  /// The types of FHIR R4 and the units of UCUM that are part of the program.
  public static func embedded() throws(PlumblineError) -> FHIRPathModel {
    do {
      return FHIRPathModel(schema: try EmbeddedDefinitions.schema(), units: EmbeddedUnits.table)
    } catch {
      throw PlumblineError.damagedDefinitions("\(error)")
    }
  }
}

/// The units of UCUM that are part of the program.
enum EmbeddedUnits {
  /// Read once, when somebody first asks.
  static let table: UnitTable = {
    let files = try? EmbeddedDefinitions.files(under: "ucum/")
    return files?.first { $0.path == "ucum/units.tsv" }.map { UnitTable($0.contents) } ?? .empty
  }()
}
