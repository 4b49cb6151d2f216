/// `id`, `uri`, `url`, `canonical`, `oid` and `uuid`.
enum IdentifierFormat {
  /// `[A-Za-z0-9\-\.]{1,64}`
  static func idFault(_ text: Span<UInt8>) -> FormatFault {
    if text.count == 0 { return .empty }
    for index in text.indices where !ByteSet.id.contains(text[index]) { return .idCharacter }
    return text.count > 64 ? .idLength : .none
  }

  /// `\S*`, and not empty.
  static func blankFault(_ text: Span<UInt8>) -> FormatFault {
    if text.count == 0 { return .empty }
    let blank = text.firstBlank()
    if blank == text.count { return .none }
    return text[blank].isBlank ? .whitespace : .controlCharacter
  }

  /// URNs of the `oid` and `uuid` kinds must have their form wherever they stand (http://hl7.org/fhir/R4/datatypes.html#uri).
  static func uriFault(_ text: Span<UInt8>) -> FormatFault {
    if text.count > 8, text[0] == UInt8(ascii: "u"), text[1] == UInt8(ascii: "r"), text[2] == UInt8(ascii: "n") {
      if text.hasPrefix("urn:oid:") { return oidFault(text) }
      if text.hasPrefix("urn:uuid:") {
        let fault = uuidFault(text)
        return fault == .notUUID && uuidFault(text, allowsUpperCase: true) == .none ? .upperCaseUUID : fault
      }
    }
    return blankFault(text)
  }

  /// `urn:oid:[0-2](\.(0|[1-9][0-9]*))+`
  static func oidFault(_ text: Span<UInt8>) -> FormatFault {
    guard text.hasPrefix("urn:oid:"), text.count > 8, 0x30...0x32 ~= text[8] else { return .notOID }
    var position = 9
    guard position < text.count else { return .notOID }
    while position < text.count {
      guard text[position] == UInt8(ascii: ".") else { return .notOID }
      position += 1
      let start = position
      while position < text.count, text[position].isDigit { position += 1 }
      if position == start || (text[start] == UInt8(ascii: "0") && position - start > 1) { return .notOID }
    }
    return .none
  }

  /// `urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`
  static func uuidFault(_ text: Span<UInt8>, allowsUpperCase: Bool = false) -> FormatFault {
    guard text.count == 45, text.hasPrefix("urn:uuid:") else { return .notUUID }
    for index in 9..<45 {
      let isDash = index == 17 || index == 22 || index == 27 || index == 32
      let byte = allowsUpperCase && 0x41...0x46 ~= text[index] ? text[index] | 0x20 : text[index]
      guard isDash ? byte == UInt8(ascii: "-") : byte.isLowerHexadecimal else { return .notUUID }
    }
    return .none
  }
}
