/// SNOMED CT identifiers by form: 6 to 18 digits, no leading zero, a check digit by Verhoeff's dihedral scheme, and a partition that
/// says what is identified (SNOMED CT release file specification, SCTID).
enum ConceptIdentifier {
  enum Fault: Equatable, CaseIterable { case form, checkDigit, notAConcept }

  /// What is wrong with a concept identifier, or nil.
  static func fault(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Fault? {
    guard (6...18).contains(range.count), bytes[range].allSatisfy({ $0 &- 0x30 < 10 }), bytes[range.lowerBound] != 0x30 else {
      return .form
    }
    var state = 0
    for (position, index) in range.reversed().enumerated() {
      state = product[state * 10 + permuted(Int(bytes[index] &- 0x30), position % 8)]
    }
    guard state == 0 else { return .checkDigit }
    let kind = bytes[range.upperBound - 2]
    let extended = bytes[range.upperBound - 3]
    return kind == 0x30 && (extended == 0x30 || extended == 0x31) ? nil : .notAConcept
  }

  /// The permutation applied `times` times.
  private static func permuted(_ digit: Int, _ times: Int) -> Int {
    var digit = digit
    for _ in 0..<times { digit = permutation[digit] }
    return digit
  }

  private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

  /// Multiplication in the dihedral group of order ten.
  private static let product: [Int] = (0..<100).map { index in
    let (left, right) = (index / 10, index % 10)
    switch (left < 5, right < 5) {
    case (true, true): return (left + right) % 5
    case (true, false): return (left + right - 5) % 5 + 5
    case (false, true): return (left - 5 - right + 5) % 5 + 5
    case (false, false): return (left - right + 5) % 5
    }
  }
}
