import Diagnostics

/// Questionnaires in themselves.
extension QuestionnaireRules {
  public static let conditionWithoutTarget = Rule(
    family, 2800, "condition-without-target", .error, .businessRule,
    message: "no question has the link id `{actual}` that the condition names",
    summary: "A condition depends on a question that the form does not have.",
    explanation: "Name the `linkId` of a question of this form; case matters.",
    references: [questionnaire],
    wrong: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"x","operator":"=","answerBoolean":true}]}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"1","operator":"=","answerBoolean":true}]}]}"#
      )
    ])

  public static let conditionOnItself = Rule(
    family, 2801, "condition-on-itself", .error, .businessRule,
    message: "the condition depends on the answer to its own question",
    summary: "A question is asked only when it has been answered.",
    explanation: "Name the question that decides.",
    references: [questionnaire],
    wrong: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"2","type":"string","enableWhen":[{"question":"2","operator":"=","answerBoolean":true}]}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"1","operator":"=","answerBoolean":true}]}]}"#
      )
    ])

  public static let conditionOnInnerItem = Rule(
    family, 2802, "condition-on-inner-item", .error, .businessRule,
    message: "the condition depends on `{actual}`, which is inside its own item",
    summary: "An item is shown only when something inside it has been answered.",
    explanation: "What is inside an item that is not enabled cannot be answered. Name a question outside it.",
    references: [questionnaire],
    wrong: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"2","type":"group","enableWhen":[{"question":"3","operator":"=","answerBoolean":true}],"item":[{"linkId":"3","type":"boolean"}]}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"3","type":"boolean"},{"linkId":"2","type":"group","enableWhen":[{"question":"3","operator":"=","answerBoolean":true}],"item":[{"linkId":"4","type":"boolean"}]}]}"#
      )
    ])

  public static let conditionOnLaterItem = Rule(
    family, 2803, "condition-on-later-item", .warning, .businessRule,
    message: "the condition depends on `{actual}`, which comes later in the form",
    summary: "A condition depends on a question that comes after its own.",
    explanation: "People fill in a form from the top. Put the question that decides first.",
    references: [questionnaire],
    wrong: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"2","type":"string","enableWhen":[{"question":"3","operator":"=","answerBoolean":true}]},{"linkId":"3","type":"boolean"}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"3","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"3","operator":"=","answerBoolean":true}]}]}"#
      )
    ])

  public static let derivationNotFound = Rule(
    family, 2804, "questionnaire-derivation-not-found", .warning, .notFound,
    message: "the questionnaire `{actual}` that this one derives from is not known here",
    summary: "What a questionnaire derives from is not there to compare with.",
    explanation: "Supply the questionnaire with `--definitions`, or mend the address.",
    references: [questionnaire],
    wrong: [
      sample(#"{"resourceType":"Questionnaire","status":"draft","derivedFrom":["http://example.org/fhir/Questionnaire/base"]}"#)
    ],
    right: [sample(#"{"resourceType":"Questionnaire","status":"draft"}"#)])

  public static let behaviorMissing = Rule(
    family, 2837, "enable-behavior-missing", .error, .invariant,
    message: "the item has several conditions, but does not say whether all of them count or any",
    summary: "An item with several conditions has no `enableBehavior`.",
    explanation:
      "Add `enableBehavior`: `all` or `any`. This is invariant `que-12` as its words have it; its published expression lets two conditions pass.",
    references: [questionnaire],
    wrong: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"boolean"},{"linkId":"3","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"1","operator":"=","answerBoolean":true},{"question":"3","operator":"=","answerBoolean":true}]}]}"#
      )
    ],
    right: [
      sample(
        #"{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"boolean"},{"linkId":"3","type":"boolean"},{"linkId":"2","type":"string","enableWhen":[{"question":"1","operator":"=","answerBoolean":true},{"question":"3","operator":"=","answerBoolean":true}],"enableBehavior":"all"}]}"#
      )
    ])
}
