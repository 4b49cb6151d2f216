extension CharacterSet {
  /// `\d`, `\w`, `\s` and their opposites.
  static func named(_ letter: UInt32) -> [ClosedRange<UInt32>]? {
    let digits: [ClosedRange<UInt32>] = [48...57]
    let words: [ClosedRange<UInt32>] = [48...57, 65...90, 95...95, 97...122]
    let blanks: [ClosedRange<UInt32>] = [
      9...13, 32...32, 160...160, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F,
      0x3000...0x3000, 0xFEFF...0xFEFF,
    ]
    switch letter {
    case UInt32(ascii: "d"): return digits
    case UInt32(ascii: "D"): return complement(digits)
    case UInt32(ascii: "w"): return words
    case UInt32(ascii: "W"): return complement(words)
    case UInt32(ascii: "s"): return blanks
    case UInt32(ascii: "S"): return complement(blanks)
    default: return nil
    }
  }

  private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    result.append(next...0x10FFFF)
    return result
  }

  /// Adds the other case of ASCII letters and folds the rest when matching.
  mutating func addCases() {
    for range in ranges {
      for (from, to) in [(UInt32(65), UInt32(97)), (97, 65)] {
        let low = max(range.lowerBound, from)
        let high = min(range.upperBound, from + 25)
        if low <= high { ranges.append((low - from + to)...(high - from + to)) }
      }
    }
  }
}
