import HL7v2Validation
import Reporting
import SourceTree

/// A message laid out for people: the names of segments, fields and components beside their values.
public enum MessageListing {
  public static func text(
    _ library: PlanLibrary, _ document: borrowing SourceDocument, root: NodeID, visibility: ValueVisibility
  ) -> String {
    let message = MessageValues(library, document, root: root)
    var text = ""
    for segment in message.segments {
      text += "\(segment.path)" + (segment.name.isEmpty ? "" : "  \(segment.name)") + "\n"
      for value in segment.values {
        let place = String("\(value.path)".drop { $0 != "-" }.dropFirst())
        let name = value.caption?.name ?? ""
        text += "  " + pad(place, 10) + pad(String(name.prefix(40)), 42) + MessageValues.shown(value, visibility) + "\n"
      }
    }
    return text
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.unicodeScalars.count))
  }
}
