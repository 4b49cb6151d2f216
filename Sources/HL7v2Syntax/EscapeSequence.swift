/// What stands between two escape characters, HL7 v2.5.1 section 2.7 and v2.7 section 2.7.
public enum EscapeSequence: Equatable, Sendable {
  /// `F` `S` `T` `R` `E` `P`: a delimiter as text.
  case field, component, subcomponent, repetition, escape, truncation
  /// `H` and `N`: highlighting starts, ends.
  case highlight, normal
  /// `.br`, `.sp`, `.in`, `.ti`, `.fi`, `.nf`, `.ce`, `.sk`: a formatting command and its number, where it has one.
  case formatting(FormattingCommand, Int?)
  /// `Xdd…`: bytes.
  case hexadecimal
  /// `Cxxyy`, `Mxxyyzz`: a switch to a single-byte or multi-byte character set.
  case characterSet
  /// `Z…`: agreed locally.
  case local
  /// Nothing the standard knows, kept as it stands.
  case unknown

  /// Formatting commands of formatted text, HL7 v2.5.1 section 2.7.6.
  public enum FormattingCommand: Sendable {
    case newLine, skipLines, indent, temporaryIndent, fill, noFill, centre, skipSpaces
  }

  /// - Parameter content: the bytes between the escape characters.
  public init(_ content: Span<UInt8>) {
    guard content.count > 0 else {
      self = .unknown
      return
    }
    switch content[0] {
    case UInt8(ascii: "X"): self = EscapeSequence.isHexadecimal(content) ? .hexadecimal : .unknown
    case UInt8(ascii: "C"), UInt8(ascii: "M"):
      self = EscapeSequence.isHexadecimal(content) ? .characterSet : .unknown
    case UInt8(ascii: "Z"): self = .local
    case UInt8(ascii: "."): self = EscapeSequence.formatting(content)
    default: self = content.count == 1 ? EscapeSequence.single(content[0]) : .unknown
    }
  }

  private static func single(_ byte: UInt8) -> EscapeSequence {
    switch byte {
    case UInt8(ascii: "F"): .field
    case UInt8(ascii: "S"): .component
    case UInt8(ascii: "T"): .subcomponent
    case UInt8(ascii: "R"): .repetition
    case UInt8(ascii: "E"): .escape
    case UInt8(ascii: "P"): .truncation
    case UInt8(ascii: "H"): .highlight
    case UInt8(ascii: "N"): .normal
    default: .unknown
    }
  }

  private static func isHexadecimal(_ content: Span<UInt8>) -> Bool {
    guard content.count > 2, content.count % 2 == 1 else { return false }
    for index in 1..<content.count where hexadecimalDigit(content[index]) == nil { return false }
    return true
  }

  private static func formatting(_ content: Span<UInt8>) -> EscapeSequence {
    guard content.count >= 3 else { return .unknown }
    let command: FormattingCommand
    switch (content[1], content[2]) {
    case (UInt8(ascii: "b"), UInt8(ascii: "r")): command = .newLine
    case (UInt8(ascii: "s"), UInt8(ascii: "p")): command = .skipLines
    case (UInt8(ascii: "i"), UInt8(ascii: "n")): command = .indent
    case (UInt8(ascii: "t"), UInt8(ascii: "i")): command = .temporaryIndent
    case (UInt8(ascii: "f"), UInt8(ascii: "i")): command = .fill
    case (UInt8(ascii: "n"), UInt8(ascii: "f")): command = .noFill
    case (UInt8(ascii: "c"), UInt8(ascii: "e")): command = .centre
    case (UInt8(ascii: "s"), UInt8(ascii: "k")): command = .skipSpaces
    default: return .unknown
    }
    guard content.count > 3 else { return .formatting(command, nil) }
    guard let number = number(content) else { return .unknown }
    return .formatting(command, number)
  }

  /// The number after a command, with or without a sign and leading blanks; at most four digits.
  private static func number(_ content: Span<UInt8>) -> Int? {
    var index = 3
    while index < content.count, content[index] == 0x20 { index += 1 }
    var sign = 1
    if index < content.count, content[index] == UInt8(ascii: "+") || content[index] == UInt8(ascii: "-") {
      sign = content[index] == UInt8(ascii: "-") ? -1 : 1
      index += 1
    }
    guard index < content.count, content.count - index <= 4 else { return nil }
    var value = 0
    while index < content.count {
      guard content[index] &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(content[index] &- 0x30)
      index += 1
    }
    return sign * value
  }

  /// The value of a hexadecimal digit, or nil.
  public static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
