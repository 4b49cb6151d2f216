/// One element of a StructureDefinition (http://hl7.org/fhir/R4/elementdefinition.html). In a differential, nil means "as in the base".
public struct ElementDefinition: Sendable, Hashable {
  public static let unbounded = UInt32.max
  /// Among the representations: in JSON the values are members of an object, under their keys, and not items of an array. R4 has no code
  /// for it, and an extension in its place (http://hl7.org/fhir/tools/StructureDefinition/json-property-key).
  public static let keyed = "keyed"

  /// `Patient.identifier:nhsNumber.system`.
  public var id: String
  /// `Patient.identifier.system`.
  public var path: String
  public var sliceName: String?
  public var minimum: UInt32?
  /// ``unbounded`` for `*`.
  public var maximum: UInt32?
  /// Path and maximum of the element in the type that introduced it.
  public var base: Base?
  public var types: [ElementType]
  /// `#Questionnaire.item`: this element has the children of that one.
  public var contentReference: String?
  public var binding: Binding?
  public var constraints: [Constraint]
  public var fixed: TypedValue?
  public var pattern: TypedValue?
  public var minimumValue: TypedValue?
  public var maximumValue: TypedValue?
  public var maximumLength: UInt32?
  /// Of strings; an extension (http://hl7.org/fhir/StructureDefinition/minLength).
  public var minimumLength: UInt32?
  public var slicing: Slicing?
  /// This slice constrains one that the base has, and does not add one.
  public var sliceIsConstraining: Bool?
  /// The order of the repetitions has a meaning (`orderMeaning`).
  public var isOrdered: Bool
  public var isModifier: Bool?
  public var isSummary: Bool?
  public var mustSupport: Bool?
  /// How the element is shown in XML where that is not an element: `xmlAttr`, `xhtml`
  /// (http://hl7.org/fhir/R4/valueset-property-representation.html).
  public var representations: [String]

  public init(id: String, path: String) {
    self.id = id
    self.path = path
    sliceName = nil
    minimum = nil
    maximum = nil
    base = nil
    types = []
    contentReference = nil
    binding = nil
    constraints = []
    fixed = nil
    pattern = nil
    minimumValue = nil
    maximumValue = nil
    maximumLength = nil
    minimumLength = nil
    slicing = nil
    sliceIsConstraining = nil
    isOrdered = false
    isModifier = nil
    isSummary = nil
    mustSupport = nil
    representations = []
  }

  /// Whether nothing but the place of the element is given.
  var saysNothing: Bool {
    var bare = ElementDefinition(id: id, path: path)
    bare.sliceName = sliceName
    return self == bare
  }

  /// The element in the type that introduced it.
  public struct Base: Sendable, Hashable {
    public var path: String
    public var maximum: UInt32

    public init(path: String, maximum: UInt32) {
      self.path = path
      self.maximum = maximum
    }
  }

  /// The last part of the path: `deceased[x]`.
  public var name: Substring {
    path.lastIndex(of: ".").map { path[path.index(after: $0)...] } ?? path[...]
  }

  public var isChoice: Bool { path.hasSuffix("[x]") }
}

/// A type an element may have.
public struct ElementType: Sendable, Hashable {
  /// `Quantity`; `http://hl7.org/fhirpath/System.String` for bare values.
  public var code: String
  /// Profiles the value must conform to.
  public var profiles: [Canonical]
  /// Profiles of what a Reference or canonical points to.
  public var targetProfiles: [Canonical]
  /// How a reference may be aggregated: `contained`, `referenced`, `bundled`.
  public var aggregation: [String]
  /// Whether a reference names a version: `either`, `independent`, `specific`; nil where the definition is silent.
  public var versioning: String?

  public init(
    code: String, profiles: [Canonical] = [], targetProfiles: [Canonical] = [], aggregation: [String] = [],
    versioning: String? = nil
  ) {
    self.code = code
    self.profiles = profiles
    self.targetProfiles = targetProfiles
    self.aggregation = aggregation
    self.versioning = versioning
  }

  /// The type of bare values in FHIR's own definitions.
  public static let systemString = "http://hl7.org/fhirpath/System.String"
}

