import FHIRModel
import HL7v2Syntax
import Schema
import SourceTree

/// Writes ledgers as JSON:
/// `{"entries":[{"record":1,"at":"PID[1]-5[1].1.1","status":"mapped","to":"Patient.name.family"},…],"totals":{…}}`.
///
/// `status` is `mapped`, `ignored` or `lost`; `to` is the canonical path without indexes, `also` lists further ones; `why` says why
/// a value is ignored or lost, or what was added to it. Records are written one after the other, so that memory stays flat.
public struct LossLedgerWriter: Sendable {
  private let library: MapLibrary
  private var isFirst = true
  private var record = 0
  /// Parents of the canonical nodes of the record in hand, from its root on.
  private var parents = ContiguousArray<UInt32>()

  public init(library: MapLibrary) { self.library = library }

  public mutating func begin(into bytes: inout ContiguousArray<UInt8>) {
    isFirst = true
    record = 0
    append("{\"entries\":[", to: &bytes)
  }

  /// Appends all records of a ledger. `source` and `target` are the documents it was made with.
  public mutating func append(
    _ ledger: LossLedger, source: borrowing SourceDocument, target: borrowing SourceDocument,
    into bytes: inout ContiguousArray<UInt8>
  ) {
    findParents(target)
    for item in ledger.records {
      record += 1
      var places = SourcePlaces(root: item.root, row: record + 1, columns: library.tableColumns, in: source)
      for index in item.entries {
        append(isFirst ? "\n" : ",\n", to: &bytes)
        isFirst = false
        append(ledger.entries[index], ledger, source, target, &places, &bytes)
      }
    }
  }

  public func end(_ totals: LossTotals, into bytes: inout ContiguousArray<UInt8>) {
    append("\n],\"totals\":{\"populated\":", to: &bytes)
    append(String(totals.populated), to: &bytes)
    append(",\"mapped\":", to: &bytes)
    append(String(totals.mapped), to: &bytes)
    append(",\"ignored\":", to: &bytes)
    append(String(totals.ignored), to: &bytes)
    append(",\"lost\":", to: &bytes)
    append(String(totals.lost), to: &bytes)
    append("}}\n", to: &bytes)
  }

  // MARK: Entries

  private func append(
    _ entry: LossEntry, _ ledger: LossLedger, _ source: borrowing SourceDocument, _ target: borrowing SourceDocument,
    _ places: inout SourcePlaces, _ bytes: inout ContiguousArray<UInt8>
  ) {
    append("{\"record\":", to: &bytes)
    append(String(record), to: &bytes)
    append(",\"at\":\"", to: &bytes)
    append(JSONText.escaped(places.place(of: entry.source, in: source)), to: &bytes)
    append("\",\"status\":\"", to: &bytes)
    switch entry.status {
    case .mapped: append("mapped", to: &bytes)
    case .ignored: append("ignored", to: &bytes)
    case .lost: append("lost", to: &bytes)
    }
    for index in 0..<Int(entry.targetCount) {
      append(index == 0 ? "\",\"to\":\"" : index == 1 ? "\",\"also\":[\"" : "\",\"", to: &bytes)
      appendPath(ledger.targets[Int(entry.firstTarget) + index], target, &bytes)
    }
    append(entry.targetCount > 1 ? "\"]" : "\"", to: &bytes)
    if entry.reason != 0 {
      append(",\"why\":\"", to: &bytes)
      append(JSONText.escaped(library.reasons[Int(entry.reason)]), to: &bytes)
      append("\"", to: &bytes)
    }
    append("}", to: &bytes)
  }

  /// The path of a canonical node from its resource on, such as `Patient.name.family`.
  private func appendPath(_ node: NodeID, _ target: borrowing SourceDocument, _ bytes: inout ContiguousArray<UInt8>) {
    var names: [String] = []
    var current = node.rawValue
    while current != .max {
      let entry = target.nodes[Int(current)]
      if entry.kind == .object, let type = resourceType(NodeID(current), target) {
        names.append(type)
        break
      }
      if entry.name != Symbol.none.rawValue { names.append(target.name(of: NodeID(current))) }
      current = Int(current) < parents.count ? parents[Int(current)] : .max
    }
    append(JSONText.escaped(names.reversed().joined(separator: ".")), to: &bytes)
  }

  private func resourceType(_ node: NodeID, _ target: borrowing SourceDocument) -> String? {
    let first = Int(node.rawValue) + 1
    guard first < Int(target.nodes[node.index].end), target.nodes[first].name == Schema.resourceTypeSymbol else { return nil }
    return target.rawText(of: NodeID(UInt32(first)))
  }

  private mutating func findParents(_ target: borrowing SourceDocument) {
    parents.removeAll(keepingCapacity: true)
    var open: [(node: UInt32, end: UInt32)] = []
    for index in target.nodes.indices {
      while let last = open.last, UInt32(index) >= last.end { open.removeLast() }
      parents.append(open.last?.node ?? .max)
      let end = target.nodes[index].end
      if end > UInt32(index) + 1 { open.append((UInt32(index), end)) }
    }
  }

  private func append(_ text: String, to bytes: inout ContiguousArray<UInt8>) { bytes.append(contentsOf: text.utf8) }
}

/// Texts in JSON strings.
enum JSONText {
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case _ where scalar.value < 0x20: escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
