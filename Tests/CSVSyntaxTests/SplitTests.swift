import CSVSyntax
import Diagnostics
import SourceTree
import XCTest

/// Whatever is cut off, and wherever a stream is cut, the reader holds.
final class SplitTests: XCTestCase {
  private let table =
    "\u{FEFF}id,name,town\r\n1,\"x, \"\"y\"\"\",Leeds\r\n2, \"z\" ,\"two\r\nlines\"\n\n3,\"a \"b\" c\",5\" x\r\n4,\"open,x\r\n5,y\r"
    + "6,\"q\"w,\"z\"\n7,x,y,z\n8,\"\",\"\n"

  func testEveryTruncationIsReadAndWrittenBack() {
    let bytes = Array(table.utf8)
    for count in 0...bytes.count {
      XCTAssertEqual(Table(Array(bytes[..<count])).written, Array(bytes[..<count]), "\(count)")
      XCTAssertEqual(Table(Array(bytes[count...])).written, Array(bytes[count...]), "\(count)")
    }
  }

  func testEveryByteChangedIsReadAndWrittenBack() {
    let bytes = Array(table.utf8)
    let replacements: [UInt8] = [0, 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x27, 0x2C, 0x3B, 0x7C, 0x41, 0xFF]
    var seed: UInt64 = 1
    for index in bytes.indices {
      for replacement in replacements {
        var changed = bytes
        changed[index] = replacement
        seed = seed &* 6_364_136_223_846_793_005 &+ 1
        changed[Int(seed >> 33) % bytes.count] = replacements[Int(seed >> 40) % replacements.count]
        XCTAssertEqual(Table(changed).written, changed, "\(index) \(replacement)")
      }
    }
  }

  /// However much of the stream is seen at a time, its chunks give the same rows.
  func testEveryChunkSizeGivesTheSameRows() {
    let plain: String = (0..<30).map { "\($0),name \($0),town\n" }.joined()
    let quoted: String = (0..<30).map { "\"\($0)\",\"name\r\n\($0)\",\"\"\"t\"\"\"\r\n" }.joined()
    let header = "id,name,town\n"
    var streams: [String] = [header + plain, header + quoted, header + plain + "x,\"open,y\n" + plain]
    streams.append(header + plain + "x,\"open,y\n" + quoted + "\"open")
    streams.append(header + "\n\n" + plain + "\r\n\r\n" + quoted + "\n\n")
    streams.append((header + plain).split(separator: "\n").joined(separator: "\r"))
    streams.append(header + "1,5\" x,z\n2,\"a \"b\" c\",z\n3,\"a\"b,z\n" + plain)
    for stream in streams {
      let bytes = Array(stream.utf8)
      let whole = Table(bytes, dialect: CSVDialect())
      for size in stride(from: 1, to: bytes.count, by: 11) {
        XCTAssertEqual(Self.rows(bytes, size: size), whole.rows, "\(size) of \(stream.prefix(60).suffix(20))")
      }
    }
  }

  private static func rows(_ bytes: [UInt8], size: Int) -> [[String]] {
    var rows: [[String]] = []
    var dialect = CSVDialect()
    dialect.columnCount = 3
    var reader = CSVReader(dialect: dialect)
    var splitter = CSVSplitter(dialect: dialect)
    var findings = FindingList()
    var start = 0
    var seen = 0
    while start < bytes.count {
      seen = min(bytes.count, max(seen, start) + size)
      let window = ContiguousArray(bytes[start..<seen])
      guard let cut = splitter.lastBoundary(in: window.span, atEnd: seen == bytes.count) else { continue }
      var document = SourceDocument(format: .csv)
      document.bytes = ContiguousArray(window[..<cut])
      document.baseOffset = UInt64(start)
      reader.parse(&document, findings: &findings)
      for index in document.roots.indices { rows.append(Table.cells(document, document.roots[index])) }
      start += cut
    }
    return rows
  }
}
