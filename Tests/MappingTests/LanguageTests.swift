import XCTest

@testable import Mapping

/// The pieces of the map language.
final class LanguageTests: XCTestCase {
  func testTargetPaths() throws {
    let path = try XCTUnwrap(TargetPath("participant[2].individual(Practitioner.name[1].family)"))
    XCTAssertEqual(path.steps.map(\.name), ["participant", "individual", "name", "family"])
    XCTAssertEqual(path.steps.map(\.key), [2, nil, 1, nil])
    XCTAssertEqual(path.steps[1].resource, "Practitioner")
    XCTAssertEqual(TargetPath("[2].given")?.sibling, 2)
    XCTAssertEqual(TargetPath("$value")?.steps.count, 0)
    XCTAssertEqual(TargetPath("patient(Patient#P1.birthDate)")?.steps.first?.contained, "P1")
    for text in [
      "", ".", "a.", "a[", "a[x]", "a(B", "a(B.c", "a(B.c))", "a b(", "[1]a", "a[999]", String(repeating: "a(B.", count: 40),
    ] {
      XCTAssertNil(TargetPath(text), text)
    }
  }

  func testAssignments() throws {
    XCTAssertEqual(Assignment("\"a\"")?.parts, [.text("a")])
    XCTAssertEqual(
      Assignment("\"urn:oid:\"+HD.2")?.parts, [.text("urn:oid:"), .element(ElementReference(name: "HD", path: [2]))])
    XCTAssertEqual(Assignment("MSG.1 + \"^\" + MSG.2")?.parts.count, 3)
    for text in ["", "\"a", "a b", "HD.0", "\"a\"\"b\"", "+"] { XCTAssertNil(Assignment(text), text) }
  }

  func testNumbers() {
    func written(_ text: String) -> String? {
      let bytes = ContiguousArray(text.utf8)
      guard let parts = NumberForm.parts(bytes, 0..<bytes.count) else { return nil }
      var all = bytes
      let start = all.count
      all.append(contentsOf: bytes[parts.comparator])
      NumberForm.append(parts.number, to: &all)
      return String(decoding: all[start...], as: UTF8.self)
    }
    for (text, expected) in ["5": "5", "+05.20": "5.20", "<.5": "<0.5", ">= 12": ">=12", "5.": "5", "-0": "-0", "000": "0"] {
      XCTAssertEqual(written(text), expected, text)
    }
    for text in ["", "<", "5 mg", "1e5", "1.2.3", "POSITIVE", "-"] { XCTAssertNil(written(text), text) }
  }

  func testDates() {
    func written(_ text: String, zone: Int? = nil, policy: ZonePolicy = .unitedKingdom) -> String? {
      var bytes = ContiguousArray(text.utf8)
      guard let form = DateForm(bytes, 0..<bytes.count) else { return nil }
      let start = bytes.count
      let outcome = form.append(.dateTime, to: &bytes, headerZone: zone, policy: policy)
      return outcome == .tooCoarse ? "coarse" : String(decoding: bytes[start...], as: UTF8.self)
    }
    XCTAssertEqual(written("2026"), "2026")
    XCTAssertEqual(written("202601"), "2026-01")
    XCTAssertEqual(written("20260110"), "2026-01-10")
    XCTAssertEqual(written("2026011010"), "coarse")
    XCTAssertEqual(written("202607101015"), "2026-07-10T10:15:00+01:00")
    XCTAssertEqual(written("20260710101530.25-0500"), "2026-07-10T10:15:30.25-05:00")
    XCTAssertEqual(written("20260110101530", zone: 120), "2026-01-10T10:15:30+02:00")
    XCTAssertEqual(written("20260710101530", policy: .fixed(minutes: -90)), "2026-07-10T10:15:30-01:30")
    for text in ["", "202", "20x60110", "2026011", "20260110101530.", "20260110+01", "20260110 "] {
      XCTAssertNil(written(text), text)
    }
  }

  func testBritishSummerTime() {
    func zone(_ text: String) -> String {
      var bytes = ContiguousArray(text.utf8)
      _ = DateForm(bytes, 0..<bytes.count)?.append(.dateTime, to: &bytes, headerZone: nil, policy: .unitedKingdom)
      return String(decoding: bytes.suffix(6), as: UTF8.self)
    }
    // In 2026 the clocks change on 29 March and 25 October.
    XCTAssertEqual(zone("20260329005959"), "+00:00")
    XCTAssertEqual(zone("20260329020000"), "+01:00")
    XCTAssertEqual(zone("20261025005959"), "+01:00")
    XCTAssertEqual(zone("20261025020000"), "+00:00")
  }

  func testConceptIdentifiers() {
    func isConcept(_ text: String) -> Bool {
      let bytes = ContiguousArray(text.utf8)
      return CellCheck.isConcept(bytes, 0..<bytes.count)
    }
    XCTAssertTrue(isConcept("22298006"))
    XCTAssertFalse(isConcept("22298007"))
    XCTAssertFalse(isConcept("022298006"))
    XCTAssertFalse(isConcept("12345"))
  }

  /// RFC 9562 appendix A.4: the name `www.example.com` in the namespace of domain names.
  func testNameBasedIdentifiers() {
    var hash = SHA1()
    for byte: UInt8 in [0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8] {
      hash.add(byte)
    }
    for byte in "www.example.com".utf8 { hash.add(byte) }
    var text = ContiguousArray<UInt8>()
    NameBasedUUID(hash.finish()).append(to: &text)
    XCTAssertEqual(String(decoding: text, as: UTF8.self), "2ed6657d-e927-568b-95e1-2665a8aea6a2")
  }

  func testGroups() throws {
    let structure = try XCTUnwrap(
      MessageStructure(name: "X", text: "MSH PID [VISIT: PV1 PV2] [ORDER*: [COMMON: ORC] OBR NTE* [RESULT*: OBX NTE*]]"))
    var cursor = GroupCursor()
    var seen: [String] = []
    for name in ["MSH", "PID", "PV1", "ORC", "OBR", "NTE", "OBX", "NTE", "NTE", "OBX", "ZZZ", "OBX", "OBR", "OBX", "ORC", "PID"] {
      let node = try cursor.place(XCTUnwrap(SegmentName.packed(name)), in: structure)
      let parent = node.map { structure.nodes[structure.nodes[$0].parent].name } ?? "-"
      let anew = cursor.restarted >= 0 ? " " + structure.nodes[cursor.restarted].name : ""
      seen.append(name + " " + parent + anew)
    }
    XCTAssertEqual(
      seen,
      [
        "MSH X", "PID X", "PV1 VISIT", "ORC COMMON", "OBR ORDER", "NTE ORDER", "OBX RESULT", "NTE RESULT", "NTE RESULT NTE",
        "OBX RESULT RESULT", "ZZZ -", "OBX RESULT RESULT", "OBR ORDER ORDER", "OBX RESULT", "ORC COMMON ORDER", "PID X PID",
      ])
    for text in ["MSH [A", "MSH ]", "[A PID]", "MSH PI", "[A: [B: PID]"] {
      XCTAssertNil(MessageStructure(name: "X", text: text), text)
    }
  }
}
