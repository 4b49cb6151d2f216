import Diagnostics
import SourceTree

/// Reads the tree of a map file into definitions. What it does not understand becomes a problem with its place; the rest of the
/// file is still read.
struct MapReader: ~Copyable {
  let file: Int
  var maps = ReadMaps()
  var problems: [MapProblem] = []

  init(file: Int) { self.file = file }

  mutating func read(_ document: borrowing SourceDocument, root: NodeID) {
    guard document[root].kind == .object, let kind = text("kind", of: root, in: document) else {
      report(MapRules.malformedMap, root, "kind", in: document)
      return
    }
    switch kind.text {
    case "segment": if let map = elementMap(root, document) { maps.segmentMaps.append(map) }
    case "datatype": if let map = elementMap(root, document) { maps.elementMaps.append(map) }
    case "code": if let map = codeMap(root, document) { maps.codeMaps.append(map) }
    case "message": if let map = messageMap(root, document) { maps.messageMaps.append(map) }
    case "table": if let map = tableMap(root, document) { maps.tableMaps.append(map) }
    case "policy": maps.policies.append(policy(root, document))
    default: problem(MapRules.malformedMap, kind)
    }
  }

  // MARK: Kinds

  private mutating func elementMap(_ root: NodeID, _ document: borrowing SourceDocument) -> ElementMapDefinition? {
    check(root, ["kind", "map", "target", "instances", "rows", "source"], document)
    guard let name = needed("map", of: root, in: document) else { return nil }
    var map = ElementMapDefinition(
      name: name, target: text("target", of: root, in: document), instanceOrder: [], instanceParent: nil, rows: [])
    if let instances = document.child("instances", of: root) {
      check(instances, ["order", "parent"], document)
      map.instanceOrder = texts("order", of: instances, in: document).compactMap { Int($0.text) }
      map.instanceParent = text("parent", of: instances, in: document)
    }
    map.rows = rows(root, document)
    return map
  }

  private mutating func rows(_ root: NodeID, _ document: borrowing SourceDocument) -> [RowDefinition] {
    var rows: [RowDefinition] = []
    for item in items("rows", of: root, in: document) {
      check(
        item,
        ["from", "when", "to", "type", "code", "assign", "transform", "form", "join", "beside", "ignored", "note"], document)
      rows.append(
        RowDefinition(
          place: place(item, document), from: text("from", of: item, in: document), when: text("when", of: item, in: document),
          to: text("to", of: item, in: document), type: text("type", of: item, in: document),
          code: text("code", of: item, in: document), assign: text("assign", of: item, in: document),
          transform: text("transform", of: item, in: document), form: text("form", of: item, in: document),
          join: text("join", of: item, in: document), beside: text("beside", of: item, in: document),
          ignored: text("ignored", of: item, in: document)))
    }
    return rows
  }

  private mutating func codeMap(_ root: NodeID, _ document: borrowing SourceDocument) -> CodeMapDefinition? {
    check(root, ["kind", "map", "system", "codes", "fallback", "source"], document)
    guard let name = needed("map", of: root, in: document) else { return nil }
    let system = text("system", of: root, in: document)?.text ?? ""
    var map = CodeMapDefinition(name: name, entries: [], fallback: text("fallback", of: root, in: document)?.text)
    guard let codes = document.child("codes", of: root), document[codes].kind == .object else { return map }
    for code in children(of: codes, in: document) {
      var entry = CodeMapDefinition.Entry(from: document.name(of: code), code: "", system: system, display: "")
      if document[code].kind == .object {
        check(code, ["code", "system", "display"], document)
        entry.code = text("code", of: code, in: document)?.text ?? ""
        entry.system = text("system", of: code, in: document)?.text ?? system
        entry.display = text("display", of: code, in: document)?.text ?? ""
      } else {
        entry.code = document.text(of: code)
      }
      map.entries.append(entry)
    }
    return map
  }

  private mutating func messageMap(_ root: NodeID, _ document: borrowing SourceDocument) -> MessageMapDefinition? {
    check(root, ["kind", "map", "events", "structure", "bundle", "rows", "source"], document)
    guard let name = needed("map", of: root, in: document), let structure = needed("structure", of: root, in: document) else {
      return nil
    }
    var map = MessageMapDefinition(
      name: name, events: texts("events", of: root, in: document), structure: structure,
      bundle: text("bundle", of: root, in: document), rows: [])
    for item in items("rows", of: root, in: document) {
      check(item, ["id", "target", "map", "when", "references", "note"], document)
      guard let id = needed("id", of: item, in: document), let target = needed("target", of: item, in: document),
        let segmentMap = needed("map", of: item, in: document)
      else { continue }
      map.rows.append(
        MessageMapDefinition.Row(
          place: place(item, document), id: id, target: target, map: segmentMap, when: text("when", of: item, in: document),
          references: texts("references", of: item, in: document)))
    }
    return map
  }

