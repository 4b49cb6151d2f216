import Diagnostics

// Organisations, and people who work.
extension NHSRules {
  static let odsCodeForm = Rule(
    "NHS", 5520, "ods-code-malformed", .error, .value,
    message: "`{name}` is not an ODS code: 3 to 9 capital letters and digits are expected",
    summary: "The code of an organisation or site is not of the form of the Organisation Data Service.",
    explanation: """
      Codes are 3 to 9 capital letters and digits, such as `RR8` and `B81001`. Only the form is checked, not that the \
      organisation exists.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/organisation_identifier.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Organization","name":"Clinic","identifier":[
        {"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"R-8"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Organization","name":"Clinic","identifier":[
        {"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RR8"}]}
        """#)
    ])

  static let odsCodeSpelling = Rule(
    "NHS", 5521, "ods-code-spelling", .warning, .value,
    message: "the ODS code in `{name}` has small letters, or blanks at its ends",
    summary: "An ODS code is written with small letters or blanks around it.",
    explanation: """
      Systems that compare texts do not find it. Write capitals and no blanks.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/organisation_identifier.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Organization","name":"Clinic","identifier":[
        {"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"rr8"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Organization","name":"Clinic","identifier":[
        {"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RR8"}]}
        """#)
    ],
    repair: Repair(.safe, "write it in capitals, without blanks"))

  static let codePlaceholder = Rule(
    "NHS", 5522, "national-code-placeholder", .information, .value,
    message: "`{name}` has a default code, which names nobody",
    summary: "A national default code stands where an organisation or person should.",
    explanation: """
      Codes such as V81999 (practice not known) and G9999998 are well-formed and allowed, and lower the quality of the data. \
      Record the real code where it is known.
      """,
    references: ["https://www.datadictionary.nhs.uk/supporting_information/default_codes.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Organization","name":"Clinic","identifier":[
        {"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"V81999"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Organization","name":"Clinic","identifier":[
        {"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"B81001"}]}
        """#)
    ])

  static let systemMisspelt = Rule(
    "NHS", 5523, "identifier-system-misspelt", .error, .value,
    message: "the identifier system in `{name}` is misspelt",
    summary: "The URI of a national identifier system is written as it often is, but not as it is defined.",
    explanation: """
      URIs are compared letter by letter: an identifier under a misspelt system is not found. Write the URI that the NHS \
      defines.
      """,
    references: ["https://digital.nhs.uk/services/fhir-uk-core"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Organization","name":"Clinic","identifier":[
        {"system":"https://fhir.nhs.uk/Id/ods-organisation-code","value":"RR8"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Organization","name":"Clinic","identifier":[
        {"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RR8"}]}
        """#)
    ],
    repair: Repair(.safe, "write the system as it is defined"))

  static let gmcNumber = Rule(
    "NHS", 5530, "gmc-number-malformed", .error, .value,
    message: "`{name}` is not a GMC reference number: seven digits are expected",
    summary: "A reference number of the General Medical Council does not have its form.",
    explanation: """
      It is seven digits; in consultant codes `C` stands before them. Only the form is checked.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/general_medical_council_reference_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Practitioner","identifier":[
        {"system":"https://fhir.hl7.org.uk/Id/gmc-number","value":"123456"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Practitioner","identifier":[
        {"system":"https://fhir.hl7.org.uk/Id/gmc-number","value":"1234567"}]}
        """#)
    ])

  static let gmpNumber = Rule(
    "NHS", 5531, "gp-code-malformed", .error, .value,
    message: "`{name}` is not the code of a general practitioner: `G` and seven digits are expected",
    summary: "The code of a general medical practitioner does not have its form.",
    explanation: """
      It is `G` and seven digits, `S` in Scotland and `Z` in Northern Ireland. Only the form is checked.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/general_medical_practitioner_ppd_code.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Practitioner","identifier":[
        {"system":"https://fhir.hl7.org.uk/Id/gmp-number","value":"G12"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Practitioner","identifier":[
        {"system":"https://fhir.hl7.org.uk/Id/gmp-number","value":"G1234567"}]}
        """#)
    ])

  static let nmcNumber = Rule(
    "NHS", 5532, "nmc-pin-malformed", .warning, .value,
    message: "`{name}` is not a PIN of the Nursing and Midwifery Council",
    summary: "A PIN of the Nursing and Midwifery Council does not have its form.",
    explanation: """
      It is two digits, a letter, four digits and a letter. Only the form is checked.
      """,
    references: ["https://www.nmc.org.uk/registration/"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Practitioner","identifier":[
        {"system":"https://fhir.hl7.org.uk/Id/nmc-number","value":"123"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Practitioner","identifier":[
        {"system":"https://fhir.hl7.org.uk/Id/nmc-number","value":"98I1234E"}]}
        """#)
    ])

  static let sdsID = Rule(
    "NHS", 5533, "sds-identifier-malformed", .warning, .value,
    message: "`{name}` is not an identifier of the Spine Directory Service: twelve digits are expected",
    summary: "The identifier of a user or role profile does not have twelve digits.",
    explanation: """
      User and role profile identifiers of the Spine Directory Service are twelve digits. Only the form is checked.
      """,
    references: ["https://digital.nhs.uk/services/spine"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Practitioner","identifier":[
        {"system":"https://fhir.nhs.uk/Id/sds-user-id","value":"12"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Practitioner","identifier":[
        {"system":"https://fhir.nhs.uk/Id/sds-user-id","value":"111222333444"}]}
        """#)
    ])

  static let organisations: [Rule] = [
    odsCodeForm, odsCodeSpelling, codePlaceholder, systemMisspelt, gmcNumber, gmpNumber, nmcNumber, sdsID,
  ]
}
