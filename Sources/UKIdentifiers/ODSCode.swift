/// Codes of the Organisation Data Service for organisations and their sites.
public enum ODSCode {
  public enum Fault: Sendable, Hashable, CaseIterable {
    /// Not 3 to 9 capital letters and digits.
    case form
    /// Right but for small letters, or blanks at its ends.
    case spelling
  }

  public static func fault(_ text: [UInt8]) -> Fault? {
    if isWellFormed(text) { return nil }
    return isWellFormed(mended(text)) ? .spelling : .form
  }

  /// In capitals, without blanks at the ends.
  public static func mended(_ text: [UInt8]) -> [UInt8] { text.trimmed.map(\.inUpperCase) }

  private static func isWellFormed(_ text: [UInt8]) -> Bool {
    3...9 ~= text.count && text.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 }
  }
}

extension [UInt8] {
  var trimmed: [UInt8] {
    let blank = UInt8(ascii: " ")
    guard let start = firstIndex(where: { $0 != blank }), let end = lastIndex(where: { $0 != blank }) else { return [] }
    return Array(self[start...end])
  }
}

extension UInt8 {
  var inUpperCase: UInt8 { 0x61...0x7A ~= self ? self - 0x20 : self }
  var isDigit: Bool { 0x30...0x39 ~= self }
  var isCapital: Bool { 0x41...0x5A ~= self }
}
