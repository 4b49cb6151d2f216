import HL7v2Validation
import XCTest

/// Valid messages with one fault each: the fault must be found at its place.
final class MutantTests: XCTestCase {
  static let messages: [String] = [
    "MSH|^~\\&|PAS|RNX|LAB|RNX|202510141200||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||202510141200\r"
      + "PID|1||9990000018^^^NHS^NH||Smith^Ann^^^Ms||19700101|F|||1 High St^^Leeds^^LS1 1AA\rNK1|1|Smith^Bo\r"
      + "PV1|1|I|W1^1^1|||||||||||||||||||||||||||||||||||||||||202510141100\rAL1|1||^Penicillin\rDG1|1|I10|J18^Pneumonia^I10|||A\r",
    "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014120000+0100||ORU^R01^ORU_R01|2|P|2.4\r"
      + "PID|1||9990000018^^^NHS^NH||Smith^Ann||19700101|F\rPV1|1|O\rORC|RE|1\r"
      + "OBR|1|1|2|26604007^FBC^SCT|||202510141100\rOBX|1|NM|718-7^Hb^LN||13.2|g/dL|12-16|N|||F|||202510141130\rNTE|1||fine\r"
      + "OBX|2|DT|1-8^Date^LN||20251013||||||F\r",
    "MSH|^~\\&|GP|Y06601|LAB|RNX|20251014||OML^O21^OML_O21|3|P|2.5.1\rPID|1||9990000018^^^NHS^NH||Smith^Ann||19700101|F\r"
      + "PV1|1|O\rORC|NW|1\rOBR|1|1||26604007^FBC^SCT\rDG1|1|I10|J18^Pneumonia^I10|||A\rSPM|1|||BLD\r",
    "MSH|^~\\&|PAS|RNX|LAB|RNX|20251014||ADT^A04|4|P|2.3\rEVN|A04|20251014\rPID|1||9990000018^^^NHS^NH||Smith^Ann||19700101|F\r"
      + "PV1|1|O\r",
  ]

  private struct Fault {
    var name: String
    /// Which messages it is made in.
    var messages: [Int]
    var change: (String, String)
    var path: String
  }

