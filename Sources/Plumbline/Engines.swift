import Batch
import EmbeddedDefinitions
import HL7v2Definitions
import HL7v2Validation
import Mapping
import Reporting
import Schema
import Validation

extension BatchEngines {
  /// Engines with a schema, such as a ``DefinitionLoader`` makes.
  public init(
    schema: Schema, options: ValidationOptions = ValidationOptions(), supplied: (any Validation.SuppliedResources)? = nil
  ) {
    let validation = ValidationContext(
      schema: schema, options: options, supplied: supplied, units: { EmbeddedUnits.table }, nhs: { EmbeddedNHS.facts },
      facts: { EmbeddedFacts.facts })
    let maps = MapSources().lazy(schema)
    self.init(
      validation: validation, maps: maps, messages: LazyValue { EmbeddedMessages.library() },
      reverse: MapSources().lazyReverse(maps)
    ) {
      DiagnosticRenderer.Vocabulary(
        registry: ProductRules.registry, phrases: ProductRules.phrases, schema: schema, hints: ProfileChoice.hints(schema))
    }
  }

  /// Converts by other maps.
  public mutating func use(_ sources: MapSources) {
    maps = sources.lazy(schema)
    reverse = sources.lazyReverse(maps)
  }

  /// Why results of a run cannot be relied on, to be asked after it: something that is part of the program was needed and could not be
  /// read. Nil while all that was needed was there.
  public var fault: String? {
    if case .failure(let error)? = maps.ifMade { return "the maps cannot be used: \(error)" }
    if case .failure(let error)? = reverse.ifMade { return "the maps cannot be used: \(error)" }
    if case .some(.none) = messages.ifMade { return PlumblineError.damagedDefinitions("HL7 v2's are missing").description }
    return validation.missingFacts.map { PlumblineError.damagedDefinitions("\($0) are missing").description }
  }

  /// The engines with the definitions that are part of the program.
  public static func embedded(_ options: ValidationOptions = ValidationOptions()) throws(PlumblineError) -> BatchEngines {
    do {
      return BatchEngines(schema: try EmbeddedDefinitions.schema(), options: options)
    } catch {
      throw PlumblineError.damagedDefinitions("\(error)")
    }
  }
}

/// What HL7 v2 messages are checked against.
public enum EmbeddedMessages {
  /// Nil where the program was built without its definitions.
  public static func library(_ profile: MessageProfile? = nil) -> PlanLibrary? {
    HL7v2Facts(image: EmbeddedDefinitions.messageFacts()).map { PlanLibrary(MessageDefinitions($0), profile: profile) }
  }

  /// A profile of messages that is part of the program, such as `hl7-uk-a3`.
  public static func profile(_ name: String) -> MessageProfile? {
    guard let file = (try? EmbeddedDefinitions.files(under: "hl7v2/profiles/\(name).yaml"))?.first else { return nil }
    return MessageProfileReader(file.contents, name: file.path)?.profile
  }
}

/// The national identifiers and codes that are part of the program; none where they cannot be read, which ``BatchEngines/fault`` tells of.
enum EmbeddedNHS {
  static var facts: NHSFacts { NHSFacts(((try? EmbeddedDefinitions.files(under: "nhs/")) ?? []).map(\.contents)) }
}

/// What checks of records know beside definitions.
enum EmbeddedFacts {
  static var facts: RecordFacts {
    let files = (try? EmbeddedDefinitions.files(under: "record-facts/")) ?? []
    return RecordFacts(files.map { ($0.path, $0.contents) })
  }
}

/// What can go wrong that is not about a record.
public enum PlumblineError: Error, CustomStringConvertible {
  /// The definitions inside the program cannot be read: it was built wrongly.
  case damagedDefinitions(String)
  /// Maps that a caller named have faults.
  case unusableMaps(MapLibraryError)

  public var description: String {
    switch self {
    case .damagedDefinitions(let detail):
      "the embedded definitions cannot be read: \(detail); the program was built wrongly: install it again, or build it anew"
    case .unusableMaps(let error): "the maps cannot be used: \(error)"
    }
  }
}
