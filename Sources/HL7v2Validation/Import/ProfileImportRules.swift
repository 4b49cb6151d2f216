import Diagnostics

/// What can be wrong with profiles of messages in XML.
public enum ProfileImportRules {
  public static let malformed = Rule(
    "PRF", 3300, "message-profile-malformed", .error, .invalid,
    message: "the file cannot be read as XML: {value}",
    summary: "A part of a profile of messages is no well-formed XML.",
    explanation:
      "Nothing of the file can be used. The XML sets of NIST tools and HL7 message profiles are plain XML without a DTD.",
    references: ["XML 1.0"])

  public static let notUnderstood = Rule(
    "PRF", 3301, "message-profile-construct-not-understood", .warning, .notSupported,
    message: "{value} is not understood: what it says is not checked",
    summary: "A profile of messages says something that is not understood.",
    explanation: """
      The rest of the profile is used. Plugins are programs of another validator and cannot be run; what they check must \
      be said with assertions.
      """,
    references: ["NIST conformance profile schemas"])

  public static let referenceUnknown = Rule(
    "PRF", 3302, "message-profile-reference-unknown", .error, .notFound,
    message: "`{value}` is not defined in the profile",
    summary: "A profile of messages refers to something that it does not define.",
    explanation: "What refers to it is left out, so that messages are not checked in full.",
    references: ["NIST conformance profile schemas"])

  public static let valueSetUnknown = Rule(
    "PRF", 3303, "message-profile-value-set-unknown", .warning, .notFound,
    message: "the value set `{value}` is not part of the profile: codes bound to it are not checked",
    summary: "A profile of messages binds codes to a value set that it does not bring.",
    explanation: "Put the value set library with the profile. Tables of the standard stand in where the name is that of one.",
    references: ["NIST conformance profile schemas"])

  public static let wrongValue = Rule(
    "PRF", 3304, "message-profile-value", .error, .value,
    message: "`{value}` in `{name}` is not what is expected: {expected}",
    summary: "An attribute of a profile of messages does not have a value that it can have.",
    explanation: "The element is left out, so that messages are not checked in full.",
    references: ["NIST conformance profile schemas"])

  public static let repeated = Rule(
    "PRF", 3305, "message-profile-repeated", .warning, .duplicate,
    message: "`{value}` is defined already: the first definition counts",
    summary: "A profile of messages defines something twice.",
    explanation: "Ids of segments, data types, messages and value sets name one thing.",
    references: ["NIST conformance profile schemas"])

  public static let noMessage = Rule(
    "PRF", 3306, "message-profile-without-message", .error, .required,
    message: "no message is defined here",
    summary: "A folder or file that was given as a profile of messages defines none.",
    explanation: "A profile in XML needs a ConformanceProfile with Messages, or an HL7v2xConformanceProfile.",
    references: ["NIST conformance profile schemas", "HL7 v2.5.1 section 2.12"])

  public static let inWords = Rule(
    "PRF", 3307, "message-profile-condition-in-words", .information, .informational,
    message: "the condition \"{value}\" is in words: it is for people, and not checked",
    summary: "A condition of a profile is not in a form that can be evaluated.",
    explanation: "HL7 message profiles give conditions of usage C as text. The element counts as optional.",
    references: ["HL7 v2.5.1 section 2.12.6.6"])

  public static let all: [Rule] = [
    malformed, notUnderstood, referenceUnknown, valueSetUnknown, wrongValue, repeated, noMessage, inWords,
  ]
}
