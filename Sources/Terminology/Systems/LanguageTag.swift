/// A language tag by the grammar of BCP 47 (RFC 5646 section 2.1).
struct LanguageTag {
  /// The first part, in lower case; empty for tags of private use.
  private(set) var language = ""
  /// Two letters in upper case or three digits; empty where there is none.
  private(set) var region = ""

  init?(_ tag: String) {
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false).map { Array($0.utf8) }
    guard parts.allSatisfy({ 1...8 ~= $0.count && $0.allSatisfy(LanguageTag.isAlphanumeric) }) else { return nil }
    if LanguageTag.isGrandfathered(tag) { return }
    guard let first = parts.first else { return nil }
    if first == [UInt8(ascii: "x")] || first == [UInt8(ascii: "X")] {
      guard parts.count > 1 else { return nil }
      return
    }
    guard 2...8 ~= first.count, first.allSatisfy(LanguageTag.isLetter) else { return nil }
    language = String(decoding: first, as: UTF8.self).lowercased()
    guard readRest(parts.dropFirst(), mayExtend: first.count <= 3) else { return nil }
  }

  private mutating func readRest(_ rest: ArraySlice<[UInt8]>, mayExtend: Bool) -> Bool {
    var rest = rest
    var extended = 0
    while mayExtend, extended < 3, let part = rest.first, part.count == 3, part.allSatisfy(LanguageTag.isLetter) {
      rest = rest.dropFirst()
      extended += 1
    }
    if let part = rest.first, part.count == 4, part.allSatisfy(LanguageTag.isLetter) { rest = rest.dropFirst() }
    if let part = rest.first, LanguageTag.isRegion(part) {
      region = String(decoding: part, as: UTF8.self).uppercased()
      rest = rest.dropFirst()
    }
    while let part = rest.first, LanguageTag.isVariant(part) { rest = rest.dropFirst() }
    // Extensions and private use: one letter or digit, then longer parts.
    while let singleton = rest.first, singleton.count == 1 {
      rest = rest.dropFirst()
      let isPrivate = singleton[0] | 0x20 == UInt8(ascii: "x")
      var count = 0
      while let part = rest.first, isPrivate || part.count > 1 {
        rest = rest.dropFirst()
        count += 1
      }
      if count == 0 { return false }
    }
    return rest.isEmpty
  }

  private static func isRegion(_ part: [UInt8]) -> Bool {
    part.count == 2 && part.allSatisfy(isLetter) || part.count == 3 && part.allSatisfy { 0x30...0x39 ~= $0 }
  }

  private static func isVariant(_ part: [UInt8]) -> Bool { 5...8 ~= part.count || part.count == 4 && 0x30...0x39 ~= part[0] }

  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || 0x30...0x39 ~= byte }

  /// Tags that were registered before the grammar was (RFC 5646 section 2.2.8).
  private static func isGrandfathered(_ tag: String) -> Bool {
    ["i-", "sgn-be", "sgn-ch", "en-gb-oed"].contains { tag.lowercased().hasPrefix($0) }
  }
}
