/// A definition of a resource, a data type, an extension or a profile (http://hl7.org/fhir/R4/structuredefinition.html), reduced to the
/// facts that a machine needs.
public struct StructureDefinition: Sendable, Hashable {
  /// http://hl7.org/fhir/R4/valueset-structure-definition-kind.html
  public enum Kind: String, Sendable, CaseIterable {
    case primitiveType = "primitive-type"
    case complexType = "complex-type"
    case resource
    case logical
  }

  /// http://hl7.org/fhir/R4/valueset-type-derivation-rule.html
  public enum Derivation: String, Sendable, CaseIterable { case specialization, constraint }

  /// Where an extension may stand (http://hl7.org/fhir/R4/valueset-extension-context-type.html).
  public struct Context: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable { case fhirpath, element, `extension` }

    public var kind: Kind
    public var expression: String

    public init(kind: Kind, expression: String) {
      self.kind = kind
      self.expression = expression
    }
  }

  public var url: String
  public var version: String?
  /// The release of FHIR that the definition is written for, where that is one before R4: `3.0.2`. Shortcuts to choices meant something
  /// else then.
  public var earlierFHIRVersion: String?
  /// For machines: `UKCorePatient`.
  public var name: String
  public var kind: Kind
  public var isAbstract: Bool
  /// The type that is defined or constrained: `Patient`.
  public var type: String
  public var baseDefinition: Canonical?
  /// nil for the types at the root: `Element` and `Resource`.
  public var derivation: Derivation?
  public var contexts: [Context]
  /// FHIRPath that must hold where the extension stands.
  public var contextInvariants: [String]
  /// All elements, inherited ones included; empty where the definition came without.
  public var snapshot: [ElementDefinition]
  /// What this definition adds to its base.
  public var differential: [ElementDefinition]

  public init(url: String, name: String, kind: Kind, type: String) {
    self.url = url
    version = nil
    earlierFHIRVersion = nil
    self.name = name
    self.kind = kind
    isAbstract = false
    self.type = type
    baseDefinition = nil
    derivation = nil
    contexts = []
    contextInvariants = []
    snapshot = []
    differential = []
  }

  public var isProfile: Bool { derivation == .constraint || isSpecialisationOfItself }

  /// A definition that calls itself a specialisation of the very type that it is for can only be a profile.
  private var isSpecialisationOfItself: Bool {
    guard let base = baseDefinition?.url, derivation == .specialization, kind == .resource || kind == .complexType else {
      return false
    }
    return base != url && base == "http://hl7.org/fhir/StructureDefinition/" + type
  }
}
