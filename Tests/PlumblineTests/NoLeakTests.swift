import Plumbline
import XCTest

/// No report holds a value of a record unless it was asked for. Every value in these records is one of the words below; each record
/// is spoilt in many ways, and no word may turn up in anything that a diagnostic says.
final class NoLeakTests: XCTestCase {
  private let words = ["Quixotel", "Zebradine", "qvx77", "8675309", "19831127", "Mxyzptlk"]

  private let json = """
    {"resourceType":"Patient","id":"qvx77","gender":"Mxyzptlk","birthDate":"19831127","active":"Zebradine",
     "name":[{"family":"Quixotel","given":["Zebradine",8675309]}],"telecom":{"value":"8675309"},"adress":"Mxyzptlk"}
    """
  private let xml = """
    <Patient xmlns="http://hl7.org/fhir"><id value="qvx77"/><active value="Zebradine"/><name><family value="Quixotel"/>
    <given value="Zebradine"/></name><gender value="Mxyzptlk"/><birthDate value="19831127"/><x value="8675309"/></Patient>
    """
  private let message = """
    MSH|^~\\&|QUIXOTEL|Zebradine|qvx77|Mxyzptlk|19831127||ADT^A01^ADT_A01|8675309|P|2.4\r\
    EVN|A01|19831127\rPID|1||8675309^^^Zebradine^NH||Quixotel^Zebradine^^^Mxyzptlk||19831327|Mxyzptlk|||qvx77\r\
    PV1|1|Mxyzptlk|qvx77^^^Zebradine\rOBX|1|NM|8675309^Zebradine||Quixotel|||||Mxyzptlk\r
    """
  private let table = """
    NHS_NUMBER,PERSON_FORENAME,PERSON_DOB
    8675309,Zebradine,19831127
    qvx77,"Quixotel,Mxyzptlk
    8675309,Zebradine,19831127,Mxyzptlk
    """

  private func check(_ bytes: [UInt8], _ name: String, _ engine: inout RecordEngine) {
    for diagnostic in engine.validate(bytes, name: name).diagnostics {
      let said = [
        diagnostic.message, diagnostic.excerpt?.text ?? "", diagnostic.expected ?? "", diagnostic.actual ?? "",
        diagnostic.instancePath, diagnostic.sourcePath ?? "", diagnostic.notes.map(\.message).joined(),
      ].joined(separator: "\n").lowercased()
      for word in words where said.contains(word.lowercased()) {
        XCTFail("\(diagnostic.ruleID) shows \(word) of \(name): \(said)")
      }
    }
  }

  func testNoValueIsShown() throws {
    var engine = try RecordEngine()
    for (name, text) in [("a.json", json), ("a.xml", xml), ("a.hl7", message), ("a.csv", table)] {
      check(Array(text.utf8), name, &engine)
    }
  }

  /// A byte deleted, doubled or replaced by markup, at every place.
  func testNoValueIsShownOfSpoiltRecords() throws {
    var engine = try RecordEngine()
    for (name, text) in [("a.json", json), ("a.xml", xml), ("a.hl7", message), ("a.csv", table)] {
      let bytes = Array(text.utf8)
      for index in stride(from: 0, to: bytes.count, by: 3) {
        var spoilt = bytes
        switch index % 4 {
        case 0: spoilt.remove(at: index)
        case 1: spoilt.insert(UInt8(ascii: "\""), at: index)
        case 2: spoilt[index] = UInt8(ascii: "<")
        default: spoilt.insert(UInt8(ascii: "\n"), at: index)
        }
        check(spoilt, name, &engine)
      }
    }
  }

  func testValuesAreShownOnRequest() throws {
    var options = RecordEngine.Options()
    options.showsValues = true
    var engine = try RecordEngine(options)
    let said = engine.validate(json.utf8, name: "a.json").diagnostics.map(\.message).joined()
    XCTAssertTrue(said.contains("Mxyzptlk"), said)
  }
}
