/// Postcodes of the United Kingdom (BS 7666), with the pseudo postcodes of the NHS (ZZ99 …).
public enum Postcode {
  public enum Fault: Sendable, Hashable, CaseIterable {
    case form
    /// Right but for small letters or its blanks.
    case spelling
    /// Well-formed, with a letter that postcodes do not have in that place.
    case doubtful
    /// A word for "none", such as `n/a`.
    case nullWord
  }

  public static func fault(_ text: [UInt8]) -> Fault? {
    let compact = text.filter { $0 != UInt8(ascii: " ") }.map(\.inUpperCase)
    if ["TBA", "TBC", "NA", "N/A", "NONE", "UNKNOWN"].contains(where: { compact.elementsEqual($0.utf8) }) { return .nullWord }
    guard isWellFormed(compact) else { return .form }
    if !mended(text).elementsEqual(text) { return .spelling }
    return isDoubtful(compact) ? .doubtful : nil
  }

  /// In capitals, with one blank before the last three characters.
  public static func mended(_ text: [UInt8]) -> [UInt8] {
    let compact = text.filter { $0 != UInt8(ascii: " ") }.map(\.inUpperCase)
    guard compact.count > 3 else { return compact }
    return Array(compact.dropLast(3)) + [UInt8(ascii: " ")] + compact.suffix(3)
  }

  /// One or two letters, a digit, perhaps another digit or letter; a digit and two letters.
  private static func isWellFormed(_ text: [UInt8]) -> Bool {
    if text.elementsEqual("GIR0AA".utf8) { return true }
    guard 5...7 ~= text.count else { return false }
    let inward = text.suffix(3)
    guard inward.first?.isDigit == true, inward.dropFirst().allSatisfy(\.isCapital) else { return false }
    let outward = text.dropLast(3)
    let area = outward.prefix(while: \.isCapital)
    let district = outward.dropFirst(area.count)
    guard 1...2 ~= area.count, 1...2 ~= district.count, district.first?.isDigit == true else { return false }
    return district.dropFirst().allSatisfy { $0.isDigit || $0.isCapital }
  }

  private static func isDoubtful(_ text: [UInt8]) -> Bool {
    if text.starts(with: "ZZ99".utf8) || text.elementsEqual("GIR0AA".utf8) { return false }
    func among(_ byte: UInt8, _ letters: String) -> Bool { letters.utf8.contains(byte) }
    if text.suffix(2).contains(where: { among($0, "CIKMOV") }) || among(text[0], "QVX") { return true }
    if text[1].isCapital, among(text[1], "IJZ") { return true }
    // `A9A` has its last letter from another list than `AA9A`.
    let outward = Array(text.dropLast(3))
    guard let last = outward.last, last.isCapital, outward.count >= 3 else { return false }
    return !among(last, outward.count == 3 ? "ABCDEFGHJKPSTUW" : "ABEHMNPRVWXY")
  }
}
