import FHIRModel
import SourceTree

/// A Questionnaire (http://hl7.org/fhir/R4/questionnaire.html) as responses are checked against it: read once, used for many.
struct QuestionnaireForm: Sendable {
  enum ItemType: String, Sendable {
    case group, display, question, boolean, decimal, integer, date, dateTime, time, string, text, url, choice
    case openChoice = "open-choice"
    case attachment, reference, quantity, unknown

    /// The types of value that answers have, as the names of their elements end.
    var answerTypes: [String] {
      switch self {
      case .group, .display, .question, .unknown: []
      case .boolean: ["Boolean"]
      case .decimal: ["Decimal"]
      case .integer: ["Integer"]
      case .date: ["Date"]
      case .dateTime: ["DateTime"]
      case .time: ["Time"]
      case .string, .text: ["String"]
      case .url: ["Uri"]
      case .choice, .openChoice: ["Coding", "Date", "Time", "Integer", "String", "Reference", "Quantity"]
      case .attachment: ["Attachment"]
      case .reference: ["Reference"]
      case .quantity: ["Quantity"]
      }
    }
  }

  struct EnableWhen: Sendable {
    var question: String
    var `operator`: String
    var answer: FormValue?
  }

  struct Option: Sendable {
    var value: FormValue
    var isExclusive: Bool
  }

  struct Item: Sendable {
    var linkID: String
    var text: String?
    var type: ItemType
    var isRequired: Bool
    var repeats: Bool
    var maxLength: Int?
    var enableWhen: [EnableWhen] = []
    var enablesOnAny: Bool
    /// An expression that tells whether the item is enabled.
    var enableExpression: String?
    var options: [Option] = []
    var valueSet: String?
    var limits = AnswerLimits()
    /// The items inside, as indexes into ``QuestionnaireForm/items``.
    var children: [Int] = []
  }

  var items: [Item] = []
  /// What extensions of items mean.
  let facts: RecordFacts
  var roots: [Int] = []
  /// The first item with a link id.
  var byLinkID: [String: Int] = [:]
  var effectiveStart: String?
  var effectiveEnd: String?
  /// Codes of the contained value sets that list all their codes, by id.
  var valueSets: [String: ListedValueSet] = [:]
}

/// Limits of answers, which extensions of an item give (http://hl7.org/fhir/R4/questionnaire-profiles.html).
struct AnswerLimits: Sendable {
  var minOccurs: Int?
  var maxOccurs: Int?
  var minLength: Int?
  var minValue: FormValue?
  var maxValue: FormValue?
  var minQuantity: FormValue?
  var maxQuantity: FormValue?
  var decimalPlaces: Int?
  var pattern: String?
  /// What the pattern means, for people.
  var format: String?
  var mimeTypes: [String] = []
  /// In bytes.
  var maxSize: FHIRDecimal?
  var units: [FormValue] = []
  var unitValueSet: String?
  var takesOtherUnits = false
  var resourceTypes: [String] = []
}

/// A contained value set that names its codes.
struct ListedValueSet: Sendable {
  /// `system|code`.
  var codes: Set<String> = []
  /// Other value sets that are included as a whole.
  var includes: [String] = []
  /// Whether there are codes that cannot be listed here.
  var isPartial = false
}
