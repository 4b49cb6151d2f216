import Diagnostics

/// Answers: their types, options and limits.
extension QuestionnaireRules {
  public static let answerType = Rule(
    family, 2819, "answer-type", .error, .value,
    message: "an answer to a question of the type `{expected}` is no {actual}",
    summary: "An answer has another type than its question.",
    explanation: "Give the answer as the value of the right type: `value` and the name of the type.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"integer"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"integer"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueInteger":1}]}]}"##
      )
    ])

  public static let notAnOption = Rule(
    family, 2820, "answer-not-an-option", .error, .codeInvalid,
    message: "the answer is not one of those that the question takes: {expected}",
    summary: "An answer is not among the options of its question.",
    explanation: "Choose one of the options; Codings agree in system and code.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"choice","answerOption":[{"valueString":"a"},{"valueString":"b"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"c"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"choice","answerOption":[{"valueString":"a"},{"valueString":"b"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"b"}]}]}"##
      )
    ])

  public static let noOptions = Rule(
    family, 2821, "question-without-options", .information, .incomplete,
    message: "the question has neither options nor a value set, so that the answer cannot be checked",
    summary: "A question of choice does not say what there is to choose from.",
    explanation: "Give the question `answerOption` or `answerValueSet`; or let it be `open-choice`.",
    references: [questionnaire],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"choice"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"c"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"choice","answerOption":[{"valueString":"a"},{"valueString":"b"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"b"}]}]}"##
      )
    ])

  public static let textOfOption = Rule(
    family, 2822, "text-of-option", .warning, .value,
    message: "the answer is text, but an option of the question has this display; its code is probably meant",
    summary: "An answer of open choice is the display of an option.",
    explanation: "Answer with the Coding of the option.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"open-choice","answerOption":[{"valueCoding":{"system":"http://example.org/specimens","code":"B","display":"Blood"}}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"Blood"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"open-choice","answerOption":[{"valueCoding":{"system":"http://example.org/specimens","code":"B","display":"Blood"}}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueCoding":{"system":"http://example.org/specimens","code":"B"}}]}]}"##
      )
    ])

  public static let exclusiveOption = Rule(
    family, 2823, "exclusive-option", .error, .invalid,
    message: "the option `{expected}` excludes all others, but there are other answers",
    summary: "An option that stands alone is chosen with others.",
    explanation: "Keep the exclusive option alone, or take it out.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"choice","repeats":true,"answerOption":[{"valueString":"a"},{"valueString":"b"},{"valueString":"none","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}]}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"},{"valueString":"none"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"choice","repeats":true,"answerOption":[{"valueString":"a"},{"valueString":"b"},{"valueString":"none","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}]}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"},{"valueString":"b"}]}]}"##
      )
    ])

  public static let answerTooShort = Rule(
    family, 2824, "answer-too-short", .error, .value,
    message: "the answer is shorter than {expected} characters",
    summary: "A text is shorter than its question takes.",
    explanation: "Write at least as many characters as the extension `minLength` of the question says.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minLength","valueInteger":3}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minLength","valueInteger":3}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"abc"}]}]}"##
      )
    ])

  public static let answerTooLong = Rule(
    family, 2825, "answer-too-long", .error, .tooLong,
    message: "the answer is longer than {expected} characters",
    summary: "A text is longer than its question takes.",
    explanation: "Shorten it to `maxLength` of the question.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","maxLength":3}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"abcd"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","maxLength":3}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"abc"}]}]}"##
      )
    ])

  public static let lineBreak = Rule(
    family, 2826, "line-break-in-string-answer", .warning, .value,
    message: "the answer to a question of the type `string` has several lines",
    summary: "An answer that should be one line has line breaks.",
    explanation: "Questions for longer texts have the type `text`.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a\nb"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"text"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a\nb"}]}]}"##
      )
    ])

  public static let answerPattern = Rule(
    family, 2827, "answer-pattern", .error, .value,
    message: "the answer does not have the form that the question asks for, `{expected}`",
    summary: "A text does not have the form that its question asks for.",
    explanation: "Write it in the form that the extension `regex` of the question describes.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/regex","valueString":"[0-9]+"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/regex","valueString":"[0-9]+"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"12"}]}]}"##
      )
    ])

  public static let answerBelowMinimum = Rule(
    family, 2828, "answer-below-minimum", .error, .value,
    message: "the answer is less than {expected}, the least that the question takes",
    summary: "An answer is less than its question takes.",
    explanation: "Look at the value and its unit.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":3}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueInteger":1}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":3}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueInteger":3}]}]}"##
      )
    ])

  public static let answerAboveMaximum = Rule(
    family, 2829, "answer-above-maximum", .error, .value,
    message: "the answer is more than {expected}, the most that the question takes",
    summary: "An answer is more than its question takes.",
    explanation: "Look at the value and its unit.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":3}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueInteger":4}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":3}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueInteger":3}]}]}"##
      )
    ])

  public static let decimalPlaces = Rule(
    family, 2830, "answer-decimal-places", .error, .value,
    message: "the answer has more than {expected} digits after the decimal point",
    summary: "A number is more precise than its question takes.",
    explanation: "Round it as the extension `maxDecimalPlaces` of the question says.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"decimal","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces","valueInteger":1}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueDecimal":1.25}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"decimal","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces","valueInteger":1}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueDecimal":1.2}]}]}"##
      )
    ])

  public static let attachmentType = Rule(
    family, 2831, "attachment-type", .error, .value,
    message: "the question takes attachments of the type {expected} only",
    summary: "An attachment has another type of content than its question takes.",
    explanation: "Give a file of the right type, and its type in `contentType`.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"attachment","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/mimeType","valueCode":"image/png"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueAttachment":{"contentType":"image/gif","url":"http://example.org/a"}}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"attachment","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/mimeType","valueCode":"image/png"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueAttachment":{"contentType":"image/png","url":"http://example.org/a"}}]}]}"##
      )
    ])

  public static let attachmentSize = Rule(
    family, 2832, "attachment-size", .error, .value,
    message: "the attachment is larger than the {expected} bytes that the question takes",
    summary: "An attachment is larger than its question takes.",
    explanation: "Give a smaller file.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"attachment","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxSize","valueDecimal":10}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueAttachment":{"url":"http://example.org/a","size":11}}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"attachment","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxSize","valueDecimal":10}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueAttachment":{"url":"http://example.org/a","size":10}}]}]}"##
      )
    ])

  public static let referenceType = Rule(
    family, 2833, "answer-reference-type", .error, .value,
    message: "the reference leads to another type than the question takes, {expected}",
    summary: "The reference of an answer leads to a type that its question does not take.",
    explanation: "Refer to a resource of a type that the question takes.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"reference","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-referenceResource","valueCode":"Patient"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueReference":{"reference":"Group/1"}}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"reference","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-referenceResource","valueCode":"Patient"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueReference":{"reference":"Patient/1"}}]}]}"##
      )
    ])

  public static let answerUnit = Rule(
    family, 2834, "answer-unit", .error, .codeInvalid,
    message: "the question does not take this unit; it takes {expected}",
    summary: "The unit of an answer is not one that its question takes.",
    explanation: "Give the answer in a unit that the question takes, with its code.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"quantity","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption","valueCoding":{"system":"http://unitsofmeasure.org","code":"km"}}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueQuantity":{"value":1,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"quantity","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption","valueCoding":{"system":"http://unitsofmeasure.org","code":"km"}}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueQuantity":{"value":1,"unit":"km","system":"http://unitsofmeasure.org","code":"km"}}]}]}"##
      )
    ])

  public static let quantityNotComparable = Rule(
    family, 2835, "quantity-not-comparable", .error, .value,
    message:
      "the answer cannot be compared with {expected}, a limit of the question: the units are not given as codes, or measure other things",
    summary: "The quantity of an answer cannot be compared with a limit of its question.",
    explanation:
      "Give both with system and code of a unit, best of UCUM, for the same kind of quantity. No example is given: the limits are extensions of SDC, which is not part of R4.",
    references: [response],
    wrong: [],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"quantity"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueQuantity":{"value":3,"unit":"km","system":"http://unitsofmeasure.org","code":"km"}}]}]}"##
      )
    ])
}
