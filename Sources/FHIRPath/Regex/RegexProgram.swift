/// A set of characters of a regular expression.
struct CharacterSet: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  /// Unicode general categories, `\p{Lu}`, by two-letter or one-letter name.
  var categories: [(name: String, isNegated: Bool)] = []
  var isNegated = false
  /// Bits of the ASCII characters that are in the set, made by ``seal()``.
  private var ascii: (UInt64, UInt64) = (0, 0)

  mutating func seal() {
    for scalar in UInt32(0)..<128 where decide(scalar) {
      if scalar < 64 { ascii.0 |= 1 << UInt64(scalar) } else { ascii.1 |= 1 << UInt64(scalar - 64) }
    }
  }

  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return ascii.0 >> UInt64(scalar) & 1 != 0 }
    if scalar < 128 { return ascii.1 >> UInt64(scalar - 64) & 1 != 0 }
    return decide(scalar)
  }

  private func decide(_ scalar: UInt32) -> Bool {
    var found = ranges.contains { $0.contains(scalar) }
    if !found, !categories.isEmpty, let unicode = Unicode.Scalar(scalar) {
      found = categories.contains { UnicodeCategory.matches(unicode, $0.name) != $0.isNegated }
    }
    return found != isNegated
  }
}

/// One step of a compiled regular expression.
enum RegexStep: Sendable {
  case character(UInt32)
  case set(Int)
  case any
  case lineStart, lineEnd, textStart, textEnd
  case wordBoundary(Bool)
  case split(preferred: Int, other: Int)
  case jump(Int)
  case save(Int)
  case backReference(Int)
  /// Remembers where a loop's turn starts; ``loopEnd`` leaves a turn that consumed nothing.
  case loopStart(Int)
  case loopEnd(Int, back: Int, exit: Int)
  /// Counted repetition: the counter's register, then the turn.
  case counterReset(Int)
  case counterStep(register: Int, minimum: Int, maximum: Int, isGreedy: Bool, body: Int)
  case look(isAhead: Bool, isNegated: Bool, end: Int)
  case match
}

/// A compiled regular expression.
public struct RegexProgram: Sendable {
  var steps: [RegexStep] = []
  var sets: [CharacterSet] = []
  var groupCount = 1
  var groupNames: [String: Int] = [:]
  var registerCount = 0
  var ignoresCase = false
  var isMultiline = false
}

/// Names of Unicode general categories as regular expressions use them (UTS 18, annex C).
enum UnicodeCategory {
  static func matches(_ scalar: Unicode.Scalar, _ name: String) -> Bool {
    let code = code(scalar.properties.generalCategory)
    return name.count == 1
      ? code.hasPrefix(name) : code == name || name == "Any" || (name == "L&" && ["Lu", "Ll", "Lt"].contains(code))
  }

  static let known: Set<String> = Set(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Cs Co Cn Any L&"
      .split(separator: " ").map(String.init))

  private static func code(_ category: Unicode.GeneralCategory) -> String {
    switch category {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }
}
