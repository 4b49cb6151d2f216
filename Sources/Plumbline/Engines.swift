import Batch
import EmbeddedDefinitions
import Reporting
import Mapping
import Schema
import Validation

extension BatchEngines {
  /// The engines with the definitions that are part of the program.
  public static func embedded(_ options: ValidationOptions = ValidationOptions()) throws(PlumblineError) -> BatchEngines {
    do {
      let schema = try EmbeddedDefinitions.schema()
      let validation = ValidationContext(schema: schema, options: options) { EmbeddedUnits.table }
      return BatchEngines(validation: validation, maps: LazyValue { EmbeddedMaps.library(schema) }) {
        DiagnosticRenderer.Vocabulary(registry: ProductRules.registry, phrases: ProductRules.phrases, schema: schema)
      }
    } catch {
      throw PlumblineError.damagedDefinitions("\(error)")
    }
  }
}

/// The maps that are part of the program.
enum EmbeddedMaps {
  static let folders = ["hl7v2-to-fhir/", "vaccination-csv/"]

  /// Compiles the maps; nil where there are none.
  static func library(_ schema: Schema) -> MapLibrary? {
    var files: [MapFile] = []
    for folder in folders {
      for file in (try? EmbeddedDefinitions.files(under: folder)) ?? [] {
        files.append(MapFile(name: file.path, text: ContiguousArray(file.contents)))
      }
    }
    return files.isEmpty ? nil : try? MapLibrary(schema: schema, files: files)
  }
}

/// What can go wrong that is not about a record.
public enum PlumblineError: Error, CustomStringConvertible {
  /// The definitions inside the program cannot be read: it was built wrongly.
  case damagedDefinitions(String)

  public var description: String {
    switch self {
    case .damagedDefinitions(let detail): "the embedded definitions cannot be read: " + detail
    }
  }
}
