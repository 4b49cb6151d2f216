import Diagnostics
import HL7v2Validation
import XCTest

final class ProfileSetTests: XCTestCase {
  private let right =
    "MSH|^~\\&|A|B|C|D|20251014||ADT^A01^ADT_A01|1|P|2.5.1\rPID|1||1^^^A~2^^^A||Smith|||F||W^White^RACE\rPV1|1|I|W1\r"
    + "OBX|1|NM|W^Weight^L||70|kg\r"

  func testTheProfileIsUnderstoodWhole() {
    let reader = ExampleProfile.reader()
    XCTAssertEqual(reader.diagnostics.diagnostics.map(\.message), [])
    XCTAssertEqual(reader.profile.messages.map(\.id), ["adt-a01"])
  }

  func testExamplesBreakAndKeepTheirRules() throws {
    let profile = ExampleProfile.reader().profile
    for rule in MessageProfileRules.all where rule.code != MessageProfileRules.undecided.code {
      XCTAssertFalse(rule.wrong.isEmpty, rule.name)
      for example in rule.wrong {
        let found = try Checking(example.text, profile: profile)
        XCTAssertTrue(found.rules.contains(rule.code), "\(rule.name): \(found.lines)")
      }
      for example in rule.right { XCTAssertEqual(try Checking(example.text, profile: profile).lines, [], rule.name) }
    }
  }

  private func found(_ old: String, _ new: String, _ parts: [String] = []) throws -> [String] {
    let all = [ExampleProfile.structure, ExampleProfile.predicates, ExampleProfile.valueSets, ExampleProfile.bindings]
    let reader = ProfileSetReader(
      (all + parts).map { .init(name: "x.xml", bytes: Array($0.utf8)) }, name: "example")
    XCTAssertEqual(reader.diagnostics.diagnostics.map(\.message), [])
    let message = old.isEmpty ? right : right.replacingOccurrences(of: old, with: new)
    XCTAssertTrue(old.isEmpty || message != right, old)
    return try Checking(message, profile: reader.profile).lines
  }

  func testStructureUsageAndTypes() throws {
    XCTAssertEqual(try found("", ""), [])
    XCTAssertEqual(try found("PV1|1|I|W1\r", "PV1|1|I|W1\rPV1|1|I|W1\rPV1|1|I|W1\r").first, "! segment-repeated at PV1[3]")
    XCTAssertEqual(try found("\rPID|1|", "\rEVN|A\rPID|1|"), ["! not-supported at EVN"])
    XCTAssertEqual(try found("||Smith", "||"), ["! field-missing at PID-5"])
    XCTAssertEqual(try found("1^^^A~2^^^A", "1~2^^^A"), ["! component-missing at PID-3[1].4"])
    XCTAssertEqual(try found("|70|", "|x|"), ["! number at OBX-5"])
    XCTAssertEqual(try found("|F|", "|\"\"|"), [])
  }

  func testPredicates() throws {
    XCTAssertEqual(try found("|I|W1", "|I"), ["! required-by-predicate at PV1-3"])
    XCTAssertEqual(try found("|I|W1", "|O|W1"), ["! not-supported at PV1-3"])
    XCTAssertEqual(try found("|I|W1", "|O"), [])
  }

  /// Constraints about the second OBX of a visit, about all, and with paths from the group.
  private func constraint(_ assertion: String, on level: String, _ id: String) -> String {
    let levels = ["Datatype", "Segment", "Group", "Message"].map {
      $0 == level
        ? "<\($0)><ByID ID=\"\(id)\"><Constraint ID=\"C-1\"><Description>so it is</Description><Assertion>\(assertion)</Assertion>"
          + "</Constraint></ByID></\($0)>" : "<\($0)/>"
    }
    return "<ConformanceContext UUID=\"d\"><Constraints>" + levels.joined() + "</Constraints></ConformanceContext>"
  }

