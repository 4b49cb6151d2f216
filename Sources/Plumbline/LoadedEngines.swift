import Batch
import Packages
import Schema
import Validation

extension BatchEngines {
  /// The engines with definitions that were loaded at run time.
  public static func engines(
    _ definitions: LoadedDefinitions, options: ValidationOptions = ValidationOptions()
  ) -> BatchEngines {
    let supplied = definitions.supplied.entries.isEmpty ? nil : SuppliedLibrary(definitions.supplied)
    return BatchEngines(schema: definitions.schema, options: options.with(definitions), supplied: supplied)
  }
}

extension ValidationOptions {
  /// The options with what the definitions ask of all records.
  public func with(_ definitions: LoadedDefinitions) -> ValidationOptions {
    var options = self
    for global in definitions.globalProfiles { options.globalProfiles[global.type, default: []].append(global.profile) }
    return options
  }
}

/// Which profiles records are checked against, from what a user says.
public enum ProfileChoice {
  /// Canonicals of profiles, and whether each is for the records of its type only.
  public struct Chosen: Sendable, Hashable {
    public var profiles: [String] = []
    public var picksByType = false
    /// What was asked for and is not there.
    public var unknown: [String] = []
  }

  /// Where the profiles of UK Core are: `…/UKCore-Patient` is its profile of Patient.
  static let ukCorePrefix = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-"

  /// How to get definitions that are part of the program and were not asked for.
  static func hints(_ schema: Schema) -> [(start: String, note: String)] {
    guard schema.type(url: ukCorePrefix + "Patient") == nil else { return [] }
    return [
      ("https://fhir.hl7.org.uk/", "the definitions of UK Core are part of the program: `--profile uk-core` checks against them")
    ]
  }

  /// The packages that names of profiles stand for: `uk-core`, or a profile of UK Core where no package is named.
  public static func packages(for names: [String], beside packages: [String]) -> [String] {
    var found = names.filter { name in EmbeddedPackage.all.contains { $0.name == name } }
    if found.isEmpty, packages.isEmpty, names.contains(where: { $0.hasPrefix(ukCorePrefix) || $0.hasPrefix("UKCore-") }) {
      found = EmbeddedPackage.all.prefix(1).map(\.name)
    }
    return found
  }

  /// Looks profiles up. The name of an embedded package stands for its profile of each resource type, and the last part of a URL for
  /// the whole, where only one profile has it.
  public static func choose(_ names: [String], in schema: Schema) -> Chosen {
    var chosen = Chosen()
    for name in names {
      if EmbeddedPackage.all.contains(where: { $0.name == name }) {
        chosen.picksByType = true
        chosen.profiles += profilesByType(schema)
      } else if schema.type(url: name) != nil {
        chosen.profiles.append(name)
      } else if let bar = name.lastIndex(of: "|"), let type = schema.type(url: String(name[..<bar])),
        schema.string(schema.tables.types[type.index].version) == name[name.index(after: bar)...]
      {
        chosen.profiles.append(String(name[..<bar]))
      } else if let url = onlyProfile(endingWith: "/" + name, in: schema) {
        chosen.profiles.append(url)
      } else {
        chosen.unknown.append(name)
      }
    }
    return chosen
  }

  private static func onlyProfile(endingWith end: String, in schema: Schema) -> String? {
    var found: Set<String> = []
    for type in schema.tables.types where type.isProfile {
      let url = schema.string(type.url)
      if url.hasSuffix(end) { found.insert(url) }
    }
    return found.count == 1 ? found.first : nil
  }

  private static func profilesByType(_ schema: Schema) -> [String] {
    schema.tables.types.compactMap { type in
      guard type.kind == .resource, !type.isProfile else { return nil }
      let url = ukCorePrefix + schema.string(type.name)
      return schema.type(url: url) == nil ? nil : url
    }
  }
}