/// A value set bound to an element.
public struct Binding: Sendable, Hashable {
  /// http://hl7.org/fhir/R4/valueset-binding-strength.html
  public enum Strength: String, Sendable, CaseIterable { case required, extensible, preferred, example }

  public var strength: Strength
  /// nil where the definition describes the codes only in words.
  public var valueSet: Canonical?
  /// Codes outside this value set are forbidden even where the strength allows others
  /// (http://hl7.org/fhir/R4/extension-elementdefinition-maxvalueset.html).
  public var maximumValueSet: Canonical?
  public var additional: [AdditionalBinding]

  public init(
    strength: Strength, valueSet: Canonical?, maximumValueSet: Canonical? = nil, additional: [AdditionalBinding] = []
  ) {
    self.strength = strength
    self.valueSet = valueSet
    self.maximumValueSet = maximumValueSet
    self.additional = additional
  }
}

/// A value set beside the one that an element is bound to (http://hl7.org/fhir/R5/elementdefinition-definitions.html,
/// `binding.additional`; in R4 an extension, http://hl7.org/fhir/tools/StructureDefinition/additional-binding).
public struct AdditionalBinding: Sendable, Hashable {
  /// http://hl7.org/fhir/R5/valueset-additional-binding-purpose.html
  public enum Purpose: String, Sendable, CaseIterable {
    case maximum, minimum, required, extensible, candidate, current, preferred, ui, starter, component
  }

  public var purpose: Purpose
  public var valueSet: Canonical
  /// One repetition that complies is enough.
  public var isAny: Bool
  /// It holds only in some contexts of use.
  public var hasUsageContext: Bool

  public init(purpose: Purpose, valueSet: Canonical, isAny: Bool = false, hasUsageContext: Bool = false) {
    self.purpose = purpose
    self.valueSet = valueSet
    self.isAny = isAny
    self.hasUsageContext = hasUsageContext
  }
}

/// An invariant.
public struct Constraint: Sendable, Hashable {
  public enum Severity: String, Sendable, CaseIterable { case error, warning }

  public var key: String
  public var severity: Severity
  /// FHIRPath; nil where the definition gives none.
  public var expression: String?
  /// What it demands, in words.
  public var message: String?
  /// A recommendation for good practice rather than a rule
  /// (http://hl7.org/fhir/R4/extension-elementdefinition-bestpractice.html).
  public var isBestPractice: Bool
  /// Canonical URL of the definition that the invariant comes from; nil where it is the definition at hand.
  public var source: String?

  public init(
    key: String, severity: Severity, expression: String? = nil, message: String? = nil, isBestPractice: Bool = false,
    source: String? = nil
  ) {
    self.key = key
    self.severity = severity
    self.expression = expression
    self.message = message
    self.isBestPractice = isBestPractice
    self.source = source
  }
}

/// A value with its type, as the `fixed[x]` and `pattern[x]` of a definition have it.
public struct TypedValue: Sendable, Hashable {
  /// The part of the name in place of `[x]`, as a type: `CodeableConcept`, `uri`.
  public var type: String
  /// Canonical JSON: no blanks, members in the order given.
  public var json: String

  public init(type: String, json: String) {
    self.type = type
    self.json = json
  }
}

/// How repetitions of an element are told apart (http://hl7.org/fhir/R4/profiling.html#slicing).
public struct Slicing: Sendable, Hashable {
  public enum Rules: String, Sendable, CaseIterable { case closed, open, openAtEnd }

  public struct Discriminator: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable { case value, exists, pattern, type, profile }

    public var kind: Kind
    public var path: String

    public init(kind: Kind, path: String) {
      self.kind = kind
      self.path = path
    }
  }

  public var discriminators: [Discriminator]
  public var isOrdered: Bool
  /// nil where the definition, against the standard, does not say.
  public var statedRules: Rules?

  public init(discriminators: [Discriminator], isOrdered: Bool = false, rules: Rules = .open) {
    self.discriminators = discriminators
    self.isOrdered = isOrdered
    statedRules = rules
  }

  /// Open unless the definition says otherwise.
  public var rules: Rules {
    get { statedRules ?? .open }
    set { statedRules = newValue }
  }
}
