import Diagnostics
import HL7v2Syntax
import SourceTree
import Foundation
import XCTest

/// Whatever is cut off, and wherever a stream is cut, the reader holds.
final class SplitTests: XCTestCase {
  private let feed =
    "FHS|^~\\&|A\rBHS|^~\\&|B\rMSH|^~\\&|LAB|RNX\rPID|1||A^B&C~D^^\"\"|\\F\\|\\\rOBX|1|TX|x\ny|^~&\r\nnonsense\r"
    + "MSH*%$!#*LAB\nPID*1*2%3$4\r\n\r\n\u{0B}MSH|^~\\&|LAB\rPV1|I\u{1C}\r\u{0B}MSH|^~\\&|LAB\rNTE||a\\.br\\bMSH|^~\\&|LAB\r"
    + "pid|1| 2\r XYZ|\r\u{1C}\r\nBTS|3\rFTS|1\r"

  func testEveryTruncationIsReadAndWrittenBack() {
    let bytes = Array(feed.utf8)
    for count in 0...bytes.count {
      let part = Array(bytes[..<count])
      XCTAssertEqual(Reading(part).written, part, "\(count)")
      XCTAssertEqual(Reading(Array(bytes[count...])).written, Array(bytes[count...]), "\(count)")
    }
  }

  func testEveryByteChangedIsReadAndWrittenBack() {
    let bytes = Array(feed.utf8)
    let replacements: [UInt8] = [0, 0x0A, 0x0B, 0x0D, 0x1C, 0x20, 0x26, 0x5C, 0x5E, 0x7C, 0x7E, 0x4D, 0x85, 0xFF]
    var seed: UInt64 = 1
    for index in bytes.indices {
      for replacement in replacements {
        var changed = bytes
        changed[index] = replacement
        seed = seed &* 6_364_136_223_846_793_005 &+ 1
        changed[Int(seed >> 33) % bytes.count] = replacements[Int(seed >> 40) % replacements.count]
        XCTAssertEqual(Reading(changed).written, changed, "\(index) \(replacement)")
      }
    }
  }

  /// However much of the stream is seen at a time, its chunks give the same segments and the same findings.
  func testEveryChunkSizeGivesTheSameRecords() {
    let messages: [String] = (1...4).map { "MSH|^~\\&|LAB|RNX||||||ORU^R01|\($0)\rPID|\($0)||A^B~C\rOBX|1||\($0)&x\r" }
    let joined: String = messages.joined()
    var streams: [String] = [joined, messages.joined(separator: "\r\n"), messages.joined(separator: "\u{FEFF}")]
    streams.append(messages.map { "\u{0B}\($0)\u{1C}\r" }.joined())
    streams.append(messages.map { String($0.dropLast()) }.joined())
    streams.append("BHS|^~\\&|A\r\(joined)BTS|4\rBHS|^~\\&|A\r\(joined)BTS|3\r")
    streams.append("junk\r" + messages.joined(separator: "\n"))
    streams.append(joined.replacingOccurrences(of: "\r", with: "\n"))
    streams.append("MSH|^~\\&||||||||UNICDEO\rPIDMSH|^~\\&|LAB|RNX||||20251014^S|\r" + joined)
    streams.append(
      "MSH|^~\\&#|LA\\&|A\rbHS|^~\\&|B\r\u{8B}MSH*%$!#*LA%\nPID*1*2%3$4\u{1C}\rMSH|^~\\&#|L*B\r\n x\rBTS|2\r" + joined)
    streams.append("FHS|^~\\&|A\rBHS|^~\\&|A\r\(joined)BTS|9\rBHS|^~\\&|A\r\(joined)BTS|4\rFTS|3\r")
    streams.append("BHS|^~\\&|A\r\(joined)BHS|^~\\&|A\r\(joined)FTS|x\rBTS|4\r")
    for stream in streams {
      let bytes = Array(stream.utf8)
      let whole = Chunked(bytes, size: bytes.count)
      for size in stride(from: 1, to: bytes.count, by: 7) {
        let parts = Chunked(bytes, size: size)
        let apart = Chunked(bytes, size: size, readerForEach: true)
        XCTAssertEqual(apart.findings.sorted(), whole.findings.sorted(), "\(size) of \(stream.prefix(20)) apart")
        XCTAssertEqual(parts.lines, whole.lines, "\(size) of \(stream.prefix(20))")
        XCTAssertEqual(parts.findings, whole.findings, "\(size) of \(stream.prefix(20))")
      }
    }
  }

  /// A stream read in chunks.
  private struct Chunked {
    var lines: [String] = []
    var findings: [String] = []

    /// - Parameter readerForEach: whether each chunk has a reader of its own, as where workers read side by side.
    init(_ bytes: [UInt8], size: Int, readerForEach: Bool = false) {
      var before = EnvelopeTally()
      var reader = HL7v2Reader()
      let splitter = HL7v2Splitter()
      var start = 0
      var seen = 0
      while start < bytes.count {
        seen = min(bytes.count, max(seen, start) + size)
        let window = ContiguousArray(bytes[start..<seen])
        guard let cut = splitter.lastBoundary(in: window.span, atEnd: seen == bytes.count) else { continue }
        if readerForEach { reader = HL7v2Reader() }
        read(&reader, Array(window[..<cut]), at: start, &before)
        start += cut
      }
    }

    private mutating func read(_ reader: inout HL7v2Reader, _ bytes: [UInt8], at offset: Int, _ before: inout EnvelopeTally) {
      var document = SourceDocument(format: .hl7v2)
      document.bytes = ContiguousArray(bytes)
      document.baseOffset = UInt64(offset)
      var list = FindingList()
      reader.parse(&document, findings: &list)
      reader.resolveEnvelopes(of: document, before: before, findings: &list)
      before = reader.envelopes.following(before)
      findings += list.findings.map { "\($0.rule.rawValue) \(Int($0.span.offset) + offset) \($0.span.length)" }
      for root in document.roots {
        for index in root.index..<Int(document[root].end) where document.nodes[index].end == UInt32(index) + 1 {
          let node = document.nodes[index]
          lines.append("\(node.kind) \(node.name) \(Int(node.offset) + offset) \(node.length)")
        }
      }
    }
  }
}
