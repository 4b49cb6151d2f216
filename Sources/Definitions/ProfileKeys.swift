/// The keys of the YAML profile language, in the order they are written.
enum ProfileKeys {
  /// The first key of a file: what it defines.
  enum Kind: String, CaseIterable {
    case resource, datatype, primitive, logical
    case resourceProfile = "resource-profile"
    case datatypeProfile = "datatype-profile"
    case `extension`
    case valueSet = "value-set"
    case codeSystem = "code-system"
  }

  static let structure = ["url", "version", "fhir-version", "type", "base", "abstract", "contexts", "context-invariants"] + root
  /// What can be said of the type itself.
  static let root = [
    "occurs", "binding", "minimum-length", "maximum-length", "flags", "slicing", "slices", "invariants",
    "elements",
  ]

  static let element = [
    "occurs", "type", "types", "references", "content", "binding", "minimum-length", "maximum-length", "flags", "slicing",
    "slices", "invariants",
    "elements",
  ]
  static let type = ["type", "profiles", "targets", "aggregation", "versioning"]
  static let invariant = ["expression", "severity", "best-practice", "message"]
  static let slicing = ["by", "rules", "ordered"]
  static let binding = Binding.Strength.allCases.map(\.rawValue) + ["maximum", "additional"]
  static let additionalBinding = ["purpose", "value-set", "any", "in-context"]

  static let valueSet = ["url", "version", "active-only", "include", "exclude", "expansion", "expansion-complete"]
  static let component = ["system", "version", "withheld", "concepts", "filters", "value-sets"]
  static let filter = ["property", "op", "value"]

  static let codeSystem = ["url", "version", "content", "case-sensitive", "supplements", "value-set", "concepts"]
  static let concept = ["display", "designations", "properties", "concepts"]

  /// Values whose key has the type in it: `fixedUri`.
  static let valuePrefixes = ["fixed", "pattern", "minValue", "maxValue"]

  enum Flag: String, CaseIterable {
    case mustSupport = "must-support"
    case modifier, summary, ordered
    case xmlAttribute = "xml-attribute"
    case xmlText = "xml-text"
    case typeAttribute = "type-attribute"
    case cdaText = "cda-text"
    case xhtml
    case sliceIsConstraining = "slice-is-constraining"

    /// The codes of http://hl7.org/fhir/R4/valueset-property-representation.html that these flags stand for.
    static let representations: [(flag: Flag, code: String)] = [
      (.xmlAttribute, "xmlAttr"), (.xmlText, "xmlText"), (.typeAttribute, "typeAttr"), (.cdaText, "cdaText"), (.xhtml, "xhtml"),
    ]
  }
}

/// Canonicals of FHIR's own definitions are written by name alone: `Patient`, `administrative-gender`.
enum ShortCanonical {
  static let structures = "http://hl7.org/fhir/StructureDefinition/"
  static let valueSets = "http://hl7.org/fhir/ValueSet/"

  static func shorten(_ canonical: Canonical, _ prefix: String) -> String {
    let text = canonical.description
    guard text.hasPrefix(prefix) else { return text }
    let name = text.dropFirst(prefix.count)
    return name.isEmpty || name.contains(":") || name.contains("/") ? text : String(name)
  }

  static func expand(_ text: String, _ prefix: String) -> Canonical {
    Canonical(text.contains(":") || text.contains("/") ? text : prefix + text)
  }
}
