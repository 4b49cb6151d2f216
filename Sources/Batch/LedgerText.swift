import FHIRModel
import HL7v2Model
import Mapping
import Reporting
import SourceTree

/// A loss ledger as JSON: one object for each populated source value,
/// `{"file":"feed.hl7","record":3,"at":"PID[1]-5[1].1.1","status":"mapped","to":"Patient.name.family"}`. A value that went to several
/// places has the others in `also`; one that is kept, ignored or unmapped says why. No value itself is in it.
enum LedgerText {
  struct Place {
    var file: String
    var record: Int
    /// Names of a table's columns.
    var columns: [String]
  }

  static func append(
    _ ledger: LossLedger, reasons: [String], source: borrowing SourceDocument, canonical: borrowing SourceDocument,
    place: Place, to output: inout RecordOutput
  ) {
    var json = JSONText()
    for entry in ledger.entries {
      if !output.ledger.isEmpty { output.ledger.append(contentsOf: ",\n".utf8) }
      json.reset()
      json.open("{")
      json.member("file", place.file)
      json.member("record", place.record)
      json.member("at", address(entry.source, in: source, place))
      json.member("status", "\(entry.status)")
      let targets = ledger.targets[Int(entry.firstTarget)..<(Int(entry.firstTarget) + Int(entry.targetCount))]
      if let first = targets.first { json.member("to", path(first, in: canonical)) }
      if targets.count > 1 {
        json.open("[", "also")
        for target in targets.dropFirst() { json.item(path(target, in: canonical)) }
        json.close("]")
      }
      let reason = Int(entry.reason)
      if reason < reasons.count, !reasons[reason].isEmpty { json.member("why", reasons[reason]) }
      json.close("}")
      output.ledger.append(contentsOf: json.bytes)
    }
  }

  /// Where a value stands in its record.
  private static func address(_ node: NodeID, in source: borrowing SourceDocument, _ place: Place) -> String {
    if source.format == .hl7v2 { return HL7Path(source, node)?.ledgerForm ?? "" }
    if source.format != .csv { return InstancePath.fhir(source, node) }
    let number = Int(source[node].name)
    let isNamed = number >= 1 && number <= place.columns.count
    return "row \(place.record), column " + (isNamed ? "\"" + place.columns[number - 1] + "\"" : "\(number)")
  }

  /// The path from the innermost resource, without indexes: `Patient.name.family`.
  static func path(_ node: NodeID, in document: borrowing SourceDocument) -> String {
    if document.format == .hl7v2 { return HL7Path(document, node)?.ledgerForm ?? "" }
    guard var current = document.roots.last(where: { $0 <= node }) else { return "" }
    var path = resourceType(of: current, in: document) ?? ""
    while current != node {
      var next: NodeID?
      document.forEachChild(of: current) { child in
        if next == nil, document[child].end > node.rawValue { next = child }
      }
      guard let next else { return path }
      if document[current].kind != .array { path += "." + document.name(of: next) }
      if document[next].kind == .object, let type = resourceType(of: next, in: document) { path = type }
      current = next
    }
    return path
  }

  private static func resourceType(of object: NodeID, in document: borrowing SourceDocument) -> String? {
    document.child("resourceType", of: object).map { document.text(of: $0) }
  }
}