  private let faults: [Fault] = [
    Fault(name: "required segment gone", messages: [0], change: ("PV1|1|I", "ZPV|1|I"), path: "PV1"),
    Fault(name: "required segment gone", messages: [1], change: ("OBR|1|1|2|", "ZBR|1|1|2|"), path: "OBR"),
    Fault(name: "segments swapped", messages: [0], change: ("NK1|1|Smith^Bo\rPV1|1|I", "PV1|1|I"), path: ""),
    Fault(name: "segment twice", messages: [0, 3], change: ("EVN|", "EVN||20251014\rEVN|"), path: "EVN[2]"),
    Fault(name: "segment of no version", messages: [0, 1, 2, 3], change: ("PV1|1|", "PX9|1\rPV1|1|"), path: "PX9"),
    Fault(
      name: "segment of another structure", messages: [0, 3], change: ("PV1|1|", "RXA|0|1|20251014|20251014|1^x|1\rPV1|1|"),
      path: "RXA"),
    Fault(name: "segment of a later version", messages: [3], change: ("PV1|1|", "SPM|1|||BLD\rPV1|1|"), path: "SPM"),
    Fault(name: "required field empty", messages: [1, 2, 3], change: ("|Smith^Ann", "|"), path: "PID-5"),
    Fault(name: "required field empty", messages: [0, 1, 2], change: ("|P|2.", "||2."), path: "MSH-11"),
    Fault(name: "required field empty", messages: [1, 2], change: ("26604007^FBC^SCT", ""), path: "OBR-4"),
    Fault(name: "status empty", messages: [1], change: ("12-16|N|||F|||", "12-16|N||||||"), path: "OBX-11"),
    Fault(name: "repeats where it may not", messages: [0], change: ("PV1|1|I", "PV1|1|I~O"), path: "PV1-2[2]"),
    Fault(
      name: "repeats where it may not", messages: [0, 1, 2, 3], change: ("|19700101|", "|19700101~19700102|"), path: "PID-7[2]"),
    Fault(name: "day that does not exist", messages: [0, 1, 2, 3], change: ("19700101", "19700230"), path: "PID-7"),
    Fault(name: "date with separators", messages: [0, 1, 2, 3], change: ("19700101", "1970-01-01"), path: "PID-7"),
    Fault(name: "hour that does not exist", messages: [0], change: ("202510141100", "202510142500"), path: "PV1-44"),
    Fault(name: "offset that does not exist", messages: [1], change: ("+0100", "+9900"), path: "MSH-7"),
    Fault(name: "date of a result", messages: [1], change: ("20251013", "13.10.2025"), path: "OBX[2]-5"),
    Fault(name: "word as number", messages: [1], change: ("13.2", "high"), path: "OBX-5"),
    Fault(name: "comma as decimal point", messages: [1], change: ("13.2", "13,2"), path: "OBX-5"),
    Fault(name: "comparator in a number", messages: [1], change: ("13.2", "<13"), path: "OBX-5"),
    Fault(name: "sequence number", messages: [0, 1, 2, 3], change: ("PID|1|", "PID|x|"), path: "PID-1"),
    Fault(name: "code of a closed table", messages: [1], change: ("|N|||F|", "|N|||Q9|"), path: "OBX-11"),
    Fault(name: "code of a closed table", messages: [1, 2], change: ("ORC|", "ORC|Q9"), path: "ORC-1"),
    Fault(name: "code of a closed table", messages: [0, 2], change: ("|P|2.", "|Y|2."), path: "MSH-11"),
    Fault(name: "value type of nothing", messages: [1], change: ("|NM|", "|QQ|"), path: "OBX-2"),
    Fault(name: "value without a type", messages: [1], change: ("|NM|", "||"), path: "OBX-2"),
    Fault(name: "too many fields", messages: [3], change: ("EVN|A04|20251014", "EVN|A04|20251014||||||||x"), path: "EVN-10"),
    Fault(name: "too many components", messages: [0, 1, 2], change: ("|19700101|", "|19700101^S^x|"), path: "PID-7.3"),
    Fault(name: "separator not escaped", messages: [0, 1, 2, 3], change: ("|Smith^Ann", "|Smith^Ann & Bo"), path: "PID-5.2"),
    Fault(name: "version of nothing", messages: [0, 1, 2], change: ("|P|2.", "|P|7."), path: "MSH-12"),
    Fault(name: "structure of another event", messages: [0], change: ("ADT^A01^ADT_A01", "ADT^A01^ADT_A05"), path: "MSH-9.3"),
    Fault(name: "event of nothing", messages: [0], change: ("ADT^A01^ADT_A01", "ADT^A99"), path: "MSH-9"),
    Fault(name: "NHS number", messages: [0, 1, 2, 3], change: ("9990000018", "9990000017"), path: "PID-3.1"),
    Fault(name: "NHS number", messages: [0, 1, 2, 3], change: ("9990000018", "1111111111"), path: "PID-3.1"),
    Fault(name: "NHS number", messages: [0, 1, 2, 3], change: ("9990000018", "999000001"), path: "PID-3.1"),
    Fault(
      name: "value too long", messages: [0, 1, 2, 3], change: ("|P|2.", "0000000000000000000000000000|P|2."), path: "MSH-10"),
  ]

  func testValidMessagesHaveNoWarning() throws {
    for message in MutantTests.messages {
      XCTAssertEqual(try Checking(message).lines.filter { !$0.contains("code-not-suggested") }, [])
    }
  }

  func testEachFaultIsFoundAtItsPlace() throws {
    var total = 0
    var missed: [String] = []
    for fault in faults where !fault.path.isEmpty {
      for index in fault.messages {
        let message = MutantTests.messages[index]
        let mutant = message.replacing(fault.change.0, with: fault.change.1, maxReplacements: 1)
        XCTAssertNotEqual(mutant, message, fault.name)
        let before = Set(try Checking(message).lines)
        let found = try Checking(mutant).lines.filter { !before.contains($0) }
        total += 1
        if !found.contains(where: { line in line.hasSuffix(" at \(fault.path)") || line.contains(" at \(fault.path).") }) {
          missed.append("\(fault.name) in \(index + 1): \(fault.path) not in \(found)")
        }
      }
    }
    XCTAssertGreaterThanOrEqual(Set(faults.map(\.name)).count, 15)
    XCTAssertLessThanOrEqual(Double(missed.count) / Double(total), 0.05, missed.joined(separator: "\n"))
    XCTAssertEqual(missed, [])
  }
}
