import SourceTree

extension FHIRPathEvaluator {
  /// Pushes the items of an expression.
  mutating func evaluate(
    _ index: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    depth += 1
    defer { depth -= 1 }
    work += 1
    guard depth <= FHIRPathEvaluator.maximumDepth, work <= FHIRPathEvaluator.budget else {
      throw error(FHIRPathRules.tooCostly, index)
    }
    let node = program.parts.nodes[Int(index)]
    switch node.operation {
    case .empty: break
    case .literal: push(program.parts.literals[Int(node.right)])
    case .this: if let this = frame.this { stack.append(this) }
    case .index: if frame.hasIndex { stack.append(.integer(Int64(frame.index))) }
    case .total: for place in frame.total { stack.append(stack[place]) }
    case .variable: try pushVariable(node, index, document)
    case .member: try member(node, index, frame, document)
    case .function: try call(node, index, frame, document)
    case .indexer: try indexer(node, index, frame, document)
    case .isType, .asType: try typeOperator(node, index, frame, document)
    case .negate, .plus: try sign(node, index, frame, document)
    case .and, .or, .xor, .implies: try logic(node, index, frame, document)
    default: try binary(node, index, frame, document)
    }
  }

  private mutating func push(_ literal: Value) {
    if case .quantity(let amount, let unit) = literal {
      stack.append(.quantity(amount, unitID(program.parts.units[Int(unit.rawValue)])))
    } else {
      stack.append(literal)
    }
  }

  /// Pushes the input of a step or function: its left side or the context.
  mutating func input(
    _ node: ExpressionNode, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    if node.left != ExpressionNode.none {
      try evaluate(node.left, frame, document)
    } else if let this = frame.this {
      stack.append(this)
    }
  }

  private mutating func indexer(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let start = stack.count
    try evaluate(node.left, frame, document)
    let middle = stack.count
    try evaluate(node.right, frame, document)
    let place = try operand(middle..<stack.count, index, document)
    guard let place else { return settle(start, nil) }
    guard case .integer(let number) = place else { throw error(FHIRPathRules.wrongOperandType, index) }
    settle(start, number >= 0 && number < middle - start ? stack[start + Int(number)] : nil)
  }

  private mutating func sign(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let start = stack.count
    try evaluate(node.left, frame, document)
    guard var value = try operand(start..<stack.count, index, document) else { return settle(start, nil) }
    if case .node(let reference) = value, let quantity = quantity(reference, document) { value = quantity }
    let isNegative = node.operation == .negate
    switch value {
    case .integer(let number): settle(start, number == .min ? nil : .integer(isNegative ? -number : number))
    case .long(let number): settle(start, number == .min ? nil : .long(isNegative ? -number : number))
    case .decimal(let number): settle(start, .decimal(isNegative ? number.negated : number))
    case .quantity(let number, let unit): settle(start, .quantity(isNegative ? number.negated : number, unit))
    default: throw error(FHIRPathRules.wrongOperandType, index)
    }
  }

  /// Three-valued logic (http://hl7.org/fhirpath/N1/#boolean-logic); the right side is left out where the left decides.
  private mutating func logic(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let left = try condition(node.left, frame, document)
    switch (node.operation, left) {
    case (.and, false): return stack.append(.boolean(false))
    case (.or, true), (.implies, false): return stack.append(.boolean(true))
    default: break
    }
    let right = try condition(node.right, frame, document)
    let result: Bool? =
      switch node.operation {
      case .and: right == false ? false : left == true && right == true ? true : nil
      case .or: right == true ? true : left == false && right == false ? false : nil
      case .xor: left.flatMap { first in right.map { first != $0 } }
      default: right == true ? true : left == true ? right : nil
      }
    if let result { stack.append(.boolean(result)) }
  }

  private mutating func binary(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let start = stack.count
    let scope = defined.count
    try evaluate(node.left, frame, document)
    leaveScope(scope)
    let middle = stack.count
    try evaluate(node.right, frame, document)
    leaveScope(scope)
    let left = start..<middle
    let right = middle..<stack.count
    switch node.operation {
    case .equal, .notEqual:
      let isEqual = try equal(left, right, index, document)
      settle(start, isEqual.map { .boolean($0 == (node.operation == .equal)) })
    case .equivalent, .notEquivalent:
      let isEquivalent = try equivalent(left, right, index, document)
      settle(start, .boolean(isEquivalent == (node.operation == .equivalent)))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      settle(start, try inequality(node.operation, left, right, index, document).map(Value.boolean))
    case .union: try distinct(from: start, index, document)
    case .inCollection: try membership(item: left, collection: right, start, index, document)
    case .containsItem: try membership(item: right, collection: left, start, index, document)
    case .concatenate: try concatenate(left, right, index, document)
    default: try arithmetic(node.operation, left, right, index, document)
    }
  }

  private mutating func membership(
    item: Range<Int>, collection: Range<Int>, _ start: Int, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    if isForInvariants, item.count > 1 {
      for place in item where try !contains(stack[place], in: collection, index, document) {
        return settle(start, .boolean(false))
      }
      return settle(start, .boolean(true))
    }
    guard let value = try single(item, index) else { return settle(start, nil) }
    var found = false
    for place in collection where try equalItems(value, stack[place], index, document) == true {
      found = true
      break
    }
    settle(start, .boolean(found))
  }

  private mutating func concatenate(
    _ left: Range<Int>, _ right: Range<Int>, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    var text: [UInt8] = []
    for range in [left, right] {
      guard let value = try operand(range, index, document) else { continue }
      guard case .string(let reference) = value else { throw error(FHIRPathRules.wrongOperandType, index) }
      append(reference, to: &text, document)
    }
    settle(left.lowerBound, .string(store(text)))
  }

  /// Removes items that are equal to an earlier one, from `start` to the top of the stack.
  mutating func distinct(from start: Int, _ index: Int32, _ document: borrowing SourceDocument) throws(FHIRPathError) {
    var kept = start
    for place in start..<max(start, stack.count) {
      let value = stack[place]
      if try !contains(value, in: start..<kept, index, document) {
        stack[kept] = value
        kept += 1
      }
    }
    stack.removeSubrange(kept...)
  }

  mutating func contains(
    _ value: Value, in range: Range<Int>, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool {
    for place in range where try equalItems(value, stack[place], index, document) == true { return true }
    return false
  }
}
