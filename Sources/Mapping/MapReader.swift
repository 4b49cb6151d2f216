import Diagnostics
import SourceTree
import YAMLSyntax

/// Reads the tree of a map file into definitions. What it does not understand becomes a problem with its place; the rest of the
/// file is still read.
struct MapReader: ~Copyable {
  let file: Int
  var maps = ReadMaps()
  var problems: [MapProblem] = []

  init(file: Int) { self.file = file }

  mutating func read(_ document: borrowing YAMLDocument, root: NodeID) {
    guard document.source[root].kind == .object, let kind = text("kind", of: root, in: document) else {
      report(MapRules.malformedMap, root, "kind", in: document)
      return
    }
    switch kind.text {
    case "segment": if let map = elementMap(root, document) { maps.segmentMaps.append(map) }
    case "datatype": if let map = elementMap(root, document) { maps.elementMaps.append(map) }
    case "code": if let map = codeMap(root, document) { maps.codeMaps.append(map) }
    case "message", "fragment":
      if let map = messageMap(root, document, isFragment: kind.text == "fragment") { maps.messageMaps.append(map) }
    case "table": if let map = tableMap(root, document) { maps.tableMaps.append(map) }
    case "moves":
      check(root, ["kind", "moves", "defaults"], document)
      maps.moves.append(
        MovesDefinition(
          moves: pairs("moves", of: root, in: document).sorted { $0.key < $1.key }.map { (from: $0.key, to: $0.value) },
          defaults: pairs("defaults", of: root, in: document).sorted { $0.key < $1.key }.map { (field: $0.key, value: $0.value) })
      )
    case "policy": maps.policies.append(policy(root, document))
    // How messages are made from FHIR: see ``ReversePlanReader``.
    case "plan": return
    default: problem(MapRules.malformedMap, kind)
    }
  }

  // MARK: Kinds

  private mutating func elementMap(_ root: NodeID, _ document: borrowing YAMLDocument) -> ElementMapDefinition? {
    check(root, ["kind", "map", "target", "instances", "layering", "rows", "source"], document)
    guard let name = needed("map", of: root, in: document) else { return nil }
    var map = ElementMapDefinition(
      name: name, target: text("target", of: root, in: document), instanceOrder: [], instanceParent: nil, rows: [])
    if let instances = document.source.child("instances", of: root) {
      check(instances, ["order", "parent"], document)
      map.instanceOrder = texts("order", of: instances, in: document).compactMap { Int($0.text) }
      map.instanceParent = text("parent", of: instances, in: document)
    }
    map.layering = layering(root, document)
    map.rows = rows(root, document)
    return map
  }

  private mutating func layering(_ root: NodeID, _ document: borrowing YAMLDocument) -> MapLayering {
    guard let written = text("layering", of: root, in: document) else { return .replaces }
    guard let known = MapLayering(rawValue: written.text) else {
      problem(MapRules.malformedMap, written)
      return .replaces
    }
    return known
  }

