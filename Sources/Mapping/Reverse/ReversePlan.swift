import Diagnostics
import SourceTree
import YAMLSyntax

/// How a kind of message is built from a Bundle: which resources each segment is made from. Which field holds which element is not said
/// here: that is what the maps of the segments say, read backwards.
struct ReversePlan: Sendable {
  /// A segment, or a group of rows that belong together.
  struct Row: Sendable {
    /// `OBX`; empty for a group.
    var segment = ""
    /// Each thing that one of these finds makes a segment or group; none: one with what is in hand.
    var each: [ReverseSelector] = []
    /// Further resources that come into hand.
    var with: [ReverseSelector] = []
    /// Names of segment maps that are read backwards.
    var maps: [String] = []
    /// Whether the segment is written although none of its fields has a value.
    var isAlways = false
    /// Whether field 1 numbers the segments of the group, and over how much: `group` or `message`.
    var numbering = ""
    var rows: [Row] = []
  }

  var structure = ""
  /// `ADT^A01`, …
  var events: [String] = []
  var rows: [Row] = []
}

/// What a segment is made from: `Patient`, `DiagnosticReport.result`, `RelatedPerson.patient -> Patient`, `Observation.note[]`,
/// `Observation @ DiagnosticReport`, each with a condition in braces: `Provenance{activity.coding.display~event}`.
struct ReverseSelector: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// All resources of the type.
    case all
    /// What a resource in hand refers to.
    case referred
    /// Resources of the type that refer to one in hand, of the type `target`.
    case referring
    /// Elements of a resource in hand.
    case elements
    /// Resources of the type that stand in the Bundle between the one in hand, of the type `target`, and the next of that type.
    case near
  }

  struct Test: Sendable, Equatable {
    var path: [String]
    var text: String
    var isNegated: Bool
    /// Whether the text may be a part of the value.
    var isPart: Bool
  }

  var kind: Kind
  var type: String
  var path: [String] = []
  var target = ""
  /// All must hold.
  var tests: [Test] = []

  init?(_ written: String) {
    var text = Substring(written.filter { $0 != " " })
    if let open = text.firstIndex(of: "{") {
      guard text.last == "}" else { return nil }
      for part in text[text.index(after: open)...].dropLast().split(separator: ",") {
        guard let test = ReverseSelector.test(part) else { return nil }
        tests.append(test)
      }
      text = text[..<open]
    }
    kind = .all
    if let arrow = text.range(of: "->") {
      target = String(text[arrow.upperBound...])
      text = text[..<arrow.lowerBound]
      kind = .referring
    } else if let sign = text.firstIndex(of: "@") {
      target = String(text[text.index(after: sign)...])
      text = text[..<sign]
      kind = .near
    } else if text.hasSuffix("[]") {
      text = text.dropLast(2)
      kind = .elements
    }
    let parts = text.split(separator: ".").map(String.init)
    guard let first = parts.first else { return nil }
    type = first
    path = Array(parts.dropFirst())
    if kind == .all, !path.isEmpty { kind = .referred }
    if kind != .all, kind != .near, path.isEmpty { return nil }
  }

  private static func test(_ written: Substring) -> Test? {
    guard let sign = written.firstIndex(where: { $0 == "=" || $0 == "~" }) else { return nil }
    var path = written[..<sign]
    let isNegated = path.first == "!"
    if isNegated { path = path.dropFirst() }
    return Test(
      path: path.split(separator: ".").map(String.init), text: String(written[written.index(after: sign)...]),
      isNegated: isNegated, isPart: written[sign] == "~")
  }
}

extension Substring {
  /// Where a text begins and ends.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}

/// Reads plans from YAML.
struct ReversePlanReader {
  private(set) var plans: [ReversePlan] = []
  /// What could not be read.
  private(set) var faults: [String] = []

  mutating func read(_ file: MapFile) {
    var findings = FindingList()
    let document = YAMLReader().parse(file.text, findings: &findings)
    if !findings.findings.isEmpty { faults.append(file.name) }
    for root in document.source.roots where text("kind", root, document) == "plan" {
      var plan = ReversePlan()
      plan.structure = text("structure", root, document)
      plan.events = texts("events", root, document)
      plan.rows = rows("rows", root, document, depth: 0)
      plans.append(plan)
    }
  }

  private mutating func rows(
    _ name: String, _ node: NodeID, _ document: borrowing YAMLDocument, depth: Int
  ) -> [ReversePlan.Row] {
    guard depth < 8, let list = document.source.child(name, of: node) else { return [] }
    var items: [NodeID] = []
    document.source.forEachChild(of: list) { items.append($0) }
    return items.map { item in
      var row = ReversePlan.Row(segment: text("segment", item, document))
      row.each = selectors("each", item, document)
      row.with = selectors("with", item, document)
      row.maps = texts("maps", item, document)
      row.isAlways = text("always", item, document) == "true"
      row.numbering = text("numbering", item, document)
      row.rows = rows("rows", item, document, depth: depth + 1)
      return row
    }
  }

  private mutating func selectors(_ name: String, _ node: NodeID, _ document: borrowing YAMLDocument) -> [ReverseSelector] {
    texts(name, node, document).compactMap { written in
      let selector = ReverseSelector(written)
      if selector == nil { faults.append(written) }
      return selector
    }
  }

  private func text(_ name: String, _ node: NodeID, _ document: borrowing YAMLDocument) -> String {
    document.source.child(name, of: node).map { document.text(of: $0) } ?? ""
  }

  /// A list, or one text in place of it.
  private func texts(_ name: String, _ node: NodeID, _ document: borrowing YAMLDocument) -> [String] {
    guard let value = document.source.child(name, of: node) else { return [] }
    guard document.source[value].kind == .array else { return [document.text(of: value)] }
    var texts: [String] = []
    document.source.forEachChild(of: value) { texts.append(document.text(of: $0)) }
    return texts
  }
}
