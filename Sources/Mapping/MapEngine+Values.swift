import Diagnostics
import Schema
import SourceTree

extension MapEngine {
  /// Copies a value into the target of a row.
  mutating func copy(
    _ value: ValueCursor, _ row: CompiledRow, _ context: MapContext, _ source: borrowing SourceDocument,
    _ target: inout SourceDocument, _ findings: inout FindingList
  ) {
    if row.beside != .max, !isBeside(row, context) {
      note(value, .besideMissing, source)
      return
    }
    if row.transform == MapEngine.encodedTransform {
      copyEncoded(value, row, context, source, &target)
      return
    }
    guard let leaf = value.leaf(in: source) else { return }
    let range = text.append(leaf, of: source, to: &target.bytes)
    guard !isBlank(target.bytes, range) else {
      marks.ignore(leaf, reason: LossReason.blank.rawValue)
      return
    }
    guard let range = transformed(range, row, leaf, context, &target) else { return }
    let code = code(of: row, context)
    // Code maps give codes; a text beside a code stays as it is.
    let takesCode = row.path.primitive == .code || row.path.primitive == .boolean
    if code >= 0, takesCode, writeCoded(range, code, leaf, row, context, source, &target, &findings) { return }
    write(range, leaf, row, context, source, &target, &findings)
  }

  private static let encodedTransform = UInt8(Transform.allCases.firstIndex(of: .encoded) ?? 254)

  /// The value as it stands, separators and all.
  private mutating func copyEncoded(
    _ value: ValueCursor, _ row: CompiledRow, _ context: MapContext, _ source: borrowing SourceDocument,
    _ target: inout SourceDocument
  ) {
    let start = target.bytes.count
    for index in source.nodes[value.node.index].range { target.bytes.append(source.bytes[index]) }
    let node = resolve(row.path, context)
    guard place(start..<target.bytes.count, .string, in: node, row, origin(of: value.node, source), &target) else {
      note(value, .occupied, source)
      return
    }
    for index in value.node.index..<Int(source.nodes[value.node.index].end) { marks.map(NodeID(index: index), to: node) }
  }

