import Diagnostics
import HL7v2Model
import HL7v2Syntax
import Schema
import SourceTree

extension MapEngine {
  mutating func convertMessage(
    _ source: borrowing SourceDocument, _ root: NodeID, _ target: inout SourceDocument, _ ledger: inout LossLedger,
    _ findings: inout FindingList
  ) {
    segments.removeAll(keepingCapacity: true)
    let message = Message(source, root: root, findings: &findings)
    text.decoder = ValueDecoder(delimiters: message.delimiters, encoding: message.encoding)
    guard let header = source.firstChild(of: root), let number = messageMap(header, source) else {
      let node = source.firstChild(of: root) ?? root
      findings.append(Finding(MapRules.noMessageMap, node: node, span: source.span(of: node)))
      closeLedger(source, root, &target, &ledger, otherwise: .noMessageMap)
      return
    }
    readZone(header, source)
    makeSeed(header, source)
    let map = tables.messages[number]
    messageNumber = number
    placeSegments(root, source, map)
    slots.removeAll(keepingCapacity: true)
    for _ in map.slotTypes { slots.append(Draft.none) }
    for index in segments.indices { convertSegment(index, source, map, &target, &findings) }
    let bundle = options.bundle ?? map.bundle
    finish(source, root, &target, &ledger, &findings, bundle: bundle)
  }

  /// The map for the header's type and event.
  private mutating func messageMap(_ header: NodeID, _ source: borrowing SourceDocument) -> Int? {
    guard tables.events >= 0,
      let field = ElementAddress(segment: 0, first: 9, second: 0, third: 0).field(of: header, in: source)
    else { return nil }
    var walk = RepetitionWalk(field: field, in: source)
    guard let first = walk.advance(in: source) else { return nil }
    let value = ValueCursor(node: first, level: .repetition)
    guard let type = value.part(1, in: source)?.leaf(in: source) else { return nil }
    var name = ContiguousArray(source.bytes[source.nodes[type.index].range])
    if let event = value.part(2, in: source)?.leaf(in: source) {
      name.append(UInt8(ascii: "^"))
      name.append(contentsOf: source.bytes[source.nodes[event.index].range])
    }
    if let entry = tables.codes.find(tables.events, name, 0..<name.count, tables.texts) {
      return tables.eventMessages[entry.code]
    }
    // The structure that the header names says how to read a message whose event has no map of its own, or that names none.
    guard let structure = value.part(3, in: source)?.leaf(in: source) else { return nil }
    return tables.messages.firstIndex { $0.name.utf8.elementsEqual(source.bytes[source.nodes[structure.index].range]) }
  }

  private mutating func readZone(_ header: NodeID, _ source: borrowing SourceDocument) {
    guard let field = ElementAddress(segment: 0, first: 7, second: 0, third: 0).field(of: header, in: source),
      let leaf = ValueCursor(node: field, level: .repetition).leaf(in: source)
    else { return }
    headerZone = DateForm(source.bytes, source.nodes[leaf.index].range)?.zoneMinutes(source.bytes)
  }

  /// Identifiers depend on who sent the message and on its control id.
  private mutating func makeSeed(_ header: NodeID, _ source: borrowing SourceDocument) {
    var hash = SHA1()
    for byte in "urn:plumbline:hl7v2".utf8 { hash.add(byte) }
    for number: UInt16 in [3, 4, 7, 9, 10] {
      hash.add(0)
      if let field = ElementAddress(segment: 0, first: number, second: 0, third: 0).field(of: header, in: source) {
        for index in source.nodes[field.index].range { hash.add(source.bytes[index]) }
      }
    }
    seed = NameBasedUUID(hash.finish())
  }

  // MARK: Segments