  private func holds(_ assertion: String, on level: String = "Group", _ id: String = "visit", message: String? = nil) throws
    -> Bool
  {
    let lines = try found(
      "OBX|1|NM|W^Weight^L||70|kg\r", message ?? "OBX|1|NM|W^Weight^L||70|kg\rOBX|2|NM|H^Height^L||1.70|m\r",
      [
        constraint(assertion, on: level, id)
      ])
    XCTAssertTrue(lines.allSatisfy { $0.contains("condition-not-met") }, "\(lines)")
    return lines.isEmpty
  }

  func testAssertions() throws {
    XCTAssertTrue(try holds("<Presence Path=\"2[2].6[1]\"/>"))
    XCTAssertFalse(try holds("<Presence Path=\"2[3]\"/>"))
    XCTAssertTrue(try holds("<PlainText Path=\"2[*].3[1].3[1]\" Text=\"l\" IgnoreCase=\"true\"/>"))
    XCTAssertFalse(try holds("<PlainText Path=\"2[*].6[1]\" Text=\"kg\"/>"))
    XCTAssertTrue(try holds("<PlainText Path=\"2[*].6[1]\" Text=\"kg\" AtLeastOnce=\"true\"/>"))
    XCTAssertTrue(try holds("<PlainText Path=\"2[*].6[1]\" Text=\"kg\" Min=\"1\" Max=\"1\"/>"))
    XCTAssertTrue(try holds("<PlainText Path=\"2[*].4[1]\" Text=\"x\"/>"))
    XCTAssertFalse(try holds("<PlainText Path=\"2[*].4[1]\" Text=\"x\" NotPresentBehavior=\"FAIL\"/>"))
    XCTAssertTrue(try holds("<Format Path=\"2[*].6[1]\" Regex=\"[a-z]+\"/>"))
    XCTAssertFalse(try holds("<Format Path=\"2[*].6[1]\" Regex=\"[a-z]\"/>"))
    XCTAssertTrue(try holds("<NumberList Path=\"2[*].5[1]\" CSV=\"70.0,1.7\"/>"))
    XCTAssertTrue(try holds("<StringList Path=\"2[*].6[1]\" CSV=\"kg,m\"/>"))
    XCTAssertTrue(try holds("<SimpleValue Path=\"2[1].5[1]\" Operator=\"GT\" Value=\"9\" Type=\"Number\"/>"))
    XCTAssertFalse(try holds("<SimpleValue Path=\"2[*].5[1]\" Operator=\"LT\" Value=\"9\" Type=\"Number\"/>"))
    XCTAssertFalse(try holds("<StringFormat Path=\"2[1].3[1].1[1]\" Format=\"LOINC\"/>"))
  }

  func testComparisonsAndContexts() throws {
    XCTAssertTrue(try holds("<PathValue Path1=\"2[1].2[1]\" Operator=\"EQ\" Path2=\"2[2].2[1]\"/>"))
    XCTAssertFalse(try holds("<PathValue Path1=\"2[1].6[1]\" Operator=\"EQ\" Path2=\"2[2].6[1]\"/>"))
    XCTAssertFalse(try holds("<PathValue Path1=\"2[1].6[1]\" Operator=\"EQ\" Path2=\"2[*].6[1]\"/>"))
    XCTAssertTrue(
      try holds("<PathValue Path1=\"2[1].6[1]\" Operator=\"EQ\" Path2=\"2[*].6[1]\" Path2Mode=\"AtLeastOne\"/>"))
    XCTAssertFalse(try holds("<ComplexPathValue Path1=\"2[1].3[1]\" Operator=\"EQ\" Path2=\"2[2].3[1]\"/>"))
    XCTAssertTrue(try holds("<SubContext Path=\"2[*]\" AtLeastOnce=\"true\"><PlainText Path=\"6[1]\" Text=\"m\"/></SubContext>"))
    XCTAssertFalse(try holds("<SubContext Path=\"2[*]\"><PlainText Path=\"6[1]\" Text=\"m\"/></SubContext>"))
    XCTAssertTrue(try holds("<SetID Path=\"1[1]\"/>", on: "Segment", "OBX_P"))
    XCTAssertFalse(
      try holds(
        "<SetID Path=\"1[1]\"/>", on: "Segment", "OBX_P", message: "OBX|1|NM|W^^L||70|kg\rOBX|3|NM|H^^L||1|m\r"))
    XCTAssertTrue(try holds("<IZSetID Parent=\"3[*]\" Element=\"2[*].1[1]\"/>", on: "Message", "adt-a01"))
    XCTAssertTrue(try holds("<ValueSet Path=\"8[1]\" ValueSetID=\"SEX\" BindingStrength=\"R\"/>", on: "Segment", "PID_P"))
  }