  func isBlank(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] != 0x20 && bytes[index] != 0x09 { return false }
    return true
  }

  // MARK: Codes

  /// Writes what a code map says.
  ///
  /// - Returns: whether the value is dealt with; a code without entry in a Coding stays as it is.
  private mutating func writeCoded(
    _ range: Range<Int>, _ code: Int32, _ leaf: NodeID, _ row: CompiledRow, _ context: MapContext,
    _ source: borrowing SourceDocument, _ target: inout SourceDocument, _ findings: inout FindingList
  ) -> Bool {
    let origin = origin(of: leaf, source)
    guard let entry = tables.codes.find(code, target.bytes, range, tables.texts) else {
      if options.gathersUnmappedCodes {
        let text = String(decoding: target.bytes[range], as: UTF8.self)
        unmappedCodes.add(UnmappedCodes.Code(map: tables.codeNames[Int(code)], code: text))
      }
      let fallback = tables.codeFallbacks[Int(code)]
      let isCoding = isInCoding(row, context)
      if isCoding && fallback == .max { return false }
      findings.append(Finding(MapRules.codeNotMapped, node: leaf, span: origin.span))
      marks.note(leaf, .codeNotMapped)
      guard fallback != .max else { return true }
      let node = resolve(row.path, context)
      guard draft.nodes[Int(node)].valueKind == .null else { return true }
      draft.setValue(node, .string, append(text: fallback, to: &target), origin: origin, isConstant: false)
      return true
    }
    let node = resolve(row.path, context)
    let kind: NodeKind = row.path.primitive == .boolean ? .boolean : .string
    guard place(append(text: entry.code, to: &target), kind, in: node, row, origin, &target) else {
      marks.note(leaf, .occupied)
      return true
    }
    marks.map(leaf, to: node)
    marks.note(leaf, .translated)
    let parent = draft.nodes[Int(node)].parent
    guard parent != Draft.none, draft.nodes[Int(parent)].type == vocabulary.codingType else { return true }
    add(entry.system, vocabulary.codingSystem, to: parent, origin, &target)
    add(entry.display, vocabulary.codingDisplay, to: parent, origin, &target)
    return true
  }

  /// Whether a row's target is an element of a Coding.
  private func isInCoding(_ row: CompiledRow, _ context: MapContext) -> Bool {
    let steps = row.path.steps.indices
    guard steps.count > 1 else { return draft.nodes[Int(context.base)].type == vocabulary.codingType }
    return tables.steps[steps.upperBound - 2].type == vocabulary.codingType
  }

  private mutating func add(
    _ constant: UInt32, _ step: TargetStep, to parent: UInt32, _ origin: Origin, _ target: inout SourceDocument
  ) {
    guard constant != .max else { return }
    let node = draft.child(of: parent, step, key: 0)
    guard draft.nodes[Int(node)].valueKind == .null else { return }
    draft.setValue(node, .string, append(text: constant, to: &target), origin: origin, isConstant: true)
  }

  // MARK: Primitives

  /// Writes a text in the form of the target's type.
  private mutating func write(
    _ range: Range<Int>, _ leaf: NodeID, _ row: CompiledRow, _ context: MapContext, _ source: borrowing SourceDocument,
    _ target: inout SourceDocument, _ findings: inout FindingList
  ) {
    let origin = origin(of: leaf, source)
    var range = range
    var kind = NodeKind.string
    switch row.path.primitive {
    case .date, .dateTime, .instant, .time:
      range = DateForm.normalized(range, &target.bytes)
      let start = target.bytes.count
      switch appendDate(range, row.path.primitive, &target.bytes) {
      case .converted: range = start..<target.bytes.count
      case .zoneFromHeader:
        range = start..<target.bytes.count
        marks.note(leaf, .zoneFromHeader)
      case .zoneFromPolicy:
        range = start..<target.bytes.count
        marks.note(leaf, .zoneFromPolicy)
      case .tooCoarse:
        marks.note(leaf, .tooCoarse)
        return
      case .unreadable:
        findings.append(Finding(MapRules.notADate, node: leaf, span: origin.span))
        marks.note(leaf, .wrongForm)
        return
      }
    case .decimal, .integer, .positiveInt, .unsignedInt:
      if NumberForm.isNumber(target.bytes, range, row.path.primitive) {
        let start = target.bytes.count
        NumberForm.append(range, to: &target.bytes)
        range = start..<target.bytes.count
        kind = .number
      }
    case .boolean:
      let value = target.bytes[range]
      if value.elementsEqual("true".utf8) || value.elementsEqual("false".utf8) { kind = .boolean }
    default: break
    }
    let node = resolve(row.path, context)
    guard place(range, kind, in: node, row, origin, &target) else {
      marks.note(leaf, .occupied)
      return
    }
    marks.map(leaf, to: node)
  }

  private func appendDate(
    _ range: Range<Int>, _ type: PrimitiveType, _ bytes: inout ContiguousArray<UInt8>
  ) -> DateForm.Outcome {
    if type == .time { return DateForm.appendTime(range, to: &bytes) }
    guard let form = DateForm(bytes, range) else { return .unreadable }
    return form.append(type, to: &bytes, headerZone: headerZone, policy: options.zone)
  }

  /// Sets a node's value unless it has another.
  ///
  /// - Returns: false when the node is taken.
  mutating func place(
    _ range: Range<Int>, _ kind: NodeKind, in node: UInt32, _ row: CompiledRow, _ origin: Origin,
    _ target: inout SourceDocument, isConstant: Bool = false
  ) -> Bool {
    guard draft.nodes[Int(node)].valueKind != .null else {
      draft.setValue(node, kind, range, origin: origin, isConstant: isConstant)
      return true
    }
    let present = draft.valueRange(node)
    if row.joiner != .max {
      let start = target.bytes.count
      for index in present { target.bytes.append(target.bytes[index]) }
      _ = append(text: row.joiner, to: &target)
      for index in range { target.bytes.append(target.bytes[index]) }
      draft.setValue(node, kind, start..<target.bytes.count, origin: draft.nodes[Int(node)].origin, isConstant: false)
      return true
    }
    return CodeTable.isEqual(target.bytes, present, target.bytes, range)
  }

  /// Whether the object that the row writes into has the element it wants beside it.
  func isBeside(_ row: CompiledRow, _ context: MapContext) -> Bool {
    var current = context.base
    for index in row.path.steps.indices {
      if let other = draft.anyChild(of: current, symbol: row.beside) {
        _ = other
        return true
      }
      let step = tables.steps[index]
      guard let child = draft.anyChild(of: current, symbol: step.symbol), step.resource == .none else { return false }
      current = child
    }
    return false
  }

  // MARK: Assignments

  /// Writes an assignment: texts and elements joined.
  mutating func assign(
    _ row: CompiledRow, _ value: ValueCursor, _ context: MapContext, _ source: borrowing SourceDocument,
    _ target: inout SourceDocument, _ findings: inout FindingList
  ) {
    if row.beside != .max, !isBeside(row, context) { return }
    let parts = row.parts.indices
    if parts.count == 1, tables.parts[parts.lowerBound].text == .max {
      guard let other = cursor(tables.parts[parts.lowerBound].element, context, source), other.isValued(in: source) else {
        return
      }
      copy(other, row, context, source, &target, &findings)
      return
    }
    let start = target.bytes.count
    var isConstant = true
    for index in parts {
      let part = tables.parts[index]
      if part.text != .max {
        _ = append(text: part.text, to: &target)
      } else if let leaf = cursor(part.element, context, source)?.leaf(in: source) {
        _ = text.append(leaf, of: source, to: &target.bytes)
        isConstant = false
      }
    }
    if isConstant, parts.contains(where: { tables.parts[$0].text == .max }) { return }
    let node = resolve(row.path, context)
    // What a whole segment sets says something by itself; what one element sets only goes with its value.
    let isSubstance = !isConstant || row.source.first == 0 || row.marksSource
    let range = start..<target.bytes.count
    if row.transform != 255, Transform.allCases[Int(row.transform)] == .lowercase {
      for index in range where target.bytes[index] &- 0x41 < 26 { target.bytes[index] |= 0x20 }
    }
    let kind = kind(of: range, row.path.primitive, target)
    guard place(range, kind, in: node, row, context.origin, &target, isConstant: !isSubstance) else { return }
    for index in parts where tables.parts[index].text == .max {
      if let leaf = cursor(tables.parts[index].element, context, source)?.leaf(in: source) { marks.map(leaf, to: node) }
    }
    if row.marksSource, let leaf = value.leaf(in: source) { marks.map(leaf, to: node) }
  }

  /// How an assigned text stands in the result.
  private func kind(of range: Range<Int>, _ type: PrimitiveType, _ target: borrowing SourceDocument) -> NodeKind {
    switch type {
    case .boolean: .boolean
    case .decimal, .integer, .positiveInt, .unsignedInt: NumberForm.isNumber(target.bytes, range, type) ? .number : .string
    default: .string
    }
  }
}