  private mutating func tableMap(_ root: NodeID, _ document: borrowing SourceDocument) -> TableMapDefinition? {
    check(root, ["kind", "map", "resource", "delimiter", "bundle", "columns", "rows", "source"], document)
    guard let name = needed("map", of: root, in: document), let resource = needed("resource", of: root, in: document) else {
      return nil
    }
    var columns: [ColumnDefinition] = []
    for item in items("columns", of: root, in: document) {
      check(item, ["name", "mandation", "check"], document)
      guard let name = needed("name", of: item, in: document) else { continue }
      columns.append(
        ColumnDefinition(
          name: name, mandation: text("mandation", of: item, in: document), check: text("check", of: item, in: document)))
    }
    let rowMap = ElementMapDefinition(
      name: name, target: resource, instanceOrder: [], instanceParent: nil, rows: rows(root, document))
    return TableMapDefinition(
      columns: columns, delimiter: text("delimiter", of: root, in: document)?.text.utf8.first ?? UInt8(ascii: ","),
      resource: resource, rows: rowMap, bundle: text("bundle", of: root, in: document))
  }

  private mutating func policy(_ root: NodeID, _ document: borrowing SourceDocument) -> PolicyDefinition {
    check(root, ["kind", "coding-systems", "identifier-systems", "local-prefix", "source"], document)
    var policy = PolicyDefinition()
    policy.codingSystems = pairs("coding-systems", of: root, in: document)
    policy.identifierSystems = pairs("identifier-systems", of: root, in: document)
    policy.localPrefix = text("local-prefix", of: root, in: document)?.text ?? ""
    return policy
  }

  // MARK: Pieces

  private func place(_ node: NodeID, _ document: borrowing SourceDocument) -> MapPlace {
    MapPlace(file: file, node: node, span: document.span(of: node))
  }

  private func text(_ name: String, of node: NodeID, in document: borrowing SourceDocument) -> MapText? {
    guard let child = document.child(name, of: node), document[child].isScalar, document[child].kind != .null else { return nil }
    return MapText(text: document.text(of: child), place: place(child, document))
  }

  private mutating func needed(_ name: String, of node: NodeID, in document: borrowing SourceDocument) -> MapText? {
    if let text = text(name, of: node, in: document) { return text }
    report(MapRules.malformedMap, node, name, in: document)
    return nil
  }

  private func children(of node: NodeID, in document: borrowing SourceDocument) -> [NodeID] {
    var children: [NodeID] = []
    document.forEachChild(of: node) { children.append($0) }
    return children
  }

  private func items(_ name: String, of node: NodeID, in document: borrowing SourceDocument) -> [NodeID] {
    guard let list = document.child(name, of: node), document[list].kind == .array else { return [] }
    return children(of: list, in: document)
  }

  private func texts(_ name: String, of node: NodeID, in document: borrowing SourceDocument) -> [MapText] {
    var texts: [MapText] = []
    for item in items(name, of: node, in: document) where document[item].isScalar {
      texts.append(MapText(text: document.text(of: item), place: place(item, document)))
    }
    return texts
  }

  private func pairs(_ name: String, of node: NodeID, in document: borrowing SourceDocument) -> [String: String] {
    guard let list = document.child(name, of: node), document[list].kind == .object else { return [:] }
    var pairs: [String: String] = [:]
    for child in children(of: list, in: document) { pairs[document.name(of: child)] = document.text(of: child) }
    return pairs
  }

  private mutating func check(_ node: NodeID, _ known: Set<String>, _ document: borrowing SourceDocument) {
    for child in children(of: node, in: document) where !known.contains(document.name(of: child)) {
      report(MapRules.malformedMap, child, document.name(of: child), in: document)
    }
  }

  private mutating func report(_ rule: Rule, _ node: NodeID, _ detail: String, in document: borrowing SourceDocument) {
    problem(rule, MapText(text: detail, place: place(node, document)))
  }

  mutating func problem(_ rule: Rule, _ text: MapText) {
    problems.append(
      MapProblem(
        file: file, finding: Finding(rule, node: text.place.node, span: text.place.span, actual: .node(text.place.node)),
        detail: text.text))
  }
}
