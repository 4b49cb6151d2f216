import Schema
import SourceTree

extension MapTables {
  /// Changed with the form of the image.
  private static let version: UInt32 = 2

  /// All tables, in one order for writing and reading.
  mutating func code(_ coder: inout MapImageCoder) {
    var version = MapTables.version
    coder.code(&version)
    coder.code(&steps, blank: .blank) { $0.code(&$1) }
    coder.code(&rows, blank: .blank) { $1.code(&$0) }
    coder.code(&parts, blank: CompiledPart(text: .max, element: .whole)) { coder, part in
      coder.code(&part.text)
      part.element.code(&coder)
    }
    coder.code(&conditions, blank: .blank) { $1.code(&$0) }
    coder.code(&operands)
    coder.code(&codeFallbacks)
    coder.code(&codeNames, blank: "") { $0.code(&$1) }
    coder.code(&maps, blank: CompiledElementMap(name: "", target: .none, rows: .empty, instanceOrder: [], instanceParent: nil)) {
      $1.code(&$0)
    }
    coder.code(&reasons, blank: "") { $0.code(&$1) }
    coder.code(&localPrefix)
    coder.code(&codingSystems)
    coder.code(&identifierSystems)
    coder.code(&events)
    codeTexts(&coder)
    coder.code(&messages, blank: .blank) { $1.code(&$0) }
    coder.code(&tables, blank: .blank) { $1.code(&$0) }
    guard coder.isReading else { return }
    for (number, message) in messages.enumerated() {
      for event in message.events { eventMessages[texts.intern(event)] = number }
    }
  }

  private mutating func codeTexts(_ coder: inout MapImageCoder) {
    var all = coder.isReading ? [] : (0..<UInt32(texts.offsets.count - 1)).map { texts.text($0) }
    coder.code(&all, blank: "") { $0.code(&$1) }
    if coder.isReading { for text in all { _ = texts.intern(text) } }
    var entries = codes.entries
    coder.code(&entries, blank: CodeTable.Entry(map: -1, from: 0, code: 0, system: .max, display: .max)) { coder, entry in
      coder.code(&entry.map)
      coder.code(&entry.from)
      coder.code(&entry.code)
      coder.code(&entry.system)
      coder.code(&entry.display)
    }
    if coder.isReading, coder.fault == nil { codes = CodeTable(entries, texts) }
  }
}

extension TableRange {
  mutating func code(_ coder: inout MapImageCoder) {
    coder.code(&first)
    coder.code(&count)
  }
}

extension ElementAddress {
  mutating func code(_ coder: inout MapImageCoder) {
    coder.code(&segment)
    coder.code(&first)
    coder.code(&second)
    coder.code(&third)
  }
}

extension TargetStep {
  static let blank = TargetStep(
    symbol: 0, ordinal: 0, isArray: false, key: 0, takesRepetition: false, takesSegment: false, element: .none, type: .none,
    primitive: .none, parent: .none, resource: .none, contained: .max)
}

extension CompiledPath {
  mutating func code(_ coder: inout MapImageCoder) {
    steps.code(&coder)
    coder.code(&sibling)
    coder.code(&type)
    if coder.isReading { primitive = type == .none ? .none : coder.schema.tables.types[type.index].primitive }
  }
}

extension CompiledRow {
  static let blank = CompiledRow(
    source: .whole, condition: -1, isErrorCondition: false, marksSource: false, action: .copy,
    path: CompiledPath(steps: .empty, sibling: 0, type: .none, primitive: .none), map: -1, code: -1, parts: .empty,
    transform: 255,
    form: 255, reason: 0, joiner: .max, beside: .max)

  mutating func code(_ coder: inout MapImageCoder) {
    source.code(&coder)
    coder.code(&condition)
    coder.code(&isErrorCondition)
    coder.code(&marksSource)
    var action = self.action.rawValue
    coder.code(&action)
    self.action = RowAction(rawValue: action) ?? .ignore
    path.code(&coder)
    coder.code(&map)
    coder.code(&code)
    parts.code(&coder)
    coder.code(&transform)
    coder.code(&form)
    coder.code(&reason)
    coder.code(&joiner)
    coder.code(symbol: &beside)
  }
}

extension CompiledCondition {
  static let blank = CompiledCondition(
    kind: .and, isNegated: false, comparison: .equal, subject: .whole, other: .whole, number: 0, operands: .empty)

  mutating func code(_ coder: inout MapImageCoder) {
    var kind = self.kind.rawValue
    coder.code(&kind)
    self.kind = Kind(rawValue: kind) ?? .and
    coder.code(&isNegated)
    var comparison = self.comparison.rawValue
    coder.code(&comparison)
    self.comparison = Comparison(rawValue: comparison) ?? .equal
    subject.code(&coder)
    other.code(&coder)
    coder.code(&number)
    operands.code(&coder)
  }
}

extension CompiledElementMap {
  mutating func code(_ coder: inout MapImageCoder) {
    coder.code(&name)
    coder.code(&target)
    rows.code(&coder)
    coder.code(&instanceOrder, blank: 0) { $0.code(&$1) }
    var hasParent = instanceParent != nil
    coder.code(&hasParent)
    guard hasParent else { return }
    var parent = instanceParent ?? .blank
    coder.code(&parent)
    instanceParent = parent
  }
}
