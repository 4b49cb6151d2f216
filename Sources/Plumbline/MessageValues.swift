import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import HL7v2Validation
import Reporting
import SourceTree

/// The values of a message in their order, with their names: what `plumbline show` and `plumbline diff` work on.
struct MessageValues {
  struct Value {
    var path: HL7Path
    var text: String
    var caption: MessageNames.Caption?
    /// What the code means.
    var meaning: String?
  }

  struct Segment {
    var path: HL7Path
    var name: String
    var values: [Value] = []
  }

  var segments: [Segment] = []

  init(_ library: PlanLibrary, _ document: borrowing SourceDocument, root: NodeID) {
    let names = MessageNames(library, document, root: root)
    let message = Message(document, root: root)
    var counts: [SegmentID: Int] = [:]
    var index = root.rawValue + (document[root].kind == .message ? 1 : 0)
    while index < document[root].end {
      let node = NodeID(index)
      index = document[node].end
      let id = document.segmentID(of: node)
      counts[id, default: 0] += 1
      var segment = Segment(path: HL7Path(id, occurrence: counts[id]), name: names.name(id))
      for child in (node.index + 1)..<max(node.index + 1, Int(document[node].end)) {
        let part = document.nodes[child]
        guard Int(part.end) == child + 1, part.length > 0, let path = HL7Path(document, NodeID(index: child)) else { continue }
        let caption = names.caption(path)
        let text = message.text(of: NodeID(index: child), in: document)
        segment.values.append(
          Value(path: path, text: text, caption: caption, meaning: caption.flatMap { names.meaning(text, $0.table) }))
      }
      segments.append(segment)
    }
  }

  /// Whether a value says nothing about a person: of the header, or how a result is to be read.
  static func isImpersonal(_ path: HL7Path) -> Bool {
    switch path.segment {
    case "MSH", "EVN", "MSA", "ERR", "SFT", "BHS", "FHS", "BTS", "FTS": path.field != 5 || path.segment != "EVN"
    case "OBX": path.field == 2 || path.field == 11
    case "ORC": path.field == 1
    case "OBR": path.field == 25
    default: false
    }
  }

  /// A value as it may be shown.
  static func shown(_ value: Value, _ visibility: ValueVisibility) -> String {
    let isOpen = visibility == .shown || isImpersonal(value.path)
    let text = DisplayText.visible(isOpen ? value.text : ValueMask.mask(value.text))
    guard isOpen, let meaning = value.meaning, meaning.lowercased() != value.text.lowercased() else { return text }
    return text + " (" + meaning + ")"
  }
}