  private mutating func placeSegments(_ root: NodeID, _ source: borrowing SourceDocument, _ map: CompiledMessageMap) {
    cursor.reset()
    var group = 0
    let end = source.nodes[root.index].end
    var child = root.rawValue + 1
    while child < end {
      let node = source.nodes[Int(child)]
      let position = cursor.place(node.name, in: map.structure)
      if cursor.restarted >= 0 { group += 1 }
      let occurrence = 1 + segments.lazy.filter { $0.id == node.name }.count
      segments.append(
        PlacedSegment(
          node: NodeID(child), end: node.end, id: node.name, position: position ?? -1, restarted: cursor.restarted,
          occurrence: occurrence, group: group, resource: Draft.none))
      child = node.end
    }
  }

  private mutating func convertSegment(
    _ index: Int, _ source: borrowing SourceDocument, _ map: CompiledMessageMap, _ target: inout SourceDocument,
    _ findings: inout FindingList
  ) {
    let segment = segments[index]
    guard segment.position >= 0 else { return }
    let position = segment.position
    if segment.restarted >= 0 {
      for slot in map.slotsWithin[segment.restarted] { slots[slot] = Draft.none }
    }
    var context = MapContext(
      record: segment.node, segment: index, value: ValueCursor(node: segment.node, level: .repetition), field: 0,
      repetition: ValueCursor(node: segment.node, level: .repetition), repetitionIndex: 0, base: Draft.none, code: -1,
      origin: Origin(span: source.span(of: segment.node), node: segment.node), instances: -1, instanceType: .none, depth: 0)
    // Rows that apply: only their references are made.
    var applied: UInt64 = 0
    for row in map.rows[position].indices {
      let rule = map.rows[position][row]
      if rule.condition >= 0, !holds(Int(rule.condition), context, CompiledRow.noCode, source) { continue }
      applied |= 1 << UInt64(row & 63)
      if rule.map < 0, slots[rule.target] == Draft.none { continue }
      for literal in rule.literals {
        context.base = draft.resources[Int(resource(of: literal.slot, map, segment))].root
        write(literal, context, &target)
      }
      guard rule.map >= 0 else { continue }
      let resource = resource(of: rule.target, map, segment)
      if segments[index].resource == Draft.none, takesResidue(resource) { segments[index].resource = resource }
      context.base = draft.resources[Int(resource)].root
      run(rule.map, context, source, &target, &findings)
    }
    for row in map.rows[position].indices where applied & (1 << UInt64(row & 63)) != 0 {
      for reference in map.rows[position][row].references { link(reference, context) }
    }
  }

  /// The resource of a slot, made when there is none.
  private mutating func resource(of slot: Int, _ map: CompiledMessageMap, _ segment: PlacedSegment) -> UInt32 {
    if slots[slot] != Draft.none { return slots[slot] }
    let resource = draft.makeResource(map.slotTypes[slot])
    draft.nodes[Int(draft.resources[Int(resource)].root)].origin = Origin(
      span: SourceSpan(offset: 0, length: 0), node: segment.node)
    draft.resources[Int(resource)].id = NameBasedUUID(
      below: seed, UInt64(slot), UInt64(map.slotKeys[slot]), UInt64(segment.id), UInt64(segment.occurrence))
    slots[slot] = resource
    return resource
  }

  private mutating func write(_ literal: CompiledMessageMap.Literal, _ context: MapContext, _ target: inout SourceDocument) {
    let node = resolve(literal.path, context)
    guard draft.nodes[Int(node)].valueKind == .null else { return }
    let kind: NodeKind = literal.path.primitive == .boolean ? .boolean : .string
    draft.setValue(node, kind, append(text: literal.text, to: &target), origin: context.origin, isConstant: true)
  }

  private mutating func link(_ rule: CompiledMessageMap.ReferenceRule, _ context: MapContext) {
    let from = slots[rule.from]
    let to = slots[rule.to]
    guard from != Draft.none, to != Draft.none else { return }
    var context = context
    context.base = draft.resources[Int(from)].root
    let node = Int(resolve(rule.path, context))
    guard draft.nodes[node].link == Draft.none else { return }
    draft.nodes[node].link = to
    draft.nodes[node].origin = context.origin
  }
}
