import Batch
import Mapping
import XCTest

@testable import Plumbline

final class SenderFileTests: XCTestCase {
  func testSettingsAreRead() throws {
    let file = SenderFile(
      Array(
        """
        senders:
        - name: Laboratory
          MSH-3: LAB
          MSH-4: RN*
          codes: {AdministrativeSex: {"W": female}}
          moves: {PID-4: PID-3}
          defaults: {PV1-2: I}
          zone: "+01:00"
          conversion-severities: {MAP-4101: information, code-not-in-system: "off"}
        """.utf8), name: "senders.yaml", registry: ProductRules.registry)
    XCTAssertEqual(file.problems, [])
    let sender = try XCTUnwrap(file.senders.first)
    XCTAssertEqual(sender.match.fields, [3: ["LAB"], 4: ["RN*"]])
    XCTAssertEqual(sender.zone, .fixed(minutes: 60))
    XCTAssertEqual(sender.files.count, 3)
    XCTAssertEqual(sender.severities[MapRules.codeNotMapped.code], .some(.information))
    XCTAssertEqual(sender.severities[MapRules.codeNotInSystem.code], .some(nil))
  }

  func testMistakesAreTold() {
    let file = SenderFile(
      Array("senders:\n- MSH-3: LAB\n  zone: noon\n  conversion-severities: {no-such-rule: error, MAP-4101: loud}\n".utf8),
      name: "s.yaml",
      registry: ProductRules.registry)
    XCTAssertEqual(file.problems.count, 3, "\(file.problems)")
  }

  /// What is gathered, filled in and read again.
  func testUnmappedCodesGoRound() throws {
    var codes = UnmappedCodes()
    codes.add(UnmappedCodes.Code(map: "AdministrativeSex", code: "W\"1"), count: 2)
    var file = UnmappedCodeFile()
    file.add(codes)
    let empty = try XCTUnwrap(UnmappedCodeFile(file.bytes))
    XCTAssertTrue(empty.maps.isEmpty)
    let filled = String(decoding: file.bytes, as: UTF8.self).replacing(
      #"{"equivalence": "unmatched""#, with: #"{"code": "female", "equivalence": "equivalent""#)
    var second = try XCTUnwrap(UnmappedCodeFile(Array(filled.utf8)))
    XCTAssertTrue(
      second.maps.first.map { String(decoding: $0.text, as: UTF8.self).contains(#""W\"1": {code: "female"}"#) } ?? false)
    codes.add(UnmappedCodes.Code(map: "AdministrativeSex", code: "Z"))
    second.add(codes)
    let text = String(decoding: second.bytes, as: UTF8.self)
    XCTAssertTrue(text.contains("seen 4 times") && text.contains("\"female\"") && text.contains("\"Z\""), text)
    XCTAssertNil(UnmappedCodeFile(Array("{\"resourceType\":\"Patient\"}".utf8)))
  }
}
