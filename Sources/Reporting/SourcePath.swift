import FHIRModel
import HL7v2Model
import Schema
import SourceTree

/// The path of a node in the words of its format.
struct SourcePath {
  let schema: Schema?
  let place: ChunkPlace

  /// `Patient.name[0].given[1]`, `PID-3[2].1`, `row 17, column "Date of Birth"`; empty where there is none.
  func text(_ node: NodeID, in document: borrowing SourceDocument, records: RecordIndex) -> String {
    guard node.index < document.nodes.count else { return "" }
    switch document.format {
    case .json, .canonical, .yaml: return InstancePath.fhir(document, node, schema: schema)
    case .xml: return isElementTree(document) ? element(node, in: document) : InstancePath.fhir(document, node, schema: schema)
    case .hl7v2: return HL7Path.describe(document, node)
    case .csv: return cell(node, in: document, records: records)
    }
  }

  /// Whether a document read from XML is still the tree of its elements, and not FHIR's form of it.
  private func isElementTree(_ document: borrowing SourceDocument) -> Bool {
    document.roots.isEmpty || document[document.roots[0]].kind == .element
  }

  /// Rows are counted as records are, the header row included.
  private func cell(_ node: NodeID, in document: borrowing SourceDocument, records: RecordIndex) -> String {
    let entry = document[node]
    let row = "row " + String(place.recordsBefore + records.record(at: Int(entry.offset)))
    guard entry.kind == .field else { return row }
    let number = Int(entry.name)
    guard number >= 1, number <= place.columns.count else { return row + ", column \(number)" }
    return row + ", column \"" + DisplayText.visible(place.columns[number - 1]) + "\""
  }

  /// `/Patient/name[2]/given`: XPath with positions from 1 among elements of one name.
  private func element(_ node: NodeID, in document: borrowing SourceDocument) -> String {
    var path = ""
    var current = document.root(before: Int(document[node].offset)) ?? node
    path = "/" + document.name(of: current)
    while current != node {
      var next: NodeID?
      var counts: [UInt32: Int] = [:]
      document.forEachChild(of: current) { child in
        guard next == nil else { return }
        counts[document[child].name, default: 0] += 1
        if document[child].end > node.rawValue { next = child }
      }
      guard let next, document[next].name != Symbol.none.rawValue else { return path }
      let position = counts[document[next].name, default: 1]
      let isAttribute = document[next].kind == .attribute
      path += "/" + (isAttribute ? "@" : "") + document.name(of: next) + (position > 1 ? "[\(position)]" : "")
      current = next
    }
    return path
  }
}
