/// Reads tar archives (POSIX.1-1988 ustar, with the GNU and pax extensions for long names): regular files only.
public enum TarReader {
  public enum Failure: Error, Sendable, Hashable {
    /// A header's checksum or numbers are wrong; the offset of the header.
    case damagedHeader(Int)
    /// An entry is longer than the archive.
    case truncated(String)
  }

  public struct Entry: Sendable, Hashable {
    public var name: String
    /// Of the archive's bytes.
    public var range: Range<Int>
  }

  private static let blockSize = 512

  /// The regular files of an archive, in its order.
  public static func entries(_ archive: [UInt8]) throws(Failure) -> [Entry] {
    var entries: [Entry] = []
    var position = 0
    var longName: String?
    while position + blockSize <= archive.count {
      let header = position..<(position + blockSize)
      if archive[header].allSatisfy({ $0 == 0 }) { break }
      guard let size = number(archive, position + 124, 12), checksumHolds(archive, header) else { throw .damagedHeader(position) }
      let name = longName ?? headerName(archive, position)
      let start = position + blockSize
      guard size <= archive.count - start else { throw .truncated(name) }
      longName = nil
      switch archive[position + 156] {
      case 0, UInt8(ascii: "0"): entries.append(Entry(name: name, range: start..<(start + size)))
      case UInt8(ascii: "L"): longName = text(archive, start, size)
      case UInt8(ascii: "x"): longName = paxPath(archive[start..<(start + size)])
      default: break
      }
      position = start + (size + blockSize - 1) / blockSize * blockSize
    }
    return entries
  }

  private static func headerName(_ archive: [UInt8], _ header: Int) -> String {
    let name = text(archive, header, 100)
    guard archive[(header + 257)..<(header + 262)].elementsEqual("ustar".utf8) else { return name }
    let prefix = text(archive, header + 345, 155)
    return prefix.isEmpty ? name : prefix + "/" + name
  }

  /// Text up to the first NUL.
  private static func text(_ archive: [UInt8], _ start: Int, _ length: Int) -> String {
    String(decoding: archive[start..<(start + length)].prefix { $0 != 0 }, as: UTF8.self)
  }

  /// An octal number, or GNU's base-256 form for large files.
  private static func number(_ archive: [UInt8], _ start: Int, _ length: Int) -> Int? {
    let field = archive[start..<(start + length)]
    if let first = field.first, first & 0x80 != 0 {
      var value = Int(first & 0x7F)
      for byte in field.dropFirst() {
        guard value < 1 << 48 else { return nil }
        value = value << 8 | Int(byte)
      }
      return value
    }
    var value = 0
    for byte in field where byte != 0 && byte != UInt8(ascii: " ") {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
      value = value << 3 | Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private static func checksumHolds(_ archive: [UInt8], _ header: Range<Int>) -> Bool {
    guard let expected = number(archive, header.lowerBound + 148, 8) else { return false }
    var sum = 0
    for index in header {
      let inChecksum = (148..<156).contains(index - header.lowerBound)
      sum += inChecksum ? Int(UInt8(ascii: " ")) : Int(archive[index])
    }
    return sum == expected
  }

  /// The `path` of a pax header, whose records are `length key=value\n`.
  private static func paxPath(_ header: ArraySlice<UInt8>) -> String? {
    for line in header.split(separator: UInt8(ascii: "\n")) {
      let record = String(decoding: line, as: UTF8.self)
      if let start = record.firstIndex(of: " ") {
        let pair = record[record.index(after: start)...]
        if pair.hasPrefix("path=") { return String(pair.dropFirst("path=".count)) }
      }
    }
    return nil
  }
}
