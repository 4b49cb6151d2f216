import HL7v2Syntax
import SourceTree

/// Names the places of a record's values: `PID[1]-5[1].1.1`, or `row 17, column "NHS_NUMBER"`. Values are asked for in source order.
struct SourcePlaces {
  private let row: Int
  private let columns: [String]
  private let isMessage: Bool
  private var segment: NodeID
  private var nextSegment: UInt32
  private let end: UInt32
  /// How many segments of each id came so far.
  private var counts: [UInt32: Int] = [:]

  /// - Parameters:
  ///   - row: the record's number in its file, for tables.
  init(root: NodeID, row: Int, columns: [String], in source: borrowing SourceDocument) {
    self.row = row
    self.columns = columns
    isMessage = source.nodes[root.index].kind == .message
    segment = root
    nextSegment = root.rawValue + 1
    end = source.nodes[root.index].end
  }

  mutating func place(of value: NodeID, in source: borrowing SourceDocument) -> String {
    guard isMessage else {
      let column = Int(source.nodes[value.index].name)
      return "row \(row), column \"\(column > 0 && column <= columns.count ? columns[column - 1] : String(column))\""
    }
    while nextSegment <= value.rawValue, nextSegment < end {
      segment = NodeID(nextSegment)
      counts[source.nodes[segment.index].name, default: 0] += 1
      nextSegment = source.nodes[segment.index].end
    }
    var field: UInt32 = 1
    var repetition: UInt32 = 1
    var component: UInt32 = 1
    var subcomponent: UInt32 = 1
    var node = segment.rawValue + 1
    while node <= value.rawValue, node < source.nodes[segment.index].end {
      let entry = source.nodes[Int(node)]
      guard value.rawValue < entry.end else {
        node = entry.end
        continue
      }
      switch entry.kind {
      case .field: field = entry.name
      case .repetition: repetition = entry.name
      case .component: component = entry.name
      default: subcomponent = entry.name
      }
      node += 1
    }
    let id = source.nodes[segment.index].name
    let name = SegmentID(rawValue: id).description
    return "\(name)[\(counts[id] ?? 1)]-\(field)[\(repetition)].\(component).\(subcomponent)"
  }
}
