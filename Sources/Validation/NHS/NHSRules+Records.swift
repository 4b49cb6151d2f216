import Diagnostics

// Postcodes, codes and dates.
extension NHSRules {
  static let postcodeForm = Rule(
    "NHS", 5535, "postcode-malformed", .warning, .value,
    message: "`{name}` is not a postcode",
    summary: "A British postcode does not have its form.",
    explanation: """
      A postcode is one or two letters, a digit, perhaps another digit or letter, a blank, a digit and two letters. Where \
      none is known, leave it out or use one of the pseudo postcodes of the NHS (ZZ99 3WZ: not known). Only the form is \
      checked.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/postcode.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","address":[{"postalCode":"12345","country":"GB"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","address":[{"postalCode":"SW1A 2AA","country":"GB"}]}
        """#)
    ])

  static let postcodeSpelling = Rule(
    "NHS", 5536, "postcode-spelling", .warning, .value,
    message: "the postcode in `{name}` has small letters, or not one blank before its last three characters",
    summary: "A postcode is not written in the common way.",
    explanation: """
      Systems that compare texts do not find it. Write capitals and one blank.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/postcode.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","address":[{"postalCode":"sw1a2aa","country":"GB"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","address":[{"postalCode":"SW1A 2AA","country":"GB"}]}
        """#)
    ],
    repair: Repair(.safe, "write capitals and one blank"))

  static let postcodeDoubtful = Rule(
    "NHS", 5537, "postcode-letter-doubtful", .information, .value,
    message: "the postcode in `{name}` has a letter that postcodes do not have in that place",
    summary: "A postcode is well-formed and unlikely.",
    explanation: """
      By the rules of BS 7666 some letters do not stand in some places, such as I and O among the last two. It may be a slip \
      of typing.
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/postcode.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","address":[{"postalCode":"A1 1IO","country":"GB"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","address":[{"postalCode":"A1 1AB","country":"GB"}]}
        """#)
    ])

  static let postcodeNullWord = Rule(
    "NHS", 5538, "postcode-null-word", .warning, .value,
    message: "`{name}` has a word for \"none\" and no postcode",
    summary: "A word such as `n/a` stands where a postcode should.",
    explanation: """
      Leave the postcode out, or use one of the pseudo postcodes of the NHS (ZZ99 3WZ: not known).
      """,
    references: ["https://www.datadictionary.nhs.uk/attributes/postcode.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","address":[{"postalCode":"n/a","country":"GB"}]}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","address":[{"postalCode":"ZZ99 3WZ","country":"GB"}]}
        """#)
    ])

  static let snomedDamage = Rule(
    "NHS", 5540, "snomed-identifier-spreadsheet-damage", .error, .codeInvalid,
    message: "the SNOMED CT identifier in `{name}` lost its check digit, as it does in a spreadsheet",
    summary: "A SNOMED CT identifier of 16 digits ends in 0 and fails its check: a spreadsheet has rounded it.",
    explanation: """
      Spreadsheets keep 15 digits of a number. Of 16 digits only the check digit is lost, which can be worked out again. \
      Keep identifiers as text, and mend what came out of the spreadsheet.
      """,
    references: ["https://confluence.ihtsdotools.org/display/DOCRELFMT/6+SNOMED+CT+Identifiers"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Condition","subject":{"display":"somebody"},"code":{"coding":[
        {"system":"http://snomed.info/sct","code":"1082551000000100"}]}}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Condition","subject":{"display":"somebody"},"code":{"coding":[
        {"system":"http://snomed.info/sct","code":"1082551000000105"}]}}
        """#)
    ],
    repair: Repair(.unsafe, "put back the check digit"))

  static let snomedDamageCandidate = Rule(
    "NHS", 5541, "snomed-identifier-spreadsheet-damage-partition", .error, .codeInvalid,
    message: "the SNOMED CT identifier in `{name}` lost its last digits, as it does in a spreadsheet",
    summary: "A SNOMED CT identifier of 17 or 18 digits ends in zeros and fails its check: a spreadsheet has rounded it.",
    explanation: """
      Spreadsheets keep 15 digits of a number. Of 17 and 18 digits a part of the partition is lost too: if a concept was \
      meant, the identifier can be worked out, but somebody must look. Keep identifiers as text.
      """,
    references: ["https://confluence.ihtsdotools.org/display/DOCRELFMT/6+SNOMED+CT+Identifiers"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Condition","subject":{"display":"somebody"},"code":{"coding":[
        {"system":"http://snomed.info/sct","code":"34680411000001100"}]}}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Condition","subject":{"display":"somebody"},"code":{"coding":[
        {"system":"http://snomed.info/sct","code":"34680411000001107"}]}}
        """#)
    ],
    repair: Repair(.displayOnly, "if a concept was meant, put back its digits"))

  static let readCode = Rule(
    "NHS", 5545, "read-code-malformed", .warning, .codeInvalid,
    message: "`{name}` does not have the form of a Read code",
    summary: "A code of Read version 2 or Clinical Terms version 3 does not have its form.",
    explanation: """
      Read codes have five characters; short codes of version 2 are filled up with dots (`H33..`), and small and capital \
      letters differ. Only the form is checked.
      """,
    references: ["https://isd.digital.nhs.uk/trud/users/guest/filters/0/categories/9"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Condition","subject":{"display":"somebody"},"code":{"coding":[
        {"system":"http://read.info/readv2","code":"H33"}]}}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Condition","subject":{"display":"somebody"},"code":{"coding":[
        {"system":"http://read.info/readv2","code":"H33.."}]}}
        """#)
    ])

  static let codeUnknown = Rule(
    "NHS", 5550, "national-code-unknown", .error, .codeInvalid,
    message: "`{value}` is not a code of the national list in `{name}`",
    summary: "A code of a national code list is not on the list.",
    explanation: """
      Ethnic categories, marital status, methods of admission and discharge and others are short closed lists, which differ \
      between England, Wales and Scotland: the same code may mean another thing under another system. Take a code of the \
      list that the system names.
      """,
    references: ["https://simplifier.net/hl7fhirukcorer4"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Condition","subject":{"display":"somebody"},"code":{"coding":[
        {"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland","code":"XX"}]}}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Condition","subject":{"display":"somebody"},"code":{"coding":[
        {"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland","code":"A"}]}}
        """#)
    ])

  static let deathBeforeBirth = Rule(
    "NHS", 5560, "death-before-birth", .error, .businessRule,
    message: "`{name}` lies before the date of birth",
    summary: "A person died before they were born.",
    explanation: """
      One of the two dates is wrong. Look both up again.
      """,
    references: ["http://hl7.org/fhir/R4/patient.html"],
    wrong: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","birthDate":"1970-02-01","deceasedDateTime":"1969-12-31"}
        """#)
    ],
    right: [
      RuleExample(
        .json,
        #"""
        {"resourceType":"Patient","birthDate":"1970-02-01","deceasedDateTime":"2020-01-01"}
        """#)
    ])

  static let records: [Rule] = [
    postcodeForm, postcodeSpelling, postcodeDoubtful, postcodeNullWord, snomedDamage, snomedDamageCandidate, readCode,
    codeUnknown, deathBeforeBirth,
  ]
}
