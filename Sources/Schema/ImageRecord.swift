/// A record that stands in an image as in memory. It lists its fields, so that the writer leaves the gaps between them zero.
protocol ImageRecord: BitwiseCopyable {
  static var fields: [ImageField<Self>] { get }
}

/// One field of a record: where it stands, how large it is, and how to store it.
struct ImageField<Record> {
  let offset: Int
  let size: Int
  let store: (Record, inout [UInt8], Int) -> Void

  init<Value: BitwiseCopyable>(_ path: KeyPath<Record, Value>) {
    offset = MemoryLayout<Record>.offset(of: path) ?? 0
    size = MemoryLayout<Value>.size
    let offset = offset
    store = { record, bytes, position in
      // Copies the value's own bytes, whose number is `size`, into a buffer that holds the whole record.
      unsafe withUnsafeBytes(of: record[keyPath: path]) { source in
        for index in 0..<source.count { unsafe bytes[position + offset + index] = source[index] }
      }
    }
  }
}

extension UInt8: ImageRecord {
  static var fields: [ImageField<UInt8>] { [ImageField(\.self)] }
}

extension UInt32: ImageRecord {
  static var fields: [ImageField<UInt32>] { [ImageField(\.self)] }
}

extension StringID: ImageRecord {
  static var fields: [ImageField<StringID>] { [ImageField(\.rawValue)] }
}

extension TypeRecord: ImageRecord {
  static var fields: [ImageField<TypeRecord>] {
    [
      ImageField(\.name), ImageField(\.url), ImageField(\.version), ImageField(\.kind), ImageField(\.primitive),
      ImageField(\.isAbstract), ImageField(\.isProfile), ImageField(\.isBroken), ImageField(\.base), ImageField(\.firstElement),
      ImageField(\.elementCount), ImageField(\.firstConstraint), ImageField(\.constraintCount), ImageField(\.constrainedType),
      ImageField(\.rootElement), ImageField(\.firstContext), ImageField(\.contextCount), ImageField(\.contextInvariantCount),
      ImageField(\.firstContextInvariant),
    ]
  }
}

extension ElementRecord: ImageRecord {
  static var fields: [ImageField<ElementRecord>] {
    [
      ImageField(\.owner), ImageField(\.name), ImageField(\.path), ImageField(\.ordinal), ImageField(\.flags),
      ImageField(\.minimum), ImageField(\.maximum), ImageField(\.firstTypeReference), ImageField(\.typeReferenceCount),
      ImageField(\.bindingStrength), ImageField(\.valueSet), ImageField(\.maximumValueSet), ImageField(\.firstConstraint),
      ImageField(\.constraintCount), ImageField(\.sliceName), ImageField(\.baseElement), ImageField(\.demands),
      ImageField(\.children),
      ImageField(\.firstAdditionalBinding), ImageField(\.additionalBindingCount), ImageField(\.fixedOrPatternType),
      ImageField(\.fixedOrPattern), ImageField(\.slicing), ImageField(\.maximumLength),
      ImageField(\.minimumLength), ImageField(\.minimumValue), ImageField(\.maximumValue),
    ]
  }
}

extension TypeReferenceRecord: ImageRecord {
  static var fields: [ImageField<TypeReferenceRecord>] {
    [
      ImageField(\.type), ImageField(\.symbol), ImageField(\.firstProfile), ImageField(\.profileCount),
      ImageField(\.targetCount), ImageField(\.firstTarget), ImageField(\.aggregation), ImageField(\.versioning),
    ]
  }
}

extension ConstraintRecord: ImageRecord {
  static var fields: [ImageField<ConstraintRecord>] {
    [
      ImageField(\.key), ImageField(\.expression), ImageField(\.message), ImageField(\.source), ImageField(\.severity),
      ImageField(\.isBestPractice),
    ]
  }
}

extension ExtensionContextRecord: ImageRecord {
  static var fields: [ImageField<ExtensionContextRecord>] { [ImageField(\.kind), ImageField(\.expression)] }
}

extension AdditionalBindingRecord: ImageRecord {
  static var fields: [ImageField<AdditionalBindingRecord>] {
    [ImageField(\.purpose), ImageField(\.isAny), ImageField(\.hasUsageContext), ImageField(\.valueSet)]
  }
}

extension SlicingRecord: ImageRecord {
  static var fields: [ImageField<SlicingRecord>] {
    [
      ImageField(\.rules), ImageField(\.isOrdered), ImageField(\.firstDiscriminator), ImageField(\.discriminatorCount),
      ImageField(\.firstSlice), ImageField(\.sliceCount),
    ]
  }
}

extension DiscriminatorRecord: ImageRecord {
  static var fields: [ImageField<DiscriminatorRecord>] { [ImageField(\.kind), ImageField(\.path)] }
}

extension SliceRecord: ImageRecord {
  static var fields: [ImageField<SliceRecord>] { [ImageField(\.name), ImageField(\.element)] }
}

extension ValueSetRecord: ImageRecord {
  static var fields: [ImageField<ValueSetRecord>] {
    [
      ImageField(\.url), ImageField(\.version), ImageField(\.name), ImageField(\.state), ImageField(\.flags),
      ImageField(\.componentCount), ImageField(\.firstComponent), ImageField(\.firstConcept), ImageField(\.conceptCount),
    ]
  }
}

extension ConceptRecord: ImageRecord {
  static var fields: [ImageField<ConceptRecord>] { [ImageField(\.system), ImageField(\.code), ImageField(\.display)] }
}
