import Diagnostics
import Schema
import SourceTree

extension MapCompiler {
  mutating func compile(_ definition: RowDefinition, _ context: SourceContext, target: TypeID) -> CompiledRow? {
    var row = CompiledRow(
      source: .whole, condition: -1, isErrorCondition: false, marksSource: false, action: .copy,
      path: CompiledPath(steps: .empty, sibling: 0, type: target, primitive: primitive(of: target)), map: -1, code: -1,
      parts: .empty, transform: 255, form: 255, reason: 0, joiner: .max, beside: .max)
    if let from = definition.from {
      guard let address = address(from, context) else { return nil }
      row.source = address
    }
    if let when = definition.when, !condition(when, context, of: &row) { return nil }
    if let ignored = definition.ignored {
      row.action = .ignore
      row.reason = reason(ignored.text)
      return row
    }
    guard let to = definition.to else {
      report(MapRules.malformedMap, MapText(text: "to", place: definition.place))
      return nil
    }
    // What is joined from many segments goes to one place for all of them.
    let isShared = definition.join != nil
    guard let path = path(to, from: target, isSegment: context.isSegment && !isShared) else { return nil }
    row.path = path
    return finish(row, definition, context)
  }

  private mutating func finish(_ row: CompiledRow, _ definition: RowDefinition, _ context: SourceContext) -> CompiledRow? {
    var row = row
    if let code = definition.code {
      guard let number = codeMap(code) else { return nil }
      row.code = number
    }
    if let assign = definition.assign {
      guard let parts = parts(assign, context) else { return nil }
      row.parts = parts
      row.action = .assign
    }
    if let type = definition.type {
      guard let number = mapNumbers[MapCompiler.simplified(type.text)] else {
        report(MapRules.unknownMap, type)
        return nil
      }
      guard fits(tables.maps[number].target, row.path) else {
        report(MapRules.typeMismatch, type)
        return nil
      }
      row.map = Int32(number)
      row.action = .call
    }
    if let transform = definition.transform {
      guard let index = Transform(rawValue: transform.text).flatMap(Transform.allCases.firstIndex) else {
        report(MapRules.badAssignment, transform)
        return nil
      }
      row.transform = UInt8(index)
    }
    if let form = definition.form {
      guard let index = ValueForm(rawValue: form.text).flatMap(ValueForm.allCases.firstIndex) else {
        report(MapRules.badAssignment, form)
        return nil
      }
      row.form = UInt8(index)
    }
    if let join = definition.join { row.joiner = tables.texts.intern(join.text) }
    if let beside = definition.beside {
      guard let symbol = schema.seed.symbol(beside.text) else {
        report(MapRules.unknownTarget, beside)
        return nil
      }
      row.beside = symbol.rawValue
    }
    row.marksSource = row.action == .assign && isConstant(row.parts) && row.condition >= 0 && tests(row.condition, row.source)
    if row.action == .copy || row.action == .assign, row.path.primitive == .none {
      report(MapRules.typeMismatch, definition.to ?? MapText(text: "", place: definition.place))
      return nil
    }
    return row
  }

  private func isConstant(_ parts: TableRange) -> Bool { parts.indices.allSatisfy { tables.parts[$0].text != .max } }

  /// Whether a condition holds because of what an element holds.
  private func tests(_ condition: Int32, _ element: ElementAddress) -> Bool {
    let entry = tables.conditions[Int(condition)]
    switch entry.kind {
    case .and, .or: return entry.operands.indices.contains { tests(Int32(tables.operands[$0]), element) }
    case .isIn: return entry.subject == element && !entry.isNegated
    default: return false
    }
  }

  private func primitive(of type: TypeID) -> PrimitiveType { type == .none ? .none : schema.tables.types[type.index].primitive }

  private mutating func codeMap(_ code: MapText) -> Int32? {
    if code.text == "inherited" { return CompiledRow.inheritedCode }
    if let number = codeNumbers[MapCompiler.simplified(code.text)] { return number }
    report(MapRules.unknownMap, code)
    return nil
  }

  private mutating func reason(_ text: String) -> UInt16 {
    if let number = reasonNumbers[text] { return number }
    let number = UInt16(clamping: tables.reasons.count)
    reasonNumbers[text] = number
    tables.reasons.append(text)
    return number
  }