  private mutating func rows(_ root: NodeID, _ document: borrowing YAMLDocument) -> [RowDefinition] {
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

  private mutating func codeMap(_ root: NodeID, _ document: borrowing YAMLDocument) -> CodeMapDefinition? {
    check(root, ["kind", "map", "system", "codes", "fallback", "layering", "source"], document)
    guard let name = needed("map", of: root, in: document) else { return nil }
    let system = text("system", of: root, in: document)?.text ?? ""
    var map = CodeMapDefinition(name: name, entries: [], fallback: text("fallback", of: root, in: document)?.text)
    map.layering = layering(root, document)
    guard let codes = document.source.child("codes", of: root), document.source[codes].kind == .object else { return map }
    for code in children(of: codes, in: document) {
      var entry = CodeMapDefinition.Entry(from: document.source.name(of: code), code: "", system: system, display: "")
      if document.source[code].kind == .object {
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

  private mutating func messageMap(
    _ root: NodeID, _ document: borrowing YAMLDocument, isFragment: Bool
  ) -> MessageMapDefinition? {
    check(root, ["kind", "map", "events", "structure", "bundle", "layering", "include", "rows", "source"], document)
    guard let name = needed("map", of: root, in: document) else { return nil }
    let layering = layering(root, document)
    guard
      let structure = isFragment || layering == .adds
        ? text("structure", of: root, in: document) ?? name
        : needed("structure", of: root, in: document)
    else { return nil }
    var map = MessageMapDefinition(
      name: name, events: texts("events", of: root, in: document), structure: structure,
      bundle: text("bundle", of: root, in: document), rows: [])
    map.isFragment = isFragment
    map.layering = layering
    map.includes = texts("include", of: root, in: document)
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

  private mutating func tableMap(_ root: NodeID, _ document: borrowing YAMLDocument) -> TableMapDefinition? {
    check(root, ["kind", "map", "resource", "delimiter", "bundle", "columns", "rows", "target-diseases", "source"], document)
    guard let name = needed("map", of: root, in: document), let resource = needed("resource", of: root, in: document) else {
      return nil
    }
    var columns: [ColumnDefinition] = []
    for item in items("columns", of: root, in: document) {
      check(item, ["name", "mandation", "check", "identifier"], document)
      guard let name = needed("name", of: item, in: document) else { continue }
      columns.append(
        ColumnDefinition(
          name: name, mandation: text("mandation", of: item, in: document), check: text("check", of: item, in: document),
          isIdentifier: text("identifier", of: item, in: document)?.text == "true"))
    }
    let rowMap = ElementMapDefinition(
      name: name, target: resource, instanceOrder: [], instanceParent: nil, rows: rows(root, document))
    return TableMapDefinition(
      columns: columns, delimiter: text("delimiter", of: root, in: document)?.text.utf8.first ?? UInt8(ascii: ","),
      resource: resource, rows: rowMap, bundle: text("bundle", of: root, in: document),
      diseasePath: document.source.child("target-diseases", of: root).flatMap { text("to", of: $0, in: document) },
      diseases: diseases(root, document))
  }

  private func diseases(_ root: NodeID, _ document: borrowing YAMLDocument) -> [(vaccine: String, codes: [String])] {
    guard let list = document.source.child("target-diseases", of: root),
      let vaccines = document.source.child("vaccines", of: list), document.source[vaccines].kind == .object
    else { return [] }
    var diseases: [(vaccine: String, codes: [String])] = []
    for vaccine in children(of: vaccines, in: document) {
      let codes = children(of: vaccine, in: document).map { document.text(of: $0) }
      diseases.append((document.source.name(of: vaccine), codes))
    }
    return diseases
  }

  private mutating func policy(_ root: NodeID, _ document: borrowing YAMLDocument) -> PolicyDefinition {
    check(root, ["kind", "coding-systems", "identifier-systems", "local-prefix", "source"], document)
    var policy = PolicyDefinition()
    policy.codingSystems = pairs("coding-systems", of: root, in: document)
    policy.identifierSystems = pairs("identifier-systems", of: root, in: document)
    policy.localPrefix = text("local-prefix", of: root, in: document)?.text ?? ""
    return policy
  }

  // MARK: Pieces

  private func place(_ node: NodeID, _ document: borrowing YAMLDocument) -> MapPlace {
    MapPlace(file: file, node: node, span: document.source.span(of: node))
  }

  private func text(_ name: String, of node: NodeID, in document: borrowing YAMLDocument) -> MapText? {
    guard let child = document.source.child(name, of: node), document.source[child].isScalar, document.source[child].kind != .null
    else { return nil }
    return MapText(text: document.text(of: child), place: place(child, document))
  }

  private mutating func needed(_ name: String, of node: NodeID, in document: borrowing YAMLDocument) -> MapText? {
    if let text = text(name, of: node, in: document) { return text }
    report(MapRules.malformedMap, node, name, in: document)
    return nil
  }

  private func children(of node: NodeID, in document: borrowing YAMLDocument) -> [NodeID] {
    var children: [NodeID] = []
    document.source.forEachChild(of: node) { children.append($0) }
    return children
  }

  private func items(_ name: String, of node: NodeID, in document: borrowing YAMLDocument) -> [NodeID] {
    guard let list = document.source.child(name, of: node), document.source[list].kind == .array else { return [] }
    return children(of: list, in: document)
  }

  private func texts(_ name: String, of node: NodeID, in document: borrowing YAMLDocument) -> [MapText] {
    var texts: [MapText] = []
    for item in items(name, of: node, in: document) where document.source[item].isScalar {
      texts.append(MapText(text: document.text(of: item), place: place(item, document)))
    }
    return texts
  }

  private func pairs(_ name: String, of node: NodeID, in document: borrowing YAMLDocument) -> [String: String] {
    guard let list = document.source.child(name, of: node), document.source[list].kind == .object else { return [:] }
    var pairs: [String: String] = [:]
    for child in children(of: list, in: document) { pairs[document.source.name(of: child)] = document.text(of: child) }
    return pairs
  }

  private mutating func check(_ node: NodeID, _ known: Set<String>, _ document: borrowing YAMLDocument) {
    for child in children(of: node, in: document) where !known.contains(document.source.name(of: child)) {
      report(MapRules.malformedMap, child, document.source.name(of: child), in: document)
    }
  }

  private mutating func report(_ rule: Rule, _ node: NodeID, _ detail: String, in document: borrowing YAMLDocument) {
    problem(rule, MapText(text: detail, place: place(node, document)))
  }

  mutating func problem(_ rule: Rule, _ text: MapText) {
    problems.append(
      MapProblem(
        file: file, finding: Finding(rule, node: text.place.node, span: text.place.span, actual: .node(text.place.node)),
        detail: text.text))
  }
}
