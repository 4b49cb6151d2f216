import Schema

/// The lexical rules of FHIR's primitive types, scanned by hand (http://hl7.org/fhir/R4/datatypes.html#primitive).
enum PrimitiveFormat {
  /// The longest string, in characters (http://hl7.org/fhir/R4/datatypes.html#string).
  static let maximumStringLength = 1024 * 1024

  /// What is wrong with a text as a value of a type, first fault only.
  static func fault(_ text: Span<UInt8>, _ type: PrimitiveType) -> FormatFault {
    switch type {
    case .boolean: booleanFault(text)
    case .integer: NumberFormat.integerFault(text, minimum: Int64(Int32.min))
    case .unsignedInt: NumberFormat.integerFault(text, minimum: 0)
    case .positiveInt: NumberFormat.integerFault(text, minimum: 1)
    case .decimal: NumberFormat.decimalFault(text)
    case .string, .markdown: TextFormat.stringFault(text)
    case .code: TextFormat.codeFault(text)
    case .id: IdentifierFormat.idFault(text)
    case .uri: IdentifierFormat.uriFault(text)
    case .url, .canonical, .systemString: IdentifierFormat.blankFault(text)
    case .oid: IdentifierFormat.oidFault(text)
    case .uuid: IdentifierFormat.uuidFault(text)
    case .date: TemporalFormat.dateFault(text)
    case .dateTime: TemporalFormat.dateTimeFault(text)
    case .instant: TemporalFormat.instantFault(text)
    case .time: TemporalFormat.timeFault(text)
    case .base64Binary: Base64Format.fault(text)
    case .none, .xhtml: .none
    }
  }

  private static func booleanFault(_ text: Span<UInt8>) -> FormatFault {
    text.isEqual("true") || text.isEqual("false") ? .none : .notBoolean
  }
}

extension Span where Element == UInt8 {
  /// Whether the bytes are those of an ASCII constant.
  func isEqual(_ constant: StaticString) -> Bool {
    count == constant.utf8CodeUnitCount && hasPrefix(constant)
  }

  func hasPrefix(_ constant: StaticString) -> Bool {
    let length = constant.utf8CodeUnitCount
    guard count >= length else { return false }
    for index in 0..<length {
      // A read inside the constant, whose length bounds the index.
      let expected = unsafe constant.utf8Start[index]
      if self[index] != expected { return false }
    }
    return true
  }

  func isEqual(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
