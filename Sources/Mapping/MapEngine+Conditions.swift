import Schema
import SourceTree

extension MapEngine {
  /// Whether a condition holds for the value in hand.
  ///
  /// - Parameter code: the code map that MAPPED means, or -1.
  mutating func holds(_ index: Int, _ context: MapContext, _ code: Int32, _ source: borrowing SourceDocument) -> Bool {
    let condition = tables.conditions[index]
    switch condition.kind {
    case .and:
      for child in condition.operands.indices where !holds(Int(tables.operands[child]), context, code, source) { return false }
      return true
    case .or:
      for child in condition.operands.indices where holds(Int(tables.operands[child]), context, code, source) { return true }
      return false
    case .not: return !holds(Int(tables.operands[condition.operands.indices.lowerBound]), context, code, source)
    default: return test(condition, context, code, source) != condition.isNegated
    }
  }

  private mutating func test(
    _ condition: CompiledCondition, _ context: MapContext, _ code: Int32, _ source: borrowing SourceDocument
  ) -> Bool {
    if condition.kind == .count {
      return condition.comparison.holds(count(condition.subject, context, source), Int(condition.number))
    }
    let subject = cursor(condition.subject, context, source)
    if condition.kind == .valued { return subject?.isValued(in: source) ?? false }
    let leaf = subject?.leaf(in: source)
    if condition.kind == .length {
      return condition.comparison.holds(leaf.map { characters($0, source) } ?? 0, Int(condition.number))
    }
    guard let leaf else { return false }
    switch condition.kind {
    case .isIn:
      for operand in condition.operands.indices where isEqual(leaf, tables.operands[operand], source) { return true }
      return false
    case .equalElement:
      guard let other = cursor(condition.other, context, source)?.leaf(in: source) else { return false }
      return CodeTable.isEqual(
        source.bytes, source.nodes[leaf.index].range, source.bytes, source.nodes[other.index].range)
    case .mapped: return tables.codes.find(code, source.bytes, source.nodes[leaf.index].range, tables.texts) != nil
    case .inRegistry:
      return tables.codes.find(tables.identifierSystems, source.bytes, source.nodes[leaf.index].range, tables.texts) != nil
    default: return false
    }
  }

  private func isEqual(_ leaf: NodeID, _ text: UInt32, _ source: borrowing SourceDocument) -> Bool {
    CodeTable.isEqual(source.bytes, source.nodes[leaf.index].range, tables.texts.bytes, tables.texts.range(text))
  }

  private func characters(_ leaf: NodeID, _ source: borrowing SourceDocument) -> Int {
    var count = 0
    for index in source.nodes[leaf.index].range where source.bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private func count(_ address: ElementAddress, _ context: MapContext, _ source: borrowing SourceDocument) -> Int {
    guard let record = record(of: address, context), let field = address.field(of: record, in: source) else { return 0 }
    var walk = RepetitionWalk(field: field, in: source)
    var count = 0
    while walk.advance(in: source) != nil { count += 1 }
    return count
  }

  // MARK: Elements

  /// The value at an address, or nil where there is none.
  func cursor(_ address: ElementAddress, _ context: MapContext, _ source: borrowing SourceDocument) -> ValueCursor? {
    if !context.isRecord, address.segment == 0 {
      guard address.first > 0 else { return context.value }
      return part(context.value, address.first, address.second, source)
    }
    guard let record = record(of: address, context) else { return nil }
    guard address.first > 0 else { return ValueCursor(node: record, level: .repetition) }
    var value: ValueCursor
    if address.segment == 0, address.first == context.field {
      value = context.repetition
    } else {
      guard let field = address.field(of: record, in: source) else { return nil }
      var walk = RepetitionWalk(field: field, in: source)
      guard let first = walk.advance(in: source) else { return nil }
      value = ValueCursor(node: first, level: .repetition)
    }
    if address.second > 0 {
      guard let component = part(value, address.second, address.third, source) else { return nil }
      value = component
    }
    return value
  }

  private func part(
    _ value: ValueCursor, _ first: UInt16, _ second: UInt16, _ source: borrowing SourceDocument
  ) -> ValueCursor? {
    guard let part = value.part(Int(first), in: source) else { return nil }
    return second > 0 ? part.part(Int(second), in: source) : part
  }

  /// The segment an address is in: the one in hand, else the nearest with that id that belongs to the same instance of the same group
  /// or of one around it.
  private func record(of address: ElementAddress, _ context: MapContext) -> NodeID? {
    if address.segment == 0 { return context.record == .none ? nil : context.record }
    let here = context.segment
    guard here < segments.count else { return nil }
    var nearest: Int?
    for index in segments.indices where segments[index].id == address.segment {
      guard isTogether(index, here) else { continue }
      if index <= here || nearest == nil { nearest = index }
    }
    return nearest.map { segments[$0].node }
  }

  /// Whether nothing that holds the place of a segment has begun anew between it and another.
  private func isTogether(_ other: Int, _ here: Int) -> Bool {
    guard other != here, messageNumber >= 0, segments[other].position >= 0 else { return true }
    let structure = tables.messages[messageNumber].structure
    let range = other < here ? (other + 1)...here : (here + 1)...other
    // A place outside all that begins anew is seen from everywhere; one inside only from the same instance.
    let first = other < here ? segments[other].position : segments[here].position
    for index in range {
      let restarted = segments[index].restarted
      if restarted > 0, structure.nodes[restarted].segment == 0, structure.contains(restarted, first) { return false }
    }
    return true
  }
}
