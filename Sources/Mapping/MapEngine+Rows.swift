import Diagnostics
import Schema
import SourceTree

extension CompiledRow {
  /// For conditions of message rows, which have no code map.
  static let noCode: Int32 = -1
}

extension MapEngine {
  /// Runs a map: its rows in the order of the source's parts.
  mutating func run(
    _ map: Int, _ context: MapContext, _ source: borrowing SourceDocument, _ target: inout SourceDocument,
    _ findings: inout FindingList
  ) {
    let range = tables.maps[map].rows.indices
    var row = range.lowerBound
    while row < range.upperBound {
      let number = tables.rows[row].source.first
      var end = row + 1
      while end < range.upperBound, tables.rows[end].source.first == number { end += 1 }
      run(row..<end, number, context, source, &target, &findings)
      row = end
    }
  }

  /// Runs the rows of one part of the source.
  private mutating func run(
    _ rows: Range<Int>, _ number: UInt16, _ context: MapContext, _ source: borrowing SourceDocument,
    _ target: inout SourceDocument, _ findings: inout FindingList
  ) {
    if number == 0 {
      let whole = ValueCursor(node: context.isRecord ? context.record : context.value.node, level: context.value.level)
      for row in rows { execute(row, whole, context, source, &target, &findings) }
      return
    }
    guard context.isRecord else {
      guard let part = context.value.part(Int(number), in: source), part.isValued(in: source) else { return }
      for row in rows { execute(row, part, context, source, &target, &findings) }
      return
    }
    let address = ElementAddress(segment: 0, first: number, second: 0, third: 0)
    guard let field = address.field(of: context.record, in: source) else { return }
    var context = context
    context.field = number
    context.repetitionIndex = 0
    var walk = RepetitionWalk(field: field, in: source)
    while let repetition = walk.advance(in: source) {
      context.repetition = ValueCursor(node: repetition, level: .repetition)
      if context.repetition.isValued(in: source) {
        for row in rows { execute(row, context.repetition, context, source, &target, &findings) }
      }
      context.repetitionIndex += 1
    }
  }

  /// Runs one row on one value.
  private mutating func execute(
    _ index: Int, _ part: ValueCursor, _ context: MapContext, _ source: borrowing SourceDocument,
    _ target: inout SourceDocument, _ findings: inout FindingList
  ) {
    let row = tables.rows[index]
    var value = part
    if row.source.second > 0 {
      guard let component = part.part(Int(row.source.second), in: source) else { return }
      value = component
      if row.source.third > 0 {
        guard let subcomponent = component.part(Int(row.source.third), in: source) else { return }
        value = subcomponent
      }
      guard value.isValued(in: source) else { return }
    }
    if row.condition >= 0, !holds(Int(row.condition), context, code(of: row, context), source) { return }
    if row.isErrorCondition {
      findings.append(Finding(MapRules.mapError, node: value.node, span: source.span(of: value.node)))
      return
    }
    if row.source.first > 0, refusesNull(value, source) { return }
    if row.form != 255, !hasForm(row.form, value, source) { return }
    if context.repetitionIndex > 0, row.action != .ignore, !takesRepetition(row) {
      note(value, .beyondMaximum, source)
      return
    }
    var context = context
    if row.source.first > 0 { context.origin = origin(of: value.node, source) }
    if row.form == MapEngine.wordsForm {
      findings.append(Finding(MapRules.notANumber, node: value.node, span: source.span(of: value.node)))
    }
    switch row.action {
    case .ignore: ignore(value, row.reason, source)
    case .copy: copy(value, row, context, source, &target, &findings)
    case .assign: assign(row, value, context, source, &target, &findings)
    case .call: call(row, value, context, source, &target, &findings)
    }
  }

  private static let wordsForm = UInt8(ValueForm.allCases.firstIndex(of: .words) ?? 254)

  func code(of row: CompiledRow, _ context: MapContext) -> Int32 {
    row.code == CompiledRow.inheritedCode ? context.code : row.code
  }

  func origin(of node: NodeID, _ source: borrowing SourceDocument) -> Origin {
    Origin(span: source.span(of: node), node: node)
  }

