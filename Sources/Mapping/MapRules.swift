import Diagnostics

/// Rules about map files (MAP 4000–4099) and about conversions (MAP 4100–4199).
public enum MapRules {
  // MARK: Map files

  public static let malformedMap = Rule(
    "MAP", 4000, "malformed-map", .error, .structure,
    message: "`{name}` is not what a map has here",
    summary: "a map file has a key, value or kind that the map language does not know",
    explanation:
      "Maps are written in the language described in Profiles/hl7v2-to-fhir/README.md. A misspelt key would otherwise be a rule that "
      + "silently does nothing. Correct the key, or remove it.",
    references: ["Profiles/hl7v2-to-fhir/README.md"],
    wrong: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {source: PID-8, to: gender}\n")],
    right: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-8, to: gender}\n")])

  public static let unknownTarget = Rule(
    "MAP", 4001, "unknown-map-target", .error, .notFound,
    message: "`{value}` is no path of the target type",
    summary: "a row writes to an element that FHIR R4 does not have",
    explanation:
      "The path of `to:` is checked against the FHIR definitions when maps are compiled, so that a conversion cannot make unknown "
      + "elements. Choice elements are written with their type, such as `deceasedDateTime`.",
    references: ["http://hl7.org/fhir/R4/resourcelist.html"],
    wrong: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-8, to: sex}\n")],
    right: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-8, to: gender}\n")])

  public static let unknownMap = Rule(
    "MAP", 4002, "unknown-map", .error, .notFound,
    message: "there is no map `{value}`",
    summary: "a row names a data type, segment or code map that is not there",
    explanation:
      "Names are compared without regard to case, blanks and `/`. Check the spelling, or add the file with that map.",
    wrong: [
      RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-5, to: \"name[1]\", type: \"XPN[PersonName]\"}\n")
    ],
    right: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-7, to: birthDate}\n")])

  public static let badCondition = Rule(
    "MAP", 4003, "bad-map-condition", .error, .invalid,
    message: "the condition cannot be read: `{value}`",
    summary: "a row's condition does not follow the grammar of conditions",
    explanation:
      "Conditions start with IF and test elements with VALUED, EQUALS, IN, LST.COUNT, LENGTH or MAPPED, joined by AND and OR. The "
      + "grammar is in Profiles/hl7v2-to-fhir/README.md.",
    references: ["https://build.fhir.org/ig/HL7/v2-to-fhir/mapping_guidelines.html"],
    wrong: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-8, to: gender, when: IF PID-8 IN (M}\n")],
    right: [
      RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-8, to: gender, when: IF PID-8 VALUED}\n")
    ])

  public static let typeMismatch = Rule(
    "MAP", 4004, "map-type-mismatch", .error, .invalid,
    message: "map `{value}` does not make what the path ends at",
    summary: "a row calls a map that makes another type than its target has",
    explanation:
      "A map named `XPN[HumanName]` writes a HumanName. Its target must be an element of that type, or the reference to a resource "
      + "of that type.",
    wrong: [
      RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-5, to: \"name[1]\", type: \"PID[Patient]\"}\n")
    ],
    right: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-5.1, to: \"name[1].family\"}\n")])

  public static let badSource = Rule(
    "MAP", 4005, "bad-map-source", .error, .invalid,
    message: "`{value}` is no place of the source",
    summary: "a row reads from a place that cannot be",
    explanation:
      "Sources are written `PID-3`, `PID-3.1` or `PID-3.4.1` in a segment map, `CX.4` in a data type map, and with the column's name "
      + "in a table map. A message row names a place of the map's own structure.",
    wrong: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-0, to: gender}\n")],
    right: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-8, to: gender}\n")])

  public static let badAssignment = Rule(
    "MAP", 4006, "bad-map-assignment", .error, .invalid,
    message: "`{value}` is no assignment",
    summary: "an assignment, form or transform cannot be read",
    explanation:
      "An assignment is a text in quotes, an element, or several of them joined by `+`. Forms and transforms are named in the README.",
    wrong: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-8, to: gender, assign: male female}\n")],
    right: [RuleExample(.map, "kind: segment\nmap: PID[Patient]\nrows:\n- {from: PID-8, to: gender, assign: '\"male\"'}\n")])

  // MARK: Conversions

  public static let noMessageMap = Rule(
    "MAP", 4100, "no-map-for-message", .error, .notSupported,
    message: "no map for this message type and event: nothing is converted",
    summary: "the message's type and event (MSH-9) have no map",
    explanation:
      "Nothing of the message is converted; every value of it is listed as lost in the ledger. Add a message map for the event, or "
      + "leave such messages out of the conversion.",
    references: ["HL7 v2.5.1 section 2.15.9.9"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||XYZ^Q99|1|P|2.5.1\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A31|1|P|2.5.1\rPID|1||7^^^A\r")])

  public static let codeNotMapped = Rule(
    "MAP", 4101, "code-not-mapped", .warning, .codeInvalid,
    message: "code has no entry in the code map for this element",
    summary: "a coded value is not in the code map, and the FHIR element takes only the map's codes",
    explanation:
      "The FHIR element has a fixed list of codes and the value translates to none of them, so it is left out and listed as lost in "
      + "the ledger. Add the code to the code map.",
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A31|1|P|2.5.1\rPID|1||7^^^A|||||Q\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A31|1|P|2.5.1\rPID|1||7^^^A|||||F\r")])

  public static let requiredMissing = Rule(
    "MAP", 4102, "required-element-without-source", .information, .incomplete,
    message: "FHIR requires an element here that the source has no value for: written as absent, reason unknown",
    summary: "a required FHIR element has no source value and gets the data-absent-reason extension",
    explanation:
      "FHIR requires the element; the message says nothing that could fill it. It is written with the extension data-absent-reason "
      + "`unknown`, so that the resource stays valid and nobody mistakes a guess for a fact.",
    references: ["http://hl7.org/fhir/R4/extension-data-absent-reason.html"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5.1\rPID|1||7^^^A\rPV1|1||W1\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101120000+0000||ADT^A01|1|P|2.5.1\rPID|1||7^^^A\rPV1|1|I|W1\r")])

  public static let mapError = Rule(
    "MAP", 4103, "map-condition-error", .error, .businessRule,
    message: "the map calls this an error: a value it needs is missing or not known",
    summary: "a row whose condition is marked ERROR applies",
    explanation:
      "The map says that a message like this cannot be converted properly at this place. The rest of the message is still converted.",
    references: ["https://build.fhir.org/ig/HL7/v2-to-fhir/mapping_guidelines.html"],
    wrong: [
      RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.5.1\rPID|1||7^^^A\rOBR|1||9|T^Test^L\r")
    ],
    right: [
      RuleExample(
        .hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.5.1\rPID|1||7^^^A\rOBR|1||9|T^Test^L|||||||||||||||||||||F\r")
    ])

  public static let notANumber = Rule(
    "MAP", 4104, "words-in-number", .warning, .value,
    message: "value of numeric type holds words: kept as text",
    summary: "an observation of type NM does not hold a number",
    explanation:
      "OBX-2 says NM, OBX-5 holds something else. The value is kept as a string, so that nothing is lost, but a receiver cannot "
      + "compute with it.",
    references: ["HL7 v2.5.1 section 2.A.46"],
    wrong: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.5.1\rPID|1||7^^^A\rOBR|1||9|T^Test^L|||||||||||||||||||||F\r"
          + "OBX|1|NM|T^Test^L||POSITIVE||||||F\r")
    ],
    right: [
      RuleExample(
        .hl7v2,
        "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.5.1\rPID|1||7^^^A\rOBR|1||9|T^Test^L|||||||||||||||||||||F\r"
          + "OBX|1|NM|T^Test^L||5.2||||||F\r")
    ])

  public static let notADate = Rule(
    "MAP", 4105, "unreadable-date", .error, .value,
    message: "not a date and time of HL7 v2: kept as text",
    summary: "a date or time does not have the form YYYY[MM[DD[HH[MM[SS[.S…]]]]]][+/-ZZZZ]",
    explanation:
      "The value cannot be turned into a FHIR date or time. The element is left out, so that the result stays valid; the value is kept "
      + "with what no element holds, so that it is not lost.",
    references: ["HL7 v2.5.1 section 2.A.22"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A31|1|P|2.5.1\rPID|1||7^^^A||||19xx0101\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A31|1|P|2.5.1\rPID|1||7^^^A||||19700101\r")])

  public static let codeNotInSystem = Rule(
    "MAP", 4106, "code-not-in-system", .warning, .codeInvalid,
    message: "no code of the code system that it is said to be of: written without the system",
    summary: "a code is none of the system that the sender or the map names",
    explanation:
      "The code system has no such code, or the code's check digit shows that it is none of it. The code is kept, without the system, "
      + "so that nobody takes it for what it is not. Correct the sender's codes, or translate them with a code map.",
    references: ["http://hl7.org/fhir/R4/datatypes.html#Coding"],
    wrong: [
      RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A31|1|P|2.5.1\rPID|1||7^^^A|||||||||||||QQ^Quirky^HL70002\r")
    ],
    right: [
      RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A31|1|P|2.5.1\rPID|1||7^^^A|||||||||||||S^Single^HL70002\r")
    ])

  public static let notOfType = Rule(
    "MAP", 4107, "value-not-of-type", .warning, .value,
    message: "no value of the element's type: kept as text",
    summary: "a value does not have the form that the FHIR element's type demands",
    explanation:
      "The element takes a URI, a number, Base64 or a truth value, and the source holds something else. The element is left out, so that "
      + "the result stays valid; the value is kept with what no element holds.",
    references: ["http://hl7.org/fhir/R4/datatypes.html#primitive"],
    wrong: [
      RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A31|1|P|2.5.1||||||||||||a b^c d^ISO\rPID|1||7^^^A\r")
    ],
    right: [
      RuleExample(.hl7v2, "MSH|^~\\&|A|B|C|D|20260101||ADT^A31|1|P|2.5.1||||||||||||ab^1.2.3^ISO\rPID|1||7^^^A\r")
    ])

  public static let all: [Rule] = [
    malformedMap, unknownTarget, unknownMap, badCondition, typeMismatch, badSource, badAssignment, noMessageMap, codeNotMapped,
    requiredMissing, mapError, notANumber, notADate, codeNotInSystem,
    notOfType,
  ]

}
