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

/// The slicing of an element. Its slices are elements of their own. A slice may be sliced again.
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

/// One slice: a name and the element record that holds its rules (cardinality, type, binding, own slicing …), those of the sliced element
/// included.
@frozen
public struct SliceRecord: Sendable, BitwiseCopyable {
  public var name: StringID
  public var element: ElementID

  public init(name: StringID, element: ElementID) {
    self.name = name
    self.element = element
  }
}
