/// Makes text safe and legible on one line of a terminal or a report: control characters, invisible characters and those that
/// change the direction of text are spelt out, so that a report shows what is in the file and a file cannot steer a terminal.
public enum DisplayText {
  /// What to show for a scalar.
  public static func visible(_ scalar: Unicode.Scalar) -> String {
    let value = scalar.value
    if value < 0x20 { return String(Unicode.Scalar(0x2400 + value) ?? "?") }
    if value == 0x7F { return "\u{2421}" }
    if isInvisible(value) { return "<U+" + hexadecimal(value, digits: 4) + ">" }
    return String(scalar)
  }

  /// A text with every scalar made visible.
  public static func visible(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
    return text.unicodeScalars.reduce(into: "") { $0 += visible($1) }
  }

  /// A byte that is not part of well-formed UTF-8.
  public static func malformed(_ byte: UInt8) -> String { "<" + hexadecimal(UInt32(byte), digits: 2) + ">" }

  /// The columns a scalar takes on a terminal: two for the wide forms of East Asian scripts and for emoji, none for marks.
  public static func width(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return wide.contains { $0 ~= value } ? 2 : 1
    }
  }

  public static func width(_ text: some StringProtocol) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1) } }

  static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// Blocks of Unicode's East Asian Width W and F (UAX 11), coarsely.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
    0x20000...0x3FFFD,
  ]

  /// C1 controls, soft hyphen, zero-width and bidirectional controls, line and paragraph separators, byte order mark.
  private static func isInvisible(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0x9F, 0xAD, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
    default: false
    }
  }
}
