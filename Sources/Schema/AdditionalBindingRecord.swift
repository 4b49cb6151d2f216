/// What a further value set is for (http://hl7.org/fhir/R5/valueset-additional-binding-purpose.html).
public enum AdditionalBindingPurpose: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  case maximum, minimum, required, extensible, candidate, current, preferred, ui, starter, component
}

/// A value set beside the one that an element is bound to: R5's `additional`, and for R4 the extensions that came before it
/// (`additional-binding` of the tools' package, `elementdefinition-minValueSet`).
@frozen
public struct AdditionalBindingRecord: Sendable, BitwiseCopyable {
  public var purpose: AdditionalBindingPurpose
  /// Whether one repetition that complies is enough; else all must.
  public var isAny: Bool
  /// Whether it holds only in some contexts of use, which a record does not tell.
  public var hasUsageContext: Bool
  public var valueSet: ValueSetID

  public init(purpose: AdditionalBindingPurpose, isAny: Bool, hasUsageContext: Bool, valueSet: ValueSetID) {
    self.purpose = purpose
    self.isAny = isAny
    self.hasUsageContext = hasUsageContext
    self.valueSet = valueSet
  }
}
