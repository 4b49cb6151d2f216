import Batch
import EmbeddedDefinitions
import Reporting
import Schema

extension BatchEngines {
  /// The engines with the definitions that are part of the program.
  public static func embedded() throws(PlumblineError) -> BatchEngines {
    do {
      let schema = try EmbeddedDefinitions.schema()
      return BatchEngines(schema: schema) {
        DiagnosticRenderer.Vocabulary(registry: ProductRules.registry, phrases: ProductRules.phrases, schema: schema)
      }
    } catch {
      throw PlumblineError.damagedDefinitions("\(error)")
    }
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