  /// Whether a map's result may stand where a path ends: the same type, a kind of it, or any primitive for any other.
  private func fits(_ type: TypeID, _ path: CompiledPath) -> Bool {
    if primitive(of: type) != .none { return path.primitive != .none }
    var candidate = path.type
    while candidate != .none {
      if candidate == type { return true }
      candidate = schema.tables.types[candidate.index].base
    }
    return false
  }

  // MARK: Sources

  mutating func address(_ text: MapText, _ context: SourceContext) -> ElementAddress? {
    if let reference = ElementReference(text.text), let address = address(reference, context) { return address }
    report(MapRules.badSource, text)
    return nil
  }

  func address(_ reference: ElementReference, _ context: SourceContext) -> ElementAddress? {
    var address = ElementAddress.whole
    var path = reference.path
    switch context {
    case .table(let columns):
      guard path.isEmpty, let column = columns.firstIndex(of: reference.name) else { return nil }
      path = [column + 1]
    case .dataType, .segment:
      if reference.name != context.source {
        guard let id = SegmentName.packed(reference.name) else { return nil }
        address.segment = id
      }
    }
    guard path.allSatisfy({ $0 > 0 }) else { return nil }
    if path.count > 0 { address.first = UInt16(clamping: path[0]) }
    if path.count > 1 { address.second = UInt16(clamping: path[1]) }
    if path.count > 2 { address.third = UInt16(clamping: path[2]) }
    return address
  }

  private mutating func parts(_ text: MapText, _ context: SourceContext) -> TableRange? {
    guard let assignment = Assignment(text.text) else {
      report(MapRules.badAssignment, text)
      return nil
    }
    let first = tables.parts.count
    for part in assignment.parts {
      switch part {
      case .text(let constant):
        tables.parts.append(CompiledPart(text: tables.texts.intern(constant), element: .whole))
      case .element(let reference):
        guard let address = address(reference, context) else {
          report(MapRules.badSource, text)
          return nil
        }
        tables.parts.append(CompiledPart(text: .max, element: address))
      }
    }
    return TableRange(first: UInt32(first), count: UInt32(tables.parts.count - first))
  }

  // MARK: Targets

  mutating func path(_ text: MapText, from type: TypeID, isSegment: Bool) -> CompiledPath? {
    guard let path = TargetPath(text.text) else {
      report(MapRules.unknownTarget, text)
      return nil
    }
    var steps: [TargetStep] = []
    var current = type
    for step in path.steps {
      guard var resolved = TargetStep(schema, current, step.name) else {
        report(MapRules.unknownTarget, text)
        return nil
      }
      resolved.key = resolved.isArray ? UInt8(clamping: step.key ?? 1) : 0
      current = resolved.type
      if let resource = step.resource {
        guard let resourceType = schema.type(named: resource), schema.tables.types[resourceType.index].kind == .resource else {
          report(MapRules.unknownTarget, text, detail: resource)
          return nil
        }
        resolved.resource = resourceType
        if let id = step.contained { resolved.contained = tables.texts.intern(id) }
        current = resourceType
      }
      steps.append(resolved)
    }
    markRepetition(&steps, path, isSegment: isSegment)
    let range = TableRange(first: UInt32(tables.steps.count), count: UInt32(steps.count))
    tables.steps.append(contentsOf: steps)
    return CompiledPath(
      steps: range, sibling: UInt8(clamping: path.sibling ?? 0), type: current, primitive: primitive(of: current))
  }

  /// The first array step with a key takes the repetitions of the source, else the first array step.
  private func markRepetition(_ steps: inout [TargetStep], _ path: TargetPath, isSegment: Bool) {
    guard isSegment, let first = steps.firstIndex(where: \.isArray) else { return }
    steps[first].takesSegment = true
    if let asked = path.steps.firstIndex(where: \.takesRepetition) {
      steps[asked].takesRepetition = true
      return
    }
    let keyed = steps.indices.first { steps[$0].isArray && path.steps[$0].key != nil }
    steps[keyed ?? first].takesRepetition = true
  }
}

extension SourceContext {
  var isSegment: Bool {
    if case .segment = self { return true }
    return false
  }
}
