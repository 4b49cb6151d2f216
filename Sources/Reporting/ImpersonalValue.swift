/// Values that say what a record is and nothing of the person it is about: the type of a resource, the name of a code or identifier
/// system, the URL of an extension or profile. They are shown in excerpts, which nobody could read otherwise.
enum ImpersonalValue {
  /// As many digits in a row may be an identifier of somebody.
  private static let suspiciousDigits = 5
  private static let resourceType = Array("\"resourceType\"".utf8)
  private static let system = Array("\"system\"".utf8)
  private static let url = Array("\"url\"".utf8)
  /// A part of the URL of a profile, whatever property has it.
  private static let structure = Array("/StructureDefinition/".utf8)
  private static let schemes = ["http://", "https://", "urn:oid:"].map { Array($0.utf8) }

  /// Whether the value of a JSON property is one, both with their quotes.
  static func isOne(_ value: Range<Int>, of name: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    guard value.count > 2, bytes[value.lowerBound] == UInt8(ascii: "\"") else { return false }
    let text = (value.lowerBound + 1)..<(value.upperBound - 1)
    if equals(name, resourceType, bytes) { return isWord(text, bytes) }
    if equals(name, system, bytes) { return isURI(text, bytes) }
    if equals(name, url, bytes) || contains(text, structure, bytes) { return isURI(text, bytes) && !hasDigits(text, bytes) }
    return false
  }

  private static func contains(_ range: Range<Int>, _ part: [UInt8], _ bytes: Span<UInt8>) -> Bool {
    guard range.count >= part.count else { return false }
    return (range.lowerBound...(range.upperBound - part.count)).contains { starts($0..<range.upperBound, part, bytes) }
  }

  private static func isWord(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    for index in range where !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[index] | 0x20) { return false }
    return range.count <= 64
  }

  /// An absolute URI without a query, which may hold anything.
  private static func isURI(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    guard schemes.contains(where: { starts(range, $0, bytes) }) else { return false }
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "|"), UInt8(ascii: "%"), ...0x20, 0x7F...: return false
      default: continue
      }
    }
    return true
  }

  private static func hasDigits(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    var run = 0
    for index in range {
      run = UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index] ? run + 1 : 0
      if run >= suspiciousDigits { return true }
    }
    return false
  }

  private static func equals(_ range: Range<Int>, _ text: [UInt8], _ bytes: Span<UInt8>) -> Bool {
    range.count == text.count && starts(range, text, bytes)
  }

  private static func starts(_ range: Range<Int>, _ text: [UInt8], _ bytes: Span<UInt8>) -> Bool {
    guard range.count >= text.count else { return false }
    for index in text.indices where bytes[range.lowerBound + index] != text[index] { return false }
    return true
  }
}
