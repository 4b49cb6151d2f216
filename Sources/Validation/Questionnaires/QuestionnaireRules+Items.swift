import Diagnostics

/// Responses: their questionnaire and their items.
extension QuestionnaireRules {
  public static let responseWithoutQuestionnaire = Rule(
    family, 2805, "response-without-questionnaire", .information, .required,
    message: "the response does not say which questionnaire it answers, so that its answers cannot be checked",
    summary: "A response names no questionnaire.",
    explanation: "Write the canonical address of the questionnaire, best with its version.",
    references: [response],
    wrong: [sample(#"{"resourceType":"QuestionnaireResponse","status":"completed"}"#)],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ])

  public static let questionnaireNotFound = Rule(
    family, 2806, "questionnaire-not-found", .warning, .required,
    message: "the questionnaire `{actual}` is not known here, so that the answers cannot be checked",
    summary: "The questionnaire of a response is neither contained nor supplied.",
    explanation: "Supply it with `--definitions`; look at the version behind `|` as well.",
    references: [response],
    wrong: [
      sample(
        #"{"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"http://health.test/Questionnaire/a"}"#)
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ])

  public static let linkIDUnknown = Rule(
    family, 2807, "link-id-unknown", .error, .notFound,
    message: "no question of the form has the link id `{actual}`",
    summary: "A response answers a question that its form does not ask.",
    explanation: "Use the `linkId` of the form; case matters.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"x","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ])

  public static let itemMisplaced = Rule(
    family, 2808, "item-misplaced", .error, .structure,
    message: "the item `{expected}` stands elsewhere in the form",
    summary: "An item of a response is not where the form has it.",
    explanation:
      "Nest the items of a response as the form nests its questions: in their group, or in the answer to their question.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"g","type":"group","item":[{"linkId":"1","type":"string"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"g","type":"group","item":[{"linkId":"1","type":"string"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"g","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}]}"##
      )
    ])

  public static let itemOutOfOrder = Rule(
    family, 2809, "item-out-of-order", .error, .structure,
    message: "the item `{expected}` comes before the item before it in the form",
    summary: "The items of a response are not in the order of the form.",
    explanation: "Put the items in the order in which the form asks.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"},{"linkId":"2","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"2","answer":[{"valueString":"a"}]},{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"},{"linkId":"2","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]},{"linkId":"2","answer":[{"valueString":"a"}]}]}"##
      )
    ])

  public static let itemRepeated = Rule(
    family, 2810, "item-repeated", .error, .invalid,
    message: "the item `{expected}` stands here more than once, but the form has it once",
    summary: "An item of a response stands there twice, and does not repeat in the form.",
    explanation: "Keep one; or let the item repeat in the form.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]},{"linkId":"1","answer":[{"valueString":"b"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ])

  public static let answerRepeated = Rule(
    family, 2811, "answer-repeated", .error, .invalid,
    message: "there are {actual} answers, but the question takes one",
    summary: "A question has several answers and does not repeat.",
    explanation: "Keep one answer; or let the question repeat in the form.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"},{"valueString":"b"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","repeats":true}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"},{"valueString":"b"}]}]}"##
      )
    ])

  public static let tooManyAnswers = Rule(
    family, 2812, "too-many-answers", .error, .invalid,
    message: "there are {actual} answers, but the question takes at most {expected}",
    summary: "A question has more answers than its form takes.",
    explanation: "Keep as many as the extension `questionnaire-maxOccurs` of the question says.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","repeats":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs","valueInteger":2}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"},{"valueString":"b"},{"valueString":"c"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","repeats":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs","valueInteger":2}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"},{"valueString":"b"}]}]}"##
      )
    ])

  public static let tooFewAnswers = Rule(
    family, 2813, "too-few-answers", .error, .invalid,
    message: "there are {actual} answers, but the question needs at least {expected}",
    summary: "A question has fewer answers than its form needs.",
    explanation: "Answer as often as the extension `questionnaire-minOccurs` of the question says.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","repeats":true,"required":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs","valueInteger":2}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","repeats":true,"required":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs","valueInteger":2}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"},{"valueString":"b"}]}]}"##
      )
    ])

  public static let answerMissing = Rule(
    family, 2814, "answer-missing", .error, .required,
    message: "the question `{expected}` must be answered and is not",
    summary: "A required question has no answer.",
    explanation: "Answer it; or leave the response `in-progress`, where this is only a warning.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"},{"linkId":"2","type":"string","required":true}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"},{"linkId":"2","type":"string","required":true}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]},{"linkId":"2","answer":[{"valueString":"a"}]}]}"##
      )
    ])

  public static let answerNotEnabled = Rule(
    family, 2815, "answer-not-enabled", .error, .invalid,
    message: "the question `{expected}` is answered, though its condition is not met",
    summary: "A question is answered that was not to be asked.",
    explanation: "Take the answer out, or look at the answer that the condition depends on.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"1","operator":"=","answerBoolean":true}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueBoolean":false}]},{"linkId":"2","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"1","operator":"=","answerBoolean":true}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueBoolean":true}]},{"linkId":"2","answer":[{"valueString":"a"}]}]}"##
      )
    ])

  public static let groupAnswered = Rule(
    family, 2816, "group-or-display-answered", .error, .structure,
    message: "an item of the type `{expected}` has no answer, nor anything that such an item cannot hold",
    summary: "A group, a display or an abstract question is answered.",
    explanation: "Groups hold items; displays hold nothing. Put the answer to the question that it belongs to.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"display"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ])

  public static let itemsBesideAnswer = Rule(
    family, 2817, "items-beside-answer", .error, .structure,
    message: "items that belong to a question stand in its answer, not beside it",
    summary: "A question holds items outside its answers.",
    explanation: "Move the items into the answer that they go with.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","item":[{"linkId":"2","type":"string"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","item":[{"linkId":"2","answer":[{"valueString":"a"}]}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","item":[{"linkId":"2","type":"string"}]}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","answer":[{"valueString":"a","item":[{"linkId":"2","answer":[{"valueString":"a"}]}]}]}]}"##
      )
    ])

  public static let textDiffers = Rule(
    family, 2818, "item-text-differs", .error, .invalid,
    message: "the text of the item is not that of the question, `{expected}`",
    summary: "A response repeats another question than the form asks.",
    explanation: "Write the text of the form, or leave the text out.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","text":"Weight"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","text":"Height","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","item":[{"linkId":"1","type":"string","text":"Weight"}]}],"questionnaire":"#q","status":"completed","item":[{"linkId":"1","text":"Weight","answer":[{"valueString":"a"}]}]}"##
      )
    ])

  public static let outsidePeriod = Rule(
    family, 2836, "response-outside-period", .warning, .businessRule,
    message: "the response was written outside the time in which its questionnaire is to be used, {expected}",
    summary: "A response is older or newer than the period in which its questionnaire is in use.",
    explanation: "Look at `authored`, or use the questionnaire that was in use then.",
    references: [response],
    wrong: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","effectivePeriod":{"end":"2023-12-31"},"item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","authored":"2024-01-01","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ],
    right: [
      sample(
        ##"{"resourceType":"QuestionnaireResponse","contained":[{"resourceType":"Questionnaire","id":"q","status":"draft","effectivePeriod":{"end":"2023-12-31"},"item":[{"linkId":"1","type":"string"}]}],"questionnaire":"#q","status":"completed","authored":"2023-01-01","item":[{"linkId":"1","answer":[{"valueString":"a"}]}]}"##
      )
    ])
}