  private func takesRepetition(_ row: CompiledRow) -> Bool {
    if row.joiner != .max { return true }
    for step in row.path.steps.indices where tables.steps[step].takesRepetition { return true }
    return false
  }

  // MARK: Accounts

  /// `""` asks to delete: the element is left out.
  private mutating func refusesNull(_ value: ValueCursor, _ source: borrowing SourceDocument) -> Bool {
    let node = source.nodes[value.node.index]
    guard source.format == .hl7v2, node.length == 2, node.end == value.node.rawValue + 1,
      source.bytes[Int(node.offset)] == UInt8(ascii: "\""), source.bytes[Int(node.offset) + 1] == UInt8(ascii: "\"")
    else { return false }
    marks.ignore(value.node, reason: LossReason.explicitNull.rawValue)
    return true
  }

  private mutating func ignore(_ value: ValueCursor, _ reason: UInt16, _ source: borrowing SourceDocument) {
    for index in value.node.index..<Int(source.nodes[value.node.index].end) {
      marks.ignore(NodeID(index: index), reason: reason)
    }
  }

  mutating func note(_ value: ValueCursor, _ reason: LossReason, _ source: borrowing SourceDocument) {
    for index in value.node.index..<Int(source.nodes[value.node.index].end) { marks.note(NodeID(index: index), reason) }
  }

  // MARK: Calls

  private mutating func call(
    _ row: CompiledRow, _ value: ValueCursor, _ context: MapContext, _ source: borrowing SourceDocument,
    _ target: inout SourceDocument, _ findings: inout FindingList
  ) {
    guard context.depth < 16 else { return }
    var value = value
    if row.parts.count > 0 {
      guard let other = cursor(tables.parts[row.parts.indices.lowerBound].element, context, source),
        other.isValued(in: source)
      else { return }
      value = other
    }
    if row.beside != .max, !isBeside(row, context) {
      note(value, .besideMissing, source)
      return
    }
    var inner = context
    inner.record = .none
    inner.value = value
    inner.code = code(of: row, context)
    inner.repetitionIndex = 0
    inner.depth += 1
    let map = Int(row.map)
    if !tables.maps[map].instanceOrder.isEmpty {
      callForInstances(map, row, inner, context, source, &target, &findings)
      return
    }
    inner.instances = -1
    inner.base = resolve(row.path, context)
    if tables.maps[map].target == vocabulary.referenceType, draft.nodes[Int(inner.base)].link != Draft.none { return }
    run(map, inner, source, &target, &findings)
  }

  /// Runs a map that makes several resources of one type, each referring to the next, and refers to the first there is.
  private mutating func callForInstances(
    _ map: Int, _ row: CompiledRow, _ inner: MapContext, _ context: MapContext, _ source: borrowing SourceDocument,
    _ target: inout SourceDocument, _ findings: inout FindingList
  ) {
    let reference = resolve(row.path, context, following: false)
    guard draft.nodes[Int(reference)].link == Draft.none else { return }
    var inner = inner
    inner.instances = draft.resources.count
    inner.instanceType = tables.maps[map].target
    inner.base = reference
    run(map, inner, source, &target, &findings)
    let made = inner.instances..<draft.resources.count
    var previous = Draft.none
    for key in tables.maps[map].instanceOrder {
      for resource in made where isInstance(resource, key, of: reference) {
        if previous == Draft.none {
          draft.nodes[Int(reference)].link = UInt32(resource)
          draft.nodes[Int(reference)].origin = context.origin
        } else if let parent = tables.maps[map].instanceParent {
          let node = draft.child(of: draft.resources[Int(previous)].root, parent, key: 0)
          draft.nodes[Int(node)].link = UInt32(resource)
          draft.nodes[Int(node)].origin = context.origin
        }
        previous = UInt32(resource)
      }
    }
  }

  /// Instances are told by the key of their root: key and referring node.
  private func isInstance(_ resource: Int, _ key: UInt8, of reference: UInt32) -> Bool {
    draft.nodes[Int(draft.resources[resource].root)].key == MapEngine.instanceKey(key, reference)
  }

  static func instanceKey(_ key: UInt8, _ reference: UInt32) -> UInt64 { UInt64(reference) << 32 | UInt64(key) | 0x100 }
}
