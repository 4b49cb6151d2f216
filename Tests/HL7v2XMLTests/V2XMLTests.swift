import Diagnostics
import EmbeddedDefinitions
import HL7v2Definitions
import HL7v2Syntax
import SourceTree
import TestSupport
import XCTest
import XMLSyntax

@testable import HL7v2XML

/// Messages in XML, there and back.
final class V2XMLTests: XCTestCase {
  private static let definitions = HL7v2Facts(image: EmbeddedDefinitions.messageFacts()).map(MessageDefinitions.init)

  private func xml(_ message: String) throws -> String {
    var source = SourceDocument(format: .hl7v2, valueEncoding: .hl7v2)
    source.bytes = ContiguousArray(message.utf8)
    var findings = FindingList()
    var reader = HL7v2Reader()
    reader.parse(&source, findings: &findings)
    var writer = V2XMLWriter(try XCTUnwrap(V2XMLTests.definitions))
    var output = ContiguousArray<UInt8>()
    let roots = source.roots
    for root in roots { writer.write(source, root, into: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  private func read(_ xml: String, _ body: (borrowing SourceDocument, borrowing SourceDocument, FindingList) throws -> Void)
    rethrows
  {
    var source = SourceDocument(format: .xml, valueEncoding: .xml)
    source.bytes = ContiguousArray(xml.utf8)
    var findings = FindingList()
    var reader = XMLReader()
    reader.parse(&source, findings: &findings)
    var target = SourceDocument(format: .hl7v2, valueEncoding: .hl7v2)
    V2XMLReader().read(source, into: &target, findings: &findings)
    try body(source, target, findings)
  }

  private func message(_ xml: String) -> String {
    var text = ""
    read(xml) { _, target, _ in text = String(decoding: target.bytes, as: UTF8.self) }
    return text
  }

  private func assertReturns(_ message: String, file: StaticString = #filePath, line: UInt = #line) throws {
    let xml = try xml(message)
    XCTAssertEqual(self.message(xml), message, xml, file: file, line: line)
  }

  func testMessagesComeBackAsTheyWere() throws {
    let header = "MSH|^~\\&|A^1.2^ISO|B|C|D|20260101||ORU^R01^ORU_R01|1|P|2.5.1\r"
    try assertReturns(header)
    try assertReturns(header + "PID|1||9990000018^^^NHS&2.16&ISO^NH~X1^^^PAS||Okafor&van^Ada~Okafor-B||19800228|F\r")
    try assertReturns(header + "PID|1|\"\"|7|\r".replacingOccurrences(of: "7|", with: "7"))
    try assertReturns(header + "NTE|1||a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\.br\\g\\H\\x\\N\\ <&> \"y\" é\r")
    try assertReturns(header + "NTE|1||~second~~fourth\rZAB|1^2&3|x~y^z\rOBX|1|CWE|A^B^L||P^Q^L^^^^1.2\r")
    try assertReturns(
      header + "PID|1||7\rOBR|1||9|T^U^L\rOBX|1|NM|A^B^L||5\rZZZ|x\rOBX|2|ST|A^B^L||t&u\rOBR|2||8\rOBX|1|TX|C||v\r")
    try assertReturns("MSH|@%!#|A@1|B|||20260101||ADT@A01@ADT_A01|2|P|2.3\rPID|1||7@@@X#1#ISO%8|!F!a^b\r")
    try assertReturns(header + "PID|1|  blanks  |\\X0D0A\\|\\Z12\\\r")
  }

  /// Random messages of what is hard: empty parts, repetitions, escapes, unknown segments out of place.
  func testRandomMessagesComeBack() throws {
    var random = SystemRandomNumberGenerator()
    let ids = ["PID", "PV1", "OBR", "OBX", "NTE", "ZZ1", "EVN", "SPM", "QQQ", "AL1"]
    let texts = [
      "a", "\"\"", "x y", "\\F\\", "\\.sp2\\", "é", "<", "&amp;".replacingOccurrences(of: "&amp;", with: "\\T\\"), "]]>", "0",
    ]
    for _ in 0..<200 {
      var message =
        "MSH|^~\\&|A||||2026||ADT^A0\(Int.random(in: 1...8, using: &random))|1|P|2.\(Int.random(in: 3...8, using: &random))\r"
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        message += ids.randomElement(using: &random) ?? "PID"
        for field in 1...Int.random(in: 1...9, using: &random) {
          message += "|" + value(field, texts, &random)
        }
        message += "|z\r"
      }
      try assertReturns(message)
    }
  }

  /// A value whose every container ends in something.
  private func value(_ field: Int, _ texts: [String], _ random: inout SystemRandomNumberGenerator) -> String {
    guard Bool.random(using: &random) else { return "" }
    func text() -> String { texts.randomElement(using: &random) ?? "a" }
    func joined(_ separator: String, _ part: () -> String) -> String {
      let count = Int.random(in: 1...3, using: &random)
      return (0..<count).map { $0 < count - 1 && Bool.random(using: &random) ? "" : part() }.joined(separator: separator)
    }
    return joined("~") { joined("^") { joined("&", text) } }
  }

  func testGroupsAndTypesHaveTheirNames() throws {
    let xml = try xml(
      "MSH|^~\\&|A||||2026||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||7^^^NHS\rOBR|1\rOBX|1|CWE|a||B^b\rOBX|2|NM|a||5\rOBR|2\rOBX|1|NM|a||6\r"
    )
    XCTAssertTrue(xml.contains("<ORU_R01 xmlns=\"urn:hl7-org:v2xml\">"), xml)
    XCTAssertEqual(xml.components(separatedBy: "<ORU_R01.ORDER_OBSERVATION>").count, 3, xml)
    XCTAssertEqual(xml.components(separatedBy: "<ORU_R01.OBSERVATION>").count, 4, xml)
    XCTAssertEqual(xml.components(separatedBy: "<ORU_R01.PATIENT_RESULT>").count, 2, xml)
    for part in ["<CX.4>", "<HD.1>NHS</HD.1>", "<CWE.1>B</CWE.1>", "<OBX.5>5</OBX.5>"] { XCTAssertTrue(xml.contains(part), xml) }
  }

  func testMessagesOfOthersAreRead() {
    let text = message(
      """
      <?xml version="1.0"?>
      <m:ADT_A01 xmlns:m="urn:hl7-org:v2xml">
        <m:MSH><m:MSH.1>|</m:MSH.1><m:MSH.2>^~\\&amp;#</m:MSH.2><m:MSH.9><m:MSG.1>ADT</m:MSG.1></m:MSH.9></m:MSH>
        <m:ADT_A01.X><m:PID><m:PID.5><m:XPN.1><m:FN.1>
          O|k<![CDATA[&a]]></m:FN.1></m:XPN.1></m:PID.5><m:PID.3/><m:PID.3><m:CX.1>7</m:CX.1></m:PID.3></m:PID></m:ADT_A01.X>
      </m:ADT_A01>
      """)
    XCTAssertEqual(text, "MSH|^~\\&#|||||||ADT\rPID|||~7||O\\F\\k\\T\\a\r")
  }

  func testPlacesAreThoseOfTheElements() {
    read("<ACK xmlns=\"urn:hl7-org:v2xml\"><MSH/><PID><PID.3><CX.1>one</CX.1><CX.4><HD.1>two</HD.1></CX.4></PID.3></PID></ACK>") {
      source, target, _ in
      var texts: [String] = []
      for index in target.nodes.indices {
        if let origin = target.origin(of: NodeID(index: index)), origin.span.length == 3 {
          texts.append(String(decoding: source.bytes[origin.span.range], as: UTF8.self))
        }
      }
      XCTAssertEqual(Set(texts), ["one", "two"])
      XCTAssertEqual(target.nodes.count, target.origins.count)
    }
  }

  func testWhatMeansNothingIsSaid() {
    for rule in V2XMLRules.all {
      for (examples, isBroken) in [(rule.wrong, true), (rule.right, false)] {
        for example in examples {
          read(example.text) { _, _, findings in
            XCTAssertEqual(findings.findings.contains { $0.rule == rule.code }, isBroken, example.text)
          }
        }
      }
    }
  }

  func testHostileDocumentsEnd() {
    let deep = String(repeating: "<A.B>", count: 500) + String(repeating: "</A.B>", count: 500)
    _ = message("<ACK xmlns=\"urn:hl7-org:v2xml\">\(deep)</ACK>")
    let large = message(
      "<ACK xmlns=\"urn:hl7-org:v2xml\"><MSH/><PID><PID.999999999999>x</PID.999999999999><PID.70000>y</PID.70000></PID></ACK>")
    XCTAssertEqual(large, "MSH|^~\\&\rPID\r")
    XCTAssertEqual(
      message("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><ACK><MSH><MSH.1>&b;</MSH.1></MSH></ACK>"), "")
  }

  /// Random changes of a document neither trap nor break the tree.
  func testDamagedDocumentsAreSurvived() throws {
    let whole = Array(try xml("MSH|^~\\&|A||||2026||ADT^A01^ADT_A01|1|P|2.5\rPID|1||7^^^N&1&I~8||a\\.br\\b^c\r").utf8)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<600 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 32...126, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &random)))
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
        }
      }
      read(String(decoding: bytes, as: UTF8.self)) { _, target, _ in
        XCTAssertTrue(target.roots.isEmpty || target.nodes.count == target.origins.count)
      }
    }
  }
}
