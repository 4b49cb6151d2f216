/// A table as text: a line for each row, cells between tabs, the rows in the order of the bytes of their first cells. Nothing of it is read
/// before somebody asks for a row, since most runs do not.
struct SortedLines: Sendable {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The cells of the row with a first cell; nil where there is none.
  func cells(ofLine key: [UInt8]) -> [String]? {
    var low = 0
    var high = bytes.count
    while low < high {
      let line = self.line(around: low + (high - low) / 2)
      let first = bytes[line].prefix { $0 != UInt8(ascii: "\t") }
      if first.elementsEqual(key) {
        return bytes[line].split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
          String(decoding: $0, as: UTF8.self)
        }
      }
      if first.lexicographicallyPrecedes(key) { low = line.upperBound + 1 } else { high = line.lowerBound }
    }
    return nil
  }

  /// The line that a byte is in, without its end.
  private func line(around position: Int) -> Range<Int> {
    var start = position
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    var end = position
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return start..<end
  }
}
