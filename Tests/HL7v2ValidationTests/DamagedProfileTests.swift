import HL7v2Validation
import XCTest

/// Profiles with damage of all kinds: never a crash, whatever is left of them is used on a message.
final class DamagedProfileTests: XCTestCase {
  private let message =
    "MSH|^~\\&|A|B|C|D|20251014||ADT^A01^ADT_A01|1|P|2.5.1\rPID|1||1^^^A~2^^^A||Smith|||F||W^White^RACE\rPV1|1|I|W1\r"
    + "OBX|1|NM|W^Weight^L||70|kg\rOBX|2|ST|H^Height^L|1|x~y\rPV1|2||\rADD|x\r"

  /// A generator of numbers that is the same in every run.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private func damaged(_ text: String, _ dice: inout Dice) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...3, using: &dice) {
      let at = Int.random(in: 0..<bytes.count, using: &dice)
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: bytes[at] = UInt8.random(in: 32...126, using: &dice)
      case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &dice)))
      case 2: bytes.insert(contentsOf: Array((["9999999", "*", "[", "0", "-1"].randomElement(using: &dice) ?? "").utf8), at: at)
      case 3:
        let other = Int.random(in: 0..<bytes.count, using: &dice)
        bytes.insert(contentsOf: bytes[min(at, other)..<min(max(at, other), min(at, other) + 200)], at: at)
      default: bytes.insert(UInt8(ascii: "<"), at: at)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func testDamagedSetsDoNoHarm() throws {
    var dice = Dice(state: 7)
    let parts = [
      ExampleProfile.structure, ExampleProfile.predicates, ExampleProfile.valueSets, ExampleProfile.bindings,
      ExampleProfile.coConstraints,
    ]
    var used = 0
    for round in 0..<120 {
      var set = parts
      let victim = round % parts.count
      // Words are replaced, so that most of the files stay XML.
      if round % 3 > 0 {
        let words = set[victim].split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
        var changed = words
        let odd = 1 + 2 * Int.random(in: 0..<max(1, words.count / 2), using: &dice)
        changed[odd] =
          ["", "*", "0", "-1", "99999999999999999999", "X", "1[0]", "3[*].9[*].1[1]", "R"].randomElement(using: &dice) ?? ""
        set[victim] = changed.joined(separator: "\"")
      } else {
        set[victim] = damaged(set[victim], &dice)
      }
      let reader = ProfileSetReader(set.map { .init(name: "x.xml", bytes: Array($0.utf8)) }, name: "x")
      guard !reader.profile.messages.isEmpty else {
        XCTAssertFalse(reader.diagnostics.diagnostics.isEmpty)
        continue
      }
      used += 1
      _ = try Checking(message, profile: reader.profile)
    }
    XCTAssertGreaterThan(used, 40)
  }
}
