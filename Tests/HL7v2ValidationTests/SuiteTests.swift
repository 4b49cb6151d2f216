import Foundation
import HL7v2Validation
import XCTest

final class SuiteTests: XCTestCase {
  func testWhatIsFoundInTheSuites() throws {
    guard let folder = ProcessInfo.processInfo.environment["V2_MESSAGES"] else { throw XCTSkip("no suite") }
    var validator = MessageValidator(try XCTUnwrap(Checking.library))
    for suite in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      guard let files = FileManager.default.enumerator(atPath: folder + "/" + suite) else { continue }
      var counts: [String: Int] = [:]
      var total = 0
      var withErrors = 0
      for case let file as String in files {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(suite)/\(file)"), !file.hasSuffix(".json"),
          !file.hasSuffix(".xml")
        else { continue }
        let found = Checking(Array(bytes), &validator)
        total += 1
        if found.errors > 0 { withErrors += 1 }
        for line in Set(found.lines) where line.hasPrefix("!") {
          counts[line.replacingOccurrences(of: "\\[[0-9]+\\]", with: "", options: .regularExpression), default: 0] += 1
        }
      }
      print("== \(suite) \(total) files, \(withErrors) with errors")
      for (line, count) in counts.sorted(by: { $0.value > $1.value }).prefix(12) { print("   \(count) \(line)") }
    }
  }
}
