/// An invariant of a type or element.
@frozen
public struct ConstraintRecord: Sendable, BitwiseCopyable {
  public enum Severity: UInt8, Sendable, BitwiseCopyable { case error, warning }

  /// `dom-3`, `obs-7`.
  public var key: StringID
  /// FHIRPath.
  public var expression: StringID
  /// The requirement in our own words, or ``StringID/none``.
  public var message: StringID
  public var severity: Severity
  /// Whether breaking it is only against best practice.
  public var isBestPractice: Bool

  public init(key: StringID, expression: StringID, message: StringID, severity: Severity, isBestPractice: Bool) {
    self.key = key
    self.expression = expression
    self.message = message
    self.severity = severity
    self.isBestPractice = isBestPractice
  }
}

/// Which further repetitions a sliced element may have (http://hl7.org/fhir/R4/valueset-resource-slicing-rules.html).
public enum SlicingRules: UInt8, Sendable, BitwiseCopyable { case closed, open, openAtEnd }

/// How slices are told apart (http://hl7.org/fhir/R4/valueset-discriminator-type.html).
public enum DiscriminatorKind: UInt8, Sendable, BitwiseCopyable { case value, exists, pattern, type, profile }

@frozen
public struct DiscriminatorRecord: Sendable, BitwiseCopyable {
  public var kind: DiscriminatorKind
  /// FHIRPath subset, `$this`, `code.coding`, …
  public var path: StringID

  public init(kind: DiscriminatorKind, path: StringID) {
    self.kind = kind
    self.path = path
  }
}

/// The slicing of an element. Its slices are elements of their own.
@frozen
public struct SlicingRecord: Sendable, BitwiseCopyable {
  public var rules: SlicingRules
  public var isOrdered: Bool
  public var firstDiscriminator: UInt32
  public var discriminatorCount: UInt32
  /// `slices[firstSlice ..< firstSlice + sliceCount]`.
  public var firstSlice: UInt32
  public var sliceCount: UInt32

  public init(
    rules: SlicingRules, isOrdered: Bool, firstDiscriminator: UInt32, discriminatorCount: UInt32, firstSlice: UInt32,
    sliceCount: UInt32
  ) {
    self.rules = rules
    self.isOrdered = isOrdered
    self.firstDiscriminator = firstDiscriminator
    self.discriminatorCount = discriminatorCount
    self.firstSlice = firstSlice
    self.sliceCount = sliceCount
  }
}

/// One slice: a name and the element record that holds its rules (cardinality, type, binding, own slicing …).
@frozen
public struct SliceRecord: Sendable, BitwiseCopyable {
  public var name: StringID
  public var element: ElementID

  public init(name: StringID, element: ElementID) {
    self.name = name
    self.element = element
  }
}
