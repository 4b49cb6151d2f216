/// Why a value is lost or ignored, or what was added to a mapped one, where no map's own words say it. The raw value is the index
/// of the reason's text in ``MapLibrary/reasons``.
enum LossReason: UInt16, CaseIterable, Sendable {
  case none
  case noRule
  case noRuleApplies
  case noSegmentMap
  case noMessageMap
  case explicitNull
  case blank
  case occupied
  case beyondMaximum
  case codeNotMapped
  case tooCoarse
  case wrongForm
  case besideMissing
  case targetDropped
  case zoneFromHeader
  case zoneFromPolicy
  case translated
  case rejectedRow
  case deletion
  case batchEnvelope
  case setID
  case noPlace
  case noMessagePlan
  case saidByForm

  var text: String {
    switch self {
    case .none: ""
    case .noRule: "the map has no rule for this element"
    case .noRuleApplies: "no rule of the map applies to this value"
    case .noSegmentMap: "the map has no place for this segment"
    case .noMessageMap: "no map for this message type and event"
    case .explicitNull: "explicit null: the sender asks to delete the value"
    case .blank: "holds only blanks"
    case .occupied: "the target holds one value and has another already"
    case .beyondMaximum: "a further repetition of what the target holds once"
    case .codeNotMapped: "code has no entry in the code map"
    case .tooCoarse: "less precise than the target needs"
    case .wrongForm: "not of the form that the target needs"
    case .besideMissing: "belongs to a value that is not there"
    case .targetDropped: "what it belongs to has no value of its own and is left out"
    case .zoneFromHeader: "zone taken from MSH-7"
    case .zoneFromPolicy: "no zone sent: the configured one added"
    case .translated: "translated by a code map"
    case .rejectedRow: "the row is rejected"
    case .batchEnvelope: "names or counts the batch and is no part of a record"
    case .setID: "numbers the segment"
    case .noPlace: "the message has no place for it"
    case .noMessagePlan: "no message can be made of the record"
    case .saidByForm: "the message says it by its segments and their order"
    case .deletion: "a deletion needs only the identifier"
    }
  }
}
