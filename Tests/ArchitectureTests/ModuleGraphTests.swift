import Foundation
import XCTest

/// Checks the map of the house (`Sources/README.md`) against the code: every module is on it, and every import points down.
final class ModuleGraphTests: XCTestCase {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Level of each module, from the rows `| 3 | \`SchemaCompiler\` | … |`.
  private func levels() throws -> [String: Int] {
    let text = try String(contentsOf: root.appendingPathComponent("Sources/README.md"), encoding: .utf8)
    var levels: [String: Int] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count >= 2, let level = Int(cells[0]), cells[1].hasPrefix("`") else { continue }
      levels[cells[1].trimmingCharacters(in: CharacterSet(charactersIn: "`"))] = level
    }
    return levels
  }

  private func modules() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path)
      .filter { !$0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()
  }

  private func imports(of module: String) throws -> [(file: String, imported: String)] {
    let folder = root.appendingPathComponent("Sources/\(module)")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return try files.filter { $0.hasSuffix(".swift") }.sorted().flatMap { file in
      try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8).split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ").filter { !["public", "internal", "package", "private", "@testable"].contains($0) }
        guard words.first == "import", let name = words.last else { return nil }
        return (file, String(name))
      }
    }
  }

  func testEveryModuleIsOnTheMap() throws {
    let levels = try levels()
    XCTAssertEqual(try modules(), levels.keys.sorted(), "Sources/README.md and the folders under Sources/ differ")
  }

  func testNoImportPointsUp() throws {
    let levels = try levels()
    for module in try modules() {
      let own = try XCTUnwrap(levels[module])
      for (file, imported) in try imports(of: module) {
        guard let level = levels[imported] else { continue }
        XCTAssertTrue(
          level < own || (level == own && imported < module),
          "\(module)/\(file) imports \(imported): level \(level) from level \(own)")
      }
    }
  }

  func testFoundationStaysAtTheTop() throws {
    let levels = try levels()
    for module in try modules() where (levels[module] ?? 0) < 5 {
      for (file, imported) in try imports(of: module) {
        XCTAssertFalse(imported.hasPrefix("Foundation"), "\(module)/\(file) imports \(imported) below level 5")
      }
    }
  }
}
