import Diagnostics

/// Rules about messages in XML (HL7 700–709).
public enum V2XMLRules {
  public static let noSegments = Rule(
    "HL7", 700, "xml-message-without-header", .error, .structure,
    message: "the message has no segment MSH first",
    summary: "the root element of a message in XML does not begin with MSH",
    explanation:
      "A message in v2.xml has segments below its root, directly or in groups, and MSH is the first. This one has none, so nothing was "
      + "read.",
    references: ["HL7 Version 2: XML Encoding Syntax, Release 2"],
    wrong: [RuleExample(.xml, "<ACK xmlns=\"urn:hl7-org:v2xml\"/>")],
    right: [
      RuleExample(
        .xml,
        "<ACK xmlns=\"urn:hl7-org:v2xml\"><MSH><MSH.1>|</MSH.1><MSH.2>^~\\&amp;</MSH.2><MSH.9><MSG.1>ACK</MSG.1></MSH.9></MSH></ACK>"
      )
    ])

  public static let unknownElement = Rule(
    "HL7", 701, "xml-message-unknown-element", .warning, .structure,
    message: "this element is no group, segment, field or component: what it holds is not read",
    summary: "an element of a message in XML has a name that means nothing there",
    explanation:
      "Segments have three characters, groups a name with a dot, fields and components a dot and a number. What has another name cannot "
      + "be placed in the message. Correct the name.",
    references: ["HL7 Version 2: XML Encoding Syntax, Release 2"],
    wrong: [
      RuleExample(.xml, "<ACK xmlns=\"urn:hl7-org:v2xml\"><MSH><MSH.1>|</MSH.1><sender>x</sender></MSH></ACK>")
    ],
    right: [RuleExample(.xml, "<ACK xmlns=\"urn:hl7-org:v2xml\"><MSH><MSH.1>|</MSH.1><MSH.3>x</MSH.3></MSH></ACK>")])

  public static let repeatedPart = Rule(
    "HL7", 702, "xml-message-repeated-component", .warning, .structure,
    message: "this component is there already: it is not read",
    summary: "a component or subcomponent of a message in XML is there twice",
    explanation: "Fields may repeat, components may not. The first is read. Give the second a field of its own.",
    references: ["HL7 Version 2: XML Encoding Syntax, Release 2"],
    wrong: [
      RuleExample(
        .xml, "<ACK xmlns=\"urn:hl7-org:v2xml\"><MSH/><PID><PID.5><XPN.2>Ada</XPN.2><XPN.2>May</XPN.2></PID.5></PID></ACK>")
    ],
    right: [
      RuleExample(
        .xml, "<ACK xmlns=\"urn:hl7-org:v2xml\"><MSH/><PID><PID.5><XPN.2>Ada</XPN.2><XPN.3>May</XPN.3></PID.5></PID></ACK>")
    ])

  public static let all: [Rule] = [noSegments, unknownElement, repeatedPart]
}
