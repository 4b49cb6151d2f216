import Diagnostics

/// The rules of questionnaires and of responses to them. Numbers 2800 to 2839.
public enum QuestionnaireRules {
  static let family = "QST"
  static let questionnaire = "http://hl7.org/fhir/R4/questionnaire.html"
  static let response = "http://hl7.org/fhir/R4/questionnaireresponse.html"

  static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  public static let all: [Rule] = [
    conditionWithoutTarget, conditionOnItself, conditionOnInnerItem, conditionOnLaterItem, derivationNotFound, behaviorMissing,
    responseWithoutQuestionnaire, questionnaireNotFound, linkIDUnknown, itemMisplaced, itemOutOfOrder, itemRepeated,
    answerRepeated, tooManyAnswers, tooFewAnswers, answerMissing, answerNotEnabled, groupAnswered, itemsBesideAnswer, textDiffers,
    answerType, notAnOption, noOptions, textOfOption, exclusiveOption, answerTooShort, answerTooLong, lineBreak, answerPattern,
    answerBelowMinimum, answerAboveMaximum, decimalPlaces, attachmentType, attachmentSize, referenceType, answerUnit,
    quantityNotComparable, outsidePeriod,
  ]
}
