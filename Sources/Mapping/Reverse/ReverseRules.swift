import Diagnostics

/// Rules about messages made from FHIR (MAP 4600–4649).
public enum ReverseRules {
  public static let noPlan = Rule(
    "MAP", 4600, "no-message-for-resources", .error, .notSupported,
    message: "no message can be made of this: it has no event that a message is known for",
    summary: "a record of FHIR has neither an event nor resources that a message is known for",
    explanation:
      "A message is made for the event in `MessageHeader.eventCoding` or the one asked for with `--event`; without either, results make "
      + "an ORU, service requests an OML, encounters and patients an ADT. Ask for an event, or leave such records out. No example is given: examples are not converted to messages.",
    references: ["docs/fhir-to-hl7v2.md"])

  public static let noPatient = Rule(
    "MAP", 4601, "message-without-patient", .warning, .incomplete,
    message: "there is no Patient here: the message has no PID segment",
    summary: "a record that a message is made of has no Patient",
    explanation:
      "Messages about admissions, orders and results are about a patient; receivers refuse those without PID. Put the Patient into the "
      + "Bundle. No example is given: examples are not converted to messages.",
    references: ["HL7 v2.5.1 section 3.3.1"])

  public static let furtherPatient = Rule(
    "MAP", 4602, "further-patient", .error, .businessRule,
    message: "a message is about one patient: this one is left out",
    summary: "a Bundle has more Patients than the message has places for",
    explanation:
      "The first Patient is the one of the message. What the others say has no place in it and is listed as lost. Send a message for "
      + "each. No example is given: examples are not converted to messages.",
    references: ["HL7 v2.5.1 section 3.3.1"])

  public static let furtherMessage = Rule(
    "MAP", 4603, "further-message", .error, .businessRule,
    message: "a Bundle makes one message: this MessageHeader is left out",
    summary: "a Bundle has several MessageHeaders",
    explanation:
      "A Bundle of the type message has one MessageHeader, first. Put each message into a Bundle of its own. "
      + "No example is given: examples are not converted to messages.",
    references: ["http://hl7.org/fhir/R4/bundle.html#message"])

  public static let all: [Rule] = [noPlan, noPatient, furtherPatient, furtherMessage]
}
