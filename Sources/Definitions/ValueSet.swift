/// A set of codes (http://hl7.org/fhir/R4/valueset.html), as its definition: what it takes in and what it leaves out.
public struct ValueSet: Sendable, Hashable {
  /// A part of the definition: codes of one system, or other value sets.
  public struct Component: Sendable, Hashable {
    public var system: String?
    public var version: String?
    public var concepts: [Concept]
    public var filters: [Filter]
    /// Other value sets, whose common members are meant.
    public var valueSets: [Canonical]
    /// Whether the choice of codes is known to its publisher only, because it may not be carried here: some codes of the system belong
    /// to the value set, and which ones cannot be told.
    public var isWithheld = false

    public init(
      system: String? = nil, version: String? = nil, concepts: [Concept] = [], filters: [Filter] = [],
      valueSets: [Canonical] = []
    ) {
      self.system = system
      self.version = version
      self.concepts = concepts
      self.filters = filters
      self.valueSets = valueSets
    }
  }

  public struct Concept: Sendable, Hashable {
    public var code: String
    public var display: String?

    public init(code: String, display: String? = nil) {
      self.code = code
      self.display = display
    }
  }

  /// Takes the concepts of a system whose property stands in a relation to a value
  /// (http://hl7.org/fhir/R4/valueset-filter-operator.html).
  public struct Filter: Sendable, Hashable {
    public var property: String
    /// `=`, `is-a`, `descendent-of`, `is-not-a`, `regex`, `in`, `not-in`, `generalizes`, `exists`.
    public var operation: String
    public var value: String

    public init(property: String, operation: String, value: String) {
      self.property = property
      self.operation = operation
      self.value = value
    }
  }

  public var url: String
  public var version: String?
  public var name: String
  public var includes: [Component]
  public var excludes: [Component]
  /// Members as published with the definition, with their systems; for value sets that have nothing else.
  public var expansion: [ExpandedConcept]
  /// Whether the expansion has all members: publishers cut long ones off.
  public var isExpansionComplete = true
  /// Whether inactive codes are no members (`compose.inactive` is false).
  public var isActiveOnly = false

  /// A member in a published expansion.
  public struct ExpandedConcept: Sendable, Hashable {
    public var system: String
    public var code: String
    public var display: String?

    public init(system: String, code: String, display: String? = nil) {
      self.system = system
      self.code = code
      self.display = display
    }
  }

  public init(url: String, version: String? = nil, name: String) {
    self.url = url
    self.version = version
    self.name = name
    includes = []
    excludes = []
    expansion = []
  }
}
