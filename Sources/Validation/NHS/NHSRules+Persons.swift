import Diagnostics

// Numbers of patients.
extension NHSRules {
  static let nhsNumberForm = Rule(
    "NHS", 5500, "nhs-number-malformed", .error, .value,
    message: "`{name}` is not an NHS number: ten digits are expected",
    summary: "An NHS number does not have ten digits.",
    explanation: """
      An NHS number is ten digits, the last of them a check digit. Look the person up again; never guess a digit.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/nhs_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"999000001"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}
        """#)
    ])

  static let nhsNumberSeparators = Rule(
    "NHS", 5501, "nhs-number-separators", .error, .value,
    message: "the NHS number in `{name}` has blanks or hyphens between its digits",
    summary: "An NHS number is recorded as it is shown to people, in groups.",
    explanation: """
      The groups 3-3-4 are for people who read. An identifier holds the ten digits alone, or it is not found by systems that \
      compare texts. Remove the blanks and hyphens.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/nhs_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"999 000 0018"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}
        """#)
    ],
    repair: Repair(.safe, "remove the blanks and hyphens"))

  static let nhsNumberPlaceholder = Rule(
    "NHS", 5502, "nhs-number-placeholder", .error, .value,
    message: "the NHS number in `{name}` is a placeholder and no person's number",
    summary: "A number that stands for \"none\" is recorded as an NHS number.",
    explanation: """
      Ten times the same digit, and the digits in their order, pass the check of modulus 11 and belong to nobody. Leave the \
      value out and say why there is none, with the extension for the reason or the verification status.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/nhs_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9999999999"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}
        """#)
    ])

  static let nhsNumberCheckDigit = Rule(
    "NHS", 5503, "nhs-number-check-digit", .error, .value,
    message: "the NHS number in `{name}` fails its check digit",
    summary: "The last digit of an NHS number is not the one that belongs there.",
    explanation: """
      A digit is wrong or two are exchanged, so that the number is another person's or nobody's. Look the person up again; \
      which digit is wrong cannot be told.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/nhs_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000019"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}
        """#)
    ])

  static let nhsNumberNotIssued = Rule(
    "NHS", 5504, "nhs-number-not-issued", .error, .value,
    message: "the NHS number in `{name}` lies in a range that nobody issues numbers from",
    summary: "An NHS number is right by its check digit and cannot exist.",
    explanation: """
      Numbers are issued from ranges: 010 to 311 in Scotland, 320 to 399 in Northern Ireland, 400 to 499 and 600 to 799 in \
      England, Wales and the Isle of Man; those from 900 are for tests. Look the person up again.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/nhs_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"5000000005"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}
        """#)
    ])

  static let nhsNumberOfOtherService = Rule(
    "NHS", 5505, "nhs-number-of-other-service", .warning, .value,
    message: "the number in `{name}` is in the range of Ireland's Individual Health Identifiers",
    summary: "A number of another country is recorded as an NHS number.",
    explanation: """
      Numbers from 800 to 859 are issued in Ireland. Record it under the system of Ireland's identifier.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/nhs_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"8000000008"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}
        """#)
    ])

  static let statusContradiction = Rule(
    "NHS", 5506, "nhs-number-status-contradiction", .warning, .businessRule,
    message: "the verification status `{value}` of the NHS number does not go with the number being there or not",
    summary: "The verification status of an NHS number contradicts the identifier it stands on.",
    explanation: """
      With status 01 (verified) there is a number; with 07 (not present, not needed) and 08 (postponed) there is none. Mend \
      the status or the number.
      """,
    references: ["https://www.datadictionary.nhs.uk/data_elements/nhs_number_status_indicator_code.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
        "valueCodeableConcept":{"coding":[
        {"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland","code":"07"}]}}],"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
        "valueCodeableConcept":{"coding":[
        {"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland","code":"01"}]}}],"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}
        """#)
    ])

  static let chiNumberForm = Rule(
    "NHS", 5510, "chi-number-malformed", .error, .value,
    message: "`{name}` is not a CHI number: ten digits are expected",
    summary: "A Community Health Index number does not have ten digits.",
    explanation: """
      Scotland's CHI number is a date of birth as DDMMYY, three digits, and a check digit. Look the person up again.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/community_health_index_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53","value":"010170001"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53","value":"0101700016"}]}
        """#)
    ])

  static let chiNumberDate = Rule(
    "NHS", 5511, "chi-number-date", .error, .value,
    message: "the CHI number in `{name}` does not start with a date",
    summary: "The first six digits of a Community Health Index number are no date.",
    explanation: """
      The number starts with the date of birth as DDMMYY. Look the person up again.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/community_health_index_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53","value":"3201700010"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53","value":"0101700016"}]}
        """#)
    ])

  static let chiNumberCheckDigit = Rule(
    "NHS", 5512, "chi-number-check-digit", .warning, .value,
    message: "the CHI number in `{name}` fails its check digit",
    summary: "The last digit of a Community Health Index number is not the one that belongs there by modulus 11.",
    explanation: """
      A digit is wrong or two are exchanged. This is a warning because another check scheme is coming to Scotland.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/community_health_index_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53","value":"0101700017"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53","value":"0101700016"}]}
        """#)
    ])

  static let healthAndCareNumber = Rule(
    "NHS", 5513, "health-and-care-number-invalid", .error, .value,
    message: "`{name}` is not a Health and Care Number of Northern Ireland",
    summary: "A Health and Care Number is not ten digits with a check digit from Northern Ireland's range.",
    explanation: """
      Numbers run from 320 000 0000 to 399 999 9999 and have the check digit of NHS numbers. Look the person up again.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/nhs_number.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/hsc-number","value":"9990000018"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","identifier":[
        {"system":"https://fhir.nhs.uk/Id/hsc-number","value":"3200000007"}]}
        """#)
    ])

  static let persons: [Rule] = [
    nhsNumberForm, nhsNumberSeparators, nhsNumberPlaceholder, nhsNumberCheckDigit, nhsNumberNotIssued, nhsNumberOfOtherService,
    statusContradiction, chiNumberForm, chiNumberDate, chiNumberCheckDigit, healthAndCareNumber,
  ]
}
