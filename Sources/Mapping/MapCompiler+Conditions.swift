import SourceTree

extension MapCompiler {
  /// Compiles a condition into a row; false when it cannot be read.
  mutating func condition(_ text: MapText, _ context: SourceContext, of row: inout CompiledRow) -> Bool {
    guard let (root, isError) = condition(text, context, subject: row.source) else { return false }
    row.condition = root
    row.isErrorCondition = isError
    return true
  }

  mutating func condition(
    _ text: MapText, _ context: SourceContext, subject: ElementAddress
  ) -> (root: Int32, isError: Bool)? {
    do {
      let parsed = try ConditionParser.parse(text.text)
      guard let root = compile(parsed.condition, context, subject) else {
        report(MapRules.badCondition, text)
        return nil
      }
      return (Int32(root), parsed.isError)
    } catch {
      report(MapRules.badCondition, text)
      return nil
    }
  }

  private mutating func compile(_ condition: Condition, _ context: SourceContext, _ subject: ElementAddress) -> Int? {
    switch condition {
    case .and(let parts): return group(.and, parts, context, subject)
    case .or(let parts): return group(.or, parts, context, subject)
    case .not(let inner): return group(.not, [inner], context, subject)
    case .valued(let element): return test(.valued, element, context, subject)
    case .notValued(let element): return test(.valued, element, context, subject, isNegated: true)
    case .mapped(let element): return test(.mapped, element, context, subject)
    case .notMapped(let element): return test(.mapped, element, context, subject, isNegated: true)
    case .equal(let element, let operand): return comparison(element, operand, context, subject, isNegated: false)
    case .notEqual(let element, let operand): return comparison(element, operand, context, subject, isNegated: true)
    case .isIn(let element, let list): return test(.isIn, element, context, subject, texts: list)
    case .isNotIn(let element, let list): return test(.isIn, element, context, subject, isNegated: true, texts: list)
    case .inRegistry(let element, _): return test(.inRegistry, element, context, subject)
    case .notInRegistry(let element, _): return test(.inRegistry, element, context, subject, isNegated: true)
    case .count(let element, let comparison, let number):
      return test(.count, element, context, subject, comparison: comparison, number: number)
    case .length(let element, let comparison, let number):
      return test(.length, element, context, subject, comparison: comparison, number: number)
    }
  }

  private mutating func group(
    _ kind: CompiledCondition.Kind, _ parts: [Condition], _ context: SourceContext, _ subject: ElementAddress
  ) -> Int? {
    var children: [UInt32] = []
    for part in parts {
      guard let child = compile(part, context, subject) else { return nil }
      children.append(UInt32(child))
    }
    return append(
      CompiledCondition(
        kind: kind, isNegated: false, comparison: .equal, subject: .whole, other: .whole, number: 0,
        operands: operands(children)))
  }

  private mutating func comparison(
    _ element: ElementReference, _ operand: ConditionOperand, _ context: SourceContext, _ subject: ElementAddress,
    isNegated: Bool
  ) -> Int? {
    switch operand {
    case .text(let text): return test(.isIn, element, context, subject, isNegated: isNegated, texts: [text])
    case .number(let number): return test(.isIn, element, context, subject, isNegated: isNegated, texts: [String(number)])
    case .element(let other):
      guard let left = resolve(element, context, subject), let right = resolve(other, context, subject) else { return nil }
      return append(
        CompiledCondition(
          kind: .equalElement, isNegated: isNegated, comparison: .equal, subject: left, other: right, number: 0,
          operands: .empty))
    }
  }

  private mutating func test(
    _ kind: CompiledCondition.Kind, _ element: ElementReference, _ context: SourceContext, _ subject: ElementAddress,
    isNegated: Bool = false, texts: [String] = [], comparison: Comparison = .equal, number: Int = 0
  ) -> Int? {
    guard let address = resolve(element, context, subject) else { return nil }
    let indices = texts.map { tables.texts.intern($0) }
    return append(
      CompiledCondition(
        kind: kind, isNegated: isNegated, comparison: comparison, subject: address, other: .whole,
        number: Int32(clamping: number), operands: operands(indices)))
  }

  private func resolve(_ element: ElementReference, _ context: SourceContext, _ subject: ElementAddress) -> ElementAddress? {
    if element.name.isEmpty { return subject }
    // In the map of a segment, a data type stands for the row's own element.
    if case .segment = context, DataTypeName.isKnown(element.name), subject.second == 0 {
      guard element.path.count < 3 else { return nil }
      return ElementAddress(
        segment: subject.segment, first: subject.first, second: UInt16(clamping: element.path.first ?? 0),
        third: UInt16(clamping: element.path.count > 1 ? element.path[1] : 0))
    }
    return address(element, context)
  }

  private mutating func operands(_ values: [UInt32]) -> TableRange {
    let first = tables.operands.count
    tables.operands.append(contentsOf: values)
    return TableRange(first: UInt32(first), count: UInt32(values.count))
  }

  private mutating func append(_ condition: CompiledCondition) -> Int {
    tables.conditions.append(condition)
    return tables.conditions.count - 1
  }
}

/// Names of data types that conditions use (HL7 v2.9 section 2.A).
enum DataTypeName {
  private static let composite: Set<String> = [
    "CWE", "CNE", "XCN", "XON", "XPN", "XAD", "XTN", "EIP", "CNN", "DLN", "DLD", "DTM", "NDL", "PLN", "RPT", "SAD", "SPS", "MSG",
  ]

  static func isKnown(_ name: String) -> Bool { name.count == 2 || composite.contains(name) }
}
