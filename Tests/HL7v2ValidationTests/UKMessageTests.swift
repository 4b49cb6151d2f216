import EmbeddedDefinitions
import HL7v2Validation
import XCTest

/// Right messages as UK systems send them: nothing of the weight of a warning is to be found in them.
final class UKMessageTests: XCTestCase {
  private let person = "9990000018^^^NHS^NH~X1^^^RNX^MR||Smith^Ann^^^Ms"

  private var messages: [(profile: String, text: String)] {
    let a3 = "MSH|^~\\&|PAS|RNX|TIE|RNX|202510141200||ADT^"
    let itk = "MSH|^~\\&|PAS|RNX|ROUTE|ROUTE|20251014120000||ADT^"
    let wales =
      "MSH|^~\\&|LAB^2.16.840.1.113883.2.1.8.1.5.1^ISO|CAV^7A4BV^L|WCP^2.16.840.1.113883.2.1.8.1^ISO|W|20251014120000+0100||"
    return [
      (
        "hl7-uk-a3",
        a3 + "A03|3|P|2.4\rEVN||202510141200||||202510141130\rPID|||\(person)||19700101|F\rPV1|1|I|W1^^^RNX\rZU1|20251010|1|C\r"
      ),
      (
        "hl7-uk-a3",
        a3
          + "A08|5|P|2.4\rEVN||202510141200\rPID|1|old|\(person)||197001|F\rPV1|1|O|W1\rZU5|2025|1|1|1|20250101|2\rZU8|1|1|Yes|0\r"
      ),
      ("hl7-uk-a3", a3 + "A40|4|P|2.4\rEVN||202510141200\rPID|||\(person)\rMRG|X1^^^RNX^MR\r"),
      ("hl7-uk-a3", a3 + "A01|6|P|2.3\rEVN|A01|202510141200\rPID|1||\(person)||19700101|F\rPV1|1|I|W1\rOBX|1||X^Y^L||||||||F\r"),
      (
        "itk-adt",
        itk + "A01|1|P|2.4|||||GBR|UNICODE|EN||iTKv1.0\rEVN|A01|20251014120000||||20251014113000\r"
          + "PID|1||9990000018^^^NHS~4711^^^RNX^PI||Smith^Ann||19700101|2|||1 High St^^Leeds^^LS1 1AA||0113 496 0000^PRN^PH||EN\r"
          + "PD1|||Surgery^^Y06601|G1234567^Jones^Bo^^^Dr^^^GMC\rPV1|1|I|W1^B1^2^RNX01|21||||C1234567^Brown^Cy^^^Mr^^^GMC\r"
          + "DG1|1|I10|J18.9^Pneumonia^I10|||A\rZU1|20251010|1^^UKNHSDM\rZU8|1|1|Yes|0\r"
      ),
      (
        "itk-adt",
        itk + "A28|2|P|2.4|||||GBR|UNICODE|EN||iTKv1.0\rEVN|A28|20251014120000\rPID|1||9990000018^^^NHS||Smith^Ann||19700101|1\r"
      ),
      (
        "wales-oru",
        wales
          + "ORU^R01^ORU_R01|6|P|2.5.1|||AL|NE||8859/1\rPID|1||9990000018^^^NHS^NH~403281375^^^154^PI||Smith^Ann||19700101|F\r"
          + "PV1|1|O||||||1234567^Jones^Bo^^^^^^GMC\rORC|RE|1^LAB|2^LAB\rOBR|1|1^LAB|2^LAB|FBC^Full blood count^L|||202510141100\r"
          + "OBX|1|NM|HB^Haemoglobin^L||132|g/L|115-160|N|||F|||202510141130\rOBX|2|FT|COM^Comment^L||line 1\\.br\\line 2||||||F\r"
          + "NTE|1||ok\r"
      ),
      (
        "north-west-genomics",
        "MSH|^~\\&|EPR|R0A|LIMS|699X0|20251014120000||OML^O21^OML_O21|7|P|2.5.1\rPID|1||\(person)||19700101|F|||1 High St^^Leeds^^LS1 1AA"
          + "||0113^PRN^PH\rPV1|1|O|W1^^^R0A\rORC|NW|1\rOBR|1|1||R81^WGS^GTD\rNTE|1||one\rNTE|2||two\rDG1|1||J18^Pneumonia^I10|||W\r"
      ),
    ]
  }

  func testNothingIsWrongWithRightMessages() throws {
    for (name, text) in messages {
      let file = try XCTUnwrap(try EmbeddedDefinitions.files(under: "hl7v2/profiles/\(name).yaml").first)
      let reader = try XCTUnwrap(MessageProfileReader(file.contents, name: file.path))
      XCTAssertEqual(try Checking(text, profile: reader.profile).warnings, [], name)
    }
  }

  /// The ways in which NHS numbers are marked; a wrong check digit must be found in each.
  func testNHSNumbersAreKnownInAllTheirForms() throws {
    let head = "MSH|^~\\&|PAS|RNX|TIE|RNX|20251014||ADT^A08|1|P|2.4\rEVN||20251014\r"
    for form in ["^^^NHS^NH", "^^^NHS", "^^^^NH", "^^^NHSNBR^NHSNMBR", "^^^^NHSNMBR", "^^^^NHS"] {
      let lines = try Checking(head + "PID|||9990000017\(form)||Smith\rPV1||I\r").lines
      XCTAssertTrue(lines.contains("! nhs-number-check-digit at PID-3.1"), "\(form): \(lines)")
    }
    for (pid, found) in [
      ("PID||9990000017^^^NHS|1^^^RNX^MR||Smith", "! nhs-number-check-digit at PID-2.1"),
      ("PID|||1^^^RNX^MR|9990000017^^^^NH|Smith", "! nhs-number-check-digit at PID-4.1"),
      ("PID|||1^^^RNX^MR||Smith||||||||||||||9990000018", "nhs-number-unmarked at PID-19"),
    ] {
      XCTAssertTrue(try Checking(head + pid + "\rPV1||I\r").lines.contains(found), pid)
    }
    XCTAssertFalse(
      try Checking(head + "PID|||9990000017^^^RNX^MR||Smith\rPV1||I\r").lines.contains { $0.contains("nhs-number") })
  }
}