  func testCombinations() throws {
    let (yes, no) = ("<Presence Path=\"1[1]\"/>", "<Presence Path=\"2[9]\"/>")
    for (text, wanted) in [
      ("<AND>\(yes)\(yes)</AND>", true), ("<AND>\(yes)\(no)</AND>", false), ("<OR>\(no)\(yes)</OR>", true),
      ("<XOR>\(yes)\(yes)</XOR>", false), ("<XOR>\(no)\(yes)</XOR>", true), ("<NOT>\(no)</NOT>", true),
      ("<IMPLY>\(no)\(no)</IMPLY>", true), ("<IMPLY>\(yes)\(no)</IMPLY>", false), ("<EXIST>\(no)\(yes)</EXIST>", true),
      ("<FORALL>\(yes)\(no)</FORALL>", false),
    ] {
      XCTAssertEqual(try holds(text), wanted, text)
    }
  }

  func testSlicings() throws {
    let slicing = """
      <ProfileSlicing ID="s"><SegmentSlicing><Message ID="adt-a01"><GroupContext ID="visit"><AssertionSlicing Position="2">
        <Slice Ref="OBX_SLICE"><Description>weight</Description><Assertion><PlainText Path="3[1].1[1]" Text="W"/></Assertion></Slice>
      </AssertionSlicing></GroupContext></Message></SegmentSlicing>
      <FieldSlicing><SegmentContext ID="PID_P"><OccurrenceSlicing Position="10"><Slice Occurrence="1" Ref="CE_SLICE"/>
      </OccurrenceSlicing></SegmentContext></FieldSlicing></ProfileSlicing>
      """
    XCTAssertEqual(try found("", "", [slicing]), [])
    XCTAssertEqual(try found("|70|kg", "|70", [slicing]), ["! field-missing at OBX-6"])
    XCTAssertEqual(try found("OBX|1|NM|W^Weight^L||70|kg", "OBX|1|NM|H^Height^L||70", [slicing]), [])
    XCTAssertEqual(try found("W^White^", "W^^", [slicing]), ["! component-missing at PID-10.2"])
  }

  func testWhatIsNotUnderstoodIsNamed() {
    for (part, rule) in [
      (constraint("<Plugin QualifiedClassName=\"a.B\"/>", on: "Group", "visit"), "message-profile-construct-not-understood"),
      (constraint("<Guess Path=\"1[1]\"/>", on: "Group", "visit"), "message-profile-construct-not-understood"),
      (constraint("<Presence Path=\"1[1]\"/>", on: "Group", "nowhere"), "message-profile-reference-unknown"),
      (constraint("<Presence Path=\"one\"/>", on: "Group", "visit"), "message-profile-value"),
      (constraint("<Format Path=\"1[1]\" Regex=\"(\"/>", on: "Group", "visit"), "message-profile-construct-not-understood"),
      (ExampleProfile.bindings.replacingOccurrences(of: "\"SEX\"", with: "\"NONE\""), "message-profile-value-set-unknown"),
      ("<Other/>", "message-profile-construct-not-understood"), ("<a>", "message-profile-malformed"),
      (ExampleProfile.structure, "message-profile-repeated"),
    ] {
      let reader = ExampleProfile.reader(
        ExampleProfile.structure, part == ExampleProfile.structure ? part : ExampleProfile.valueSets, part)
      XCTAssertTrue(reader.diagnostics.diagnostics.contains { $0.ruleName == rule }, "\(rule): \(reader.diagnostics.diagnostics)")
    }
    XCTAssertEqual(
      ExampleProfile.reader(ExampleProfile.valueSets).diagnostics.diagnostics.map(\.ruleName),
      [
        "message-profile-without-message"
      ])
  }

