import Foundation
import SourceTree
import XCTest

@testable import Batch

final class RecordSourceTests: XCTestCase {
  private var folder = URL(fileURLWithPath: "/")

  override func setUpWithError() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumbline-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  override func tearDownWithError() throws { try FileManager.default.removeItem(at: folder) }

  private func write(_ name: String, _ data: Data) throws -> String {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url.path
  }

  /// gzip of `data`, made by the system's program.
  private func gzip(_ data: Data) throws -> Data {
    let path = try write("pack", data)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-f", path]
    try process.run()
    process.waitUntilExit()
    return try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
  }

  private func chunks(_ paths: [String], format: InputFormat? = nil) -> [(chunk: Chunk, bytes: Data, offset: UInt64)] {
    let source = RecordSource(SourceList(paths, format: format), options: BatchOptions(inputFormat: format))
    var document = SourceDocument(format: .json)
    var result: [(chunk: Chunk, bytes: Data, offset: UInt64)] = []
    while let chunk = source.next(into: &document) { result.append((chunk, Data(document.bytes), document.baseOffset)) }
    return result
  }

  private func lines(_ count: Int) -> Data {
    Data((0..<count).map { "{\"n\":\($0),\"pad\":\"\(String(repeating: "x", count: $0 % 97))\"}\n" }.joined().utf8)
  }

  func testAFileIsDealtOutInWholeRecords() throws {
    let data = lines(12_000)
    let chunks = chunks([try write("a.ndjson", data)])
    XCTAssertGreaterThan(chunks.count, 2)
    XCTAssertEqual(chunks.reduce(into: Data()) { $0 += $1.bytes }, data)
    XCTAssertTrue(chunks.dropLast().allSatisfy { $0.bytes.last == 0x0A && !$0.chunk.isLast })
    XCTAssertEqual(chunks.map(\.chunk.number), Array(chunks.indices))
    XCTAssertEqual(chunks.last?.chunk.isLast, true)
    XCTAssertEqual(chunks[1].offset, UInt64(chunks[0].bytes.count))
  }

  func testARecordLongerThanAChunkStaysWhole() throws {
    let long = "{\"a\":\"\(String(repeating: "y", count: 700_000))\"}\n"
    let data = Data(("{}\n" + long + "{}\n").utf8)
    let chunks = chunks([try write("a.ndjson", data)])
    XCTAssertEqual(chunks.reduce(into: Data()) { $0 += $1.bytes }, data)
    XCTAssertTrue(chunks.contains { $0.bytes.count >= long.utf8.count })
  }

  func testGzipIsUnpackedWhateverItsName() throws {
    let data = lines(9_000)
    let packed = try gzip(data)
    for name in ["a.ndjson.gz", "b"] {
      let chunks = chunks([try write(name, packed + packed)])
      XCTAssertEqual(chunks.reduce(into: Data()) { $0 += $1.bytes }, data + data)
      XCTAssertEqual(chunks[0].chunk.format, .ndjson)
    }
  }

  func testOfATruncatedGzipTheRestIsReportedAfterTheRecords() throws {
    let packed = try gzip(lines(9_000))
    let chunks = chunks([try write("a.ndjson.gz", packed.dropLast(packed.count / 2)), try write("b.json", Data("{}".utf8))])
    XCTAssertGreaterThan(chunks[0].bytes.count, 0)
    XCTAssertEqual(chunks.first { $0.chunk.problem != nil }?.chunk.problem?.kind, .brokenGzip)
    XCTAssertEqual(chunks.last?.bytes, Data("{}".utf8))
  }

  func testDamagedGzip() throws {
    var packed = try gzip(lines(100))
    packed[packed.count / 2] ^= 0xFF
    let problems = chunks([try write("a.gz", packed)]).compactMap(\.chunk.problem?.kind)
    XCTAssertEqual(problems.last, .brokenGzip)
  }

  func testProblemsOfSources() throws {
    let empty = try write("empty.json", Data())
    let letter = try write("letter", Data("Dear all\n\nhello\n".utf8))
    let image = try write("scan", Data([0x89, 0x50, 0x4E, 0x47, 0x0D]))
    let missing = folder.appendingPathComponent("missing").path
    let kinds = chunks([empty, letter, image, missing]).map(\.chunk.problem?.kind)
    XCTAssertEqual(kinds, [.empty, .unknownFormat, .binary, .unreadable])
  }

  func testDirectoriesAreWalkedInOrder() throws {
    for name in ["b.json", "a/z.xml", "a/c", ".hidden.json", "notes.md", "a/feed"] {
      _ = try write(name, Data((name == "a/feed" ? "MSH|^~\\&|A\r" : name == "a/c" || name == "notes.md" ? "hello" : "{}").utf8))
    }
    let chunks = chunks([folder.path])
    let names = chunks.map { $0.chunk.file.replacingOccurrences(of: folder.path + "/", with: "") }
    XCTAssertEqual(names, ["a/feed", "a/z.xml", "b.json", folder.path])
    XCTAssertEqual(chunks.last?.chunk.problem?.kind, .skipped)
    XCTAssertEqual(chunks.last?.chunk.problem?.detail, "2 files")
  }

  func testADirectoryWithoutRecords() throws {
    _ = try write("notes.md", Data("hello".utf8))
    XCTAssertEqual(chunks([folder.path]).map(\.chunk.problem?.kind), [.noFiles])
  }
}
