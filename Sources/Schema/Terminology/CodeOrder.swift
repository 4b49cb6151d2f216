/// The order of codes in tables: by their letters regardless of case (of ASCII), and by their bytes where these are equal. So a code is
/// found by halving, and next to it stand those that differ from it only in case.
public enum CodeOrder {
  /// Negative where `left` comes first, 0 where the two are the same but for case.
  @inlinable
  public static func foldedDifference(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    let count = min(left.count, right.count)
    for index in 0..<count where left[index] != right[index] {
      let difference = Int(folded(left[index])) - Int(folded(right[index]))
      if difference != 0 { return difference }
    }
    return left.count - right.count
  }

  @inlinable
  public static func difference(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    let count = min(left.count, right.count)
    for index in 0..<count where left[index] != right[index] { return Int(left[index]) - Int(right[index]) }
    return left.count - right.count
  }

  public static func precedes(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    let folded = foldedDifference(left.span, right.span)
    return folded != 0 ? folded < 0 : difference(left.span, right.span) < 0
  }

  @inlinable
  public static func folded(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
}
