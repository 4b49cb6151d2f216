import Diagnostics
import Schema
import SourceTree

extension MapCompiler {
  mutating func compile(_ definition: MessageMapDefinition) {
    guard var structure = MessageStructure(name: definition.name.text, text: definition.structure.text) else {
      report(MapRules.malformedMap, definition.structure)
      return
    }
    for name in looseSegments(definition) { structure.addLoose(name) }
    var map = CompiledMessageMap(
      name: definition.name.text, events: definition.events.map(\.text), structure: structure, bundle: .message,
      rows: Array(repeating: [], count: structure.nodes.count),
      slotsWithin: Array(repeating: [], count: structure.nodes.count), slotScopes: [], slotTypes: [], slotKeys: [])
    if let bundle = definition.bundle {
      guard let kind = BundleKind(rawValue: bundle.text) else {
        report(MapRules.malformedMap, bundle)
        return
      }
      map.bundle = kind
    }
    let rows = expanded(definition, structure).compactMap { row -> (MessageMapDefinition.Row, Int)? in
      if let position = row.position { return (row, position) }
      guard let position = structure.node(id: row.id.text), structure.nodes[position].segment != 0 else {
        report(MapRules.badSource, row.id)
        return nil
      }
      return (row, position)
    }
    collectSlots(rows, &map)
    for (row, position) in rows {
      if let compiled = compile(row, position, map) { map.rows[position].append(compiled) }
    }
    addEvents(map)
    tables.messages.append(map)
  }

  private mutating func addEvents(_ map: CompiledMessageMap) {
    if tables.events < 0 {
      tables.events = Int32(codeNumbers.count)
      codeNumbers["events"] = tables.events
      tables.codeNames.append("events")
      tables.codeFallbacks.append(.max)
    }
    for event in map.events {
      let text = tables.texts.intern(event)
      tables.codes.add(
        CodeTable.Entry(map: tables.events, from: text, code: text, system: .max, display: .max), tables.texts)
      tables.eventMessages[text] = tables.messages.count
    }
  }

  // MARK: Slots

  /// One slot for each resource instance that rows name; its scope is the innermost place that holds all segments it comes from.
  private mutating func collectSlots(_ rows: [(MessageMapDefinition.Row, Int)], _ map: inout CompiledMessageMap) {
    for (row, position) in rows where row.map.text != "none" {
      guard let (type, key) = instance(row.target.text) else {
        report(MapRules.unknownTarget, row.target)
        continue
      }
      if let slot = slot(type, key, in: map) {
        map.slotScopes[slot] = map.structure.commonAncestor(map.slotScopes[slot], position)
      } else {
        map.slotTypes.append(type)
        map.slotKeys.append(key)
        map.slotScopes.append(position)
      }
    }
    for node in map.structure.nodes.indices {
      map.slotsWithin[node] = map.slotScopes.indices.filter { map.structure.contains(node, map.slotScopes[$0]) }
    }
  }

  private func slot(_ type: TypeID, _ key: Int, in map: CompiledMessageMap) -> Int? {
    map.slotTypes.indices.first { map.slotTypes[$0] == type && map.slotKeys[$0] == key }
  }

  /// `Observation[2]` as type and key; without key the key is 0.
  private func instance(_ text: String) -> (TypeID, Int)? {
    let name = String(text.prefix { $0 != "[" })
    guard let type = schema.type(named: name), schema.tables.types[type.index].kind == .resource else { return nil }
    guard name.count < text.count else { return (type, 0) }
    guard text.last == "]", let key = Int(text.dropFirst(name.count + 1).dropLast()) else { return nil }
    return (type, key)
  }

  /// The slot of an instance. One written without key is the row's own where the type agrees, else the first of its type.
  private func resolvedSlot(_ text: String, of target: Int, in map: CompiledMessageMap) -> Int? {
    guard let (type, key) = instance(text) else { return nil }
    if let slot = slot(type, key, in: map) { return slot }
    guard key == 0 else { return nil }
    return map.slotTypes[target] == type ? target : map.slotTypes.firstIndex(of: type)
  }

  // MARK: Rows

  private mutating func compile(
    _ row: MessageMapDefinition.Row, _ position: Int, _ map: CompiledMessageMap
  ) -> CompiledMessageMap.Row? {
    guard let (type, key) = instance(row.target.text), let slot = slot(type, key, in: map) else { return nil }
    var number = -1
    // `none`: the row has references only.
    if row.map.text != "none" {
      guard let known = mapNumbers[MapCompiler.simplified(row.map.text)] else {
        report(MapRules.unknownMap, row.map)
        return nil
      }
      guard tables.maps[known].target == type else {
        report(MapRules.typeMismatch, row.map)
        return nil
      }
      number = known
    }
    var compiled = CompiledMessageMap.Row(
      target: slot, map: number, condition: -1, literals: [], references: [])
    if let when = row.when {
      let context = SourceContext.segment(map.structure.nodes[position].name)
      guard let (root, _) = condition(when, context, subject: .whole) else { return nil }
      compiled.condition = root
    }
    for reference in row.references { add(reference, to: &compiled, map, isLenient: row.position != nil) }
    return compiled
  }

  /// `A[1].path.reference=B[2].id`, or `A.path="literal"`.
  private mutating func add(
    _ text: MapText, to row: inout CompiledMessageMap.Row, _ map: CompiledMessageMap, isLenient: Bool
  ) {
    let sides = text.text.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
    guard sides.count == 2, let dot = sides[0].firstIndex(of: "."),
      let from = resolvedSlot(String(sides[0][..<dot]), of: row.target, in: map)
    else {
      if !isLenient { report(MapRules.malformedMap, text) }
      return
    }
    let written = sides[0][sides[0].index(after: dot)...].filter { $0 != " " }
    if sides[1].first == "\"", sides[1].count >= 2 {
      let target = MapText(text: written, place: text.place)
      guard let path = path(target, from: map.slotTypes[from], isSegment: true), path.primitive != .none else {
        report(MapRules.unknownTarget, text)
        return
      }
      let value = sides[1].dropFirst().prefix { $0 != "\"" }
      row.literals.append(.init(slot: from, path: path, text: tables.texts.intern(String(value))))
      return
    }
    var end = written
    for suffix in [".reference", ".id"] where end.hasSuffix(suffix) { end.removeLast(suffix.count) }
    var other = String(sides[1]).filter { $0 != " " && $0 != ";" }
    if other.hasSuffix(".id") { other.removeLast(3) }
    guard let to = resolvedSlot(other, of: row.target, in: map) else {
      if !isLenient { report(MapRules.malformedMap, text) }
      return
    }
    guard
      let path = path(MapText(text: end, place: text.place), from: map.slotTypes[from], isSegment: true),
      path.type == schema.type(named: "Reference")
    else {
      report(MapRules.malformedMap, text)
      return
    }
    row.references.append(.init(from: from, path: path, to: to))
  }
}
