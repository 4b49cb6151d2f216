/// A system of codes (http://hl7.org/fhir/R4/codesystem.html).
public struct CodeSystem: Sendable, Hashable {
  /// How much of the system the definition holds (http://hl7.org/fhir/R4/valueset-codesystem-content-mode.html).
  public enum Content: String, Sendable, CaseIterable {
    case complete, fragment, example, supplement
    case notPresent = "not-present"
  }

  /// A code with its place in the hierarchy.
  public struct Concept: Sendable, Hashable {
    public var code: String
    public var display: String?
    /// Index in ``CodeSystem/concepts`` of the concept that this one stands under, or nil.
    public var parent: Int?
    public var properties: [Property]
    /// Names in other languages, and further names.
    public var designations: [Designation] = []

    public init(code: String, display: String? = nil, parent: Int? = nil, properties: [Property] = []) {
      self.code = code
      self.display = display
      self.parent = parent
      self.properties = properties
    }
  }

  /// A property of a concept; the value as text, whatever its type.
  public struct Property: Sendable, Hashable {
    public var code: String
    public var value: String

    public init(code: String, value: String) {
      self.code = code
      self.value = value
    }
  }

  /// A name of a concept in a language.
  public struct Designation: Sendable, Hashable {
    public var language: String?
    public var text: String

    public init(language: String?, text: String) {
      self.language = language
      self.text = text
    }
  }

  public var url: String
  public var version: String?
  public var name: String
  public var content: Content
  public var isCaseSensitive: Bool
  /// All concepts, a parent before its children.
  public var concepts: [Concept]
  /// For a supplement, the system it adds to.
  public var supplements: Canonical?
  /// The value set of all codes of the system.
  public var valueSet: Canonical?
  /// What properties mean, by code: `notSelectable` may be named otherwise
  /// (http://hl7.org/fhir/R4/codesystem-concept-properties.html).
  public var propertyURIs: [String: String] = [:]

  /// The name that the standard has for a property, by which filters and readers know it: the property's own where it has none.
  public func standardName(ofProperty code: String) -> String {
    let prefix = "http://hl7.org/fhir/concept-properties#"
    guard let uri = propertyURIs[code], uri.hasPrefix(prefix) else { return code }
    return String(uri.dropFirst(prefix.count))
  }

  public init(url: String, version: String? = nil, name: String, content: Content) {
    self.url = url
    self.version = version
    self.name = name
    self.content = content
    isCaseSensitive = true
    concepts = []
    supplements = nil
  }
}