  func testHL7MessageProfiles() throws {
    let text = """
      <HL7v2xConformanceProfile HL7Version="2.4" ProfileType="Implementation"><MetaData Name="n"/>
      <HL7v2xStaticDef MsgType="ADT" EventType="A03" MsgStructID="ADT_A03" OrderControl="">
        <Segment Name="MSH" LongName="header" Usage="R" Min="1" Max="1">\((1...12).map {
          "<Field Name=\"f\($0)\" Usage=\"RE\" Min=\"0\" Max=\"1\" Datatype=\"ST\" Length=\"200\"/>"
        }.joined())</Segment>
        <Segment Name="PID" LongName="patient" Usage="R" Min="1" Max="1"><ImpNote>a note</ImpNote>
          <Field Name="set" Usage="O" Min="0" Max="1" Datatype="SI" Length="4"/>
          <Field Name="old" Usage="X" Min="0" Max="0" Datatype="CX" Length="20"/>
          <Field Name="ids" Usage="R" Min="1" Max="2" Datatype="CX" Length="250">
            <Component Name="id" Usage="R" Datatype="ST" Length="6"/><Component Name="check" Usage="X" Datatype="ST" Length="1"/>
            <Component Name="scheme" Usage="X" Datatype="ID" Length="3"/><Component Name="authority" Usage="R" Datatype="HD" Length="250">
              <SubComponent Name="name" Usage="R" Datatype="IS" ConstantValue="RNX" Length="20"/></Component></Field>
          <Field Name="other" Usage="C" Min="0" Max="1" Datatype="CX" Length="20"><Predicate>if known</Predicate></Field>
          <Field Name="name" Usage="R" Min="1" Max="1" Datatype="XPN" Length="250"/>
          <Field Name="mother" Usage="O" Min="0" Max="1" Datatype="XPN" Length="250"/>
          <Field Name="birth" Usage="O" Min="0" Max="1" Datatype="TS" Length="26"/>
          <Field Name="sex" Usage="R" Min="1" Max="1" Datatype="ID" Length="1" Table="0103"/>
        </Segment>
        <SegGroup Name="DETAIL" LongName="detail" Usage="O" Min="0" Max="*"><Segment Name="NTE" LongName="note" Usage="R" Min="1" Max="1">\
      <Field Name="n" Usage="O" Min="0" Max="1" Datatype="SI" Length="4"/></Segment></SegGroup>
      </HL7v2xStaticDef></HL7v2xConformanceProfile>
      """
    let reader = ExampleProfile.reader(text)
    XCTAssertEqual(reader.diagnostics.diagnostics.map(\.ruleName), ["message-profile-condition-in-words"])
    let head = "MSH|^~\\&|A|B|C|D|20251014||ADT&A03|1|P|2.4\r".replacingOccurrences(of: "&A03", with: "^A03")
    func lines(_ pid: String, _ more: String = "") throws -> [String] {
      try Checking(head + pid + "\r" + more, profile: reader.profile).lines.filter { !$0.hasSuffix("MSH-9") }
    }
    XCTAssertEqual(try lines("PID|1||1^^^RNX||Smith|||P", "NTE|1\rNTE|2\r"), [])
    XCTAssertEqual(try lines("PID|1|9|1^^^RNX||Smith|||P"), ["! not-supported at PID-2"])
    XCTAssertEqual(try lines("PID|1||1^^^RNY||Smith|||P"), ["! fixed-value at PID-3.4"])
    XCTAssertEqual(try lines("PID|1||1234567^^^RNX||Smith|||P"), ["length at PID-3.1"])
    XCTAssertEqual(try lines("PID|1||1^2^^RNX||Smith|||P"), ["! not-supported at PID-3.2"])
    XCTAssertEqual(try lines("PID|1||1^^^RNX||Smith|||Q"), ["! code-unknown at PID-8"])
  }
}
