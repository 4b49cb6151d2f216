import EmbeddedDefinitions
import FHIRPath
import Schema

extension FHIRPathModel {
  /// The types of FHIR R4 and the units of UCUM that are part of the program.
  public static func embedded() throws(PlumblineError) -> FHIRPathModel {
    do {
      let files = try EmbeddedDefinitions.files(under: "ucum/")
      let table = files.first { $0.path == "ucum/units.tsv" }
      return FHIRPathModel(schema: try EmbeddedDefinitions.schema(), units: table.map { UnitTable($0.contents) } ?? .empty)
    } catch {
      throw PlumblineError.damagedDefinitions("\(error)")
    }
  }
}
