import SourceTree

/// Functions that evaluate an expression for each item, and functions over whole collections.
extension FHIRPathEvaluator {
  mutating func iterate(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    switch node.function {
    case .iif: try conditional(node, index, frame, range, document)
    case .coalesce: try coalesce(node, frame, range, document)
    case .defineVariable: try defineVariable(node, index, frame, range, document)
    case .trace: try trace(node, index, frame, range, document)
    case .sort: try sort(node, index, frame, range, document)
    case .aggregate: try aggregate(node, index, frame, range, document)
    case .repeat, .repeatAll: try repeatStep(node, index, frame, range, document)
    case .select:
      let body = program.parts.arguments[Int(node.firstArgument)]
      for place in range { try evaluateBody(body, Frame(frame, this: stack[place], index: place - range.lowerBound), document) }
      drop(range.lowerBound, upTo: range.upperBound)
    default: try filter(node, frame, range, document)
    }
  }

  /// Evaluates the argument of an iterating function for one item; variables it defines end with it.
  private mutating func evaluateBody(
    _ body: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let scope = defined.count
    try evaluate(body, frame, document)
    leaveScope(scope)
  }

  private mutating func filter(
    _ node: ExpressionNode, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let body = program.parts.arguments[Int(node.firstArgument)]
    var kept = range.lowerBound
    for place in range {
      let value = stack[place]
      let holds = try condition(body, Frame(frame, this: value, index: place - range.lowerBound), document) == true
      switch node.function {
      case .exists where holds: return settle(range.lowerBound, .boolean(true))
      case .all where !holds: return settle(range.lowerBound, .boolean(false))
      case .where where holds:
        stack[kept] = value
        kept += 1
      default: break
      }
    }
    switch node.function {
    case .exists: settle(range.lowerBound, .boolean(false))
    case .all: settle(range.lowerBound, .boolean(true))
    default: stack.removeSubrange(kept...)
    }
  }

  private mutating func conditional(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let this = try single(range, index)
    // On its own iif() sees the context; called on an empty collection its expressions see nothing.
    var inner = frame
    if node.left != ExpressionNode.none { inner.this = this }
    let first = Int(node.firstArgument)
    let start = stack.count
    try evaluateBody(program.parts.arguments[first], inner, document)
    let criterion = try operand(start..<stack.count, index, document)
    settle(range.lowerBound, nil)
    var branch: Int32?
    switch criterion {
    case .boolean(true)?: branch = program.parts.arguments[first + 1]
    case nil, .boolean(false)?: if node.argumentCount > 2 { branch = program.parts.arguments[first + 2] }
    default: throw error(FHIRPathRules.wrongOperandType, index)
    }
    if let branch { try evaluateBody(branch, inner, document) }
  }

  private mutating func coalesce(
    _ node: ExpressionNode, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    settle(range.lowerBound, nil)
    for place in 0..<Int(node.argumentCount) {
      try evaluateBody(program.parts.arguments[Int(node.firstArgument) + place], frame, document)
      if stack.count > range.lowerBound { return }
    }
  }

  private mutating func defineVariable(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    guard case .string(let text)? = try argument(0, of: node, index, frame, document) else {
      throw error(FHIRPathRules.invalidArgument, index)
    }
    let name = string(text, document)
    guard !isStandard(name), !defined.contains(where: { $0.name == name }) else {
      throw error(FHIRPathRules.invalidArgument, index)
    }
    var values = Array(stack[range])
    if node.argumentCount > 1 {
      let start = stack.count
      var inner = frame
      if node.left != ExpressionNode.none { inner.this = range.count == 1 ? stack[range.lowerBound] : frame.this }
      try evaluateBody(program.parts.arguments[Int(node.firstArgument) + 1], inner, document)
      values = Array(stack[start...])
      stack.removeSubrange(start...)
    }
    defined.append((name, values))
  }

  private mutating func trace(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    guard keepsTraces else { return }
    guard case .string(let name)? = try argument(0, of: node, index, frame, document) else { return }
    let start = stack.count
    if node.argumentCount > 1 {
      let body = program.parts.arguments[Int(node.firstArgument) + 1]
      for place in range { try evaluateBody(body, Frame(frame, this: stack[place], index: place - range.lowerBound), document) }
    }
    let shown = node.argumentCount > 1 ? start..<stack.count : range
    var items: [String] = []
    for place in shown { items.append(text(of: stack[place], document) ?? "") }
    traces.append((string(name, document), items))
    stack.removeSubrange(start...)
  }

  private mutating func aggregate(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let body = program.parts.arguments[Int(node.firstArgument)]
    let start = stack.count
    if node.argumentCount > 1 { try evaluateBody(program.parts.arguments[Int(node.firstArgument) + 1], frame, document) }
    var total = start..<stack.count
    for place in range {
      var inner = Frame(frame, this: stack[place], index: place - range.lowerBound)
      inner.total = total
      try evaluateBody(body, inner, document)
      drop(start, upTo: total.upperBound)
      total = start..<stack.count
    }
    drop(range.lowerBound, upTo: range.upperBound)
  }

  /// Follows an expression from item to item until nothing new comes; repeatAll() keeps what is equal.
  private mutating func repeatStep(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let body = program.parts.arguments[Int(node.firstArgument)]
    let results = range.upperBound
    var next = range.lowerBound
    while next < stack.count {
      let start = stack.count
      let place = next < results ? next - range.lowerBound : next - results
      try evaluateBody(body, Frame(frame, this: stack[next], index: place), document)
      if node.function == .repeat {
        var kept = start
        for candidate in start..<stack.count {
          let value = stack[candidate]
          if try !contains(value, in: results..<kept, index, document) {
            stack[kept] = value
            kept += 1
          }
        }
        stack.removeSubrange(kept...)
      }
      guard stack.count < 5_000_000 else { throw error(FHIRPathRules.tooCostly, index) }
      next += 1
    }
    drop(range.lowerBound, upTo: results)
  }

  mutating func descendants(
    _ start: Int, _ middle: Int, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    var next = start
    while next < stack.count {
      pushChildren(stack[next], document)
      try spend(1, index)
      next += 1
    }
    drop(start, upTo: middle)
  }

  mutating func quantify(
    _ function: FunctionID, _ range: Range<Int>, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let wanted = function == .allTrue || function == .anyTrue
    let isAll = function == .allTrue || function == .allFalse
    var result = isAll
    for place in range {
      guard case .boolean(let isTrue)? = try operand(place..<place + 1, index, document) else {
        throw error(FHIRPathRules.wrongOperandType, index)
      }
      if (isTrue == wanted) != isAll { result = !isAll }
    }
    settle(range.lowerBound, .boolean(result))
  }

  mutating func combine(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ start: Int, _ middle: Int, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    try evaluateBody(program.parts.arguments[Int(node.firstArgument)], frame, document)
    let own = start..<middle
    let other = middle..<stack.count
    switch node.function {
    case .union: try distinct(from: start, index, document)
    case .subsetOf: settle(start, .boolean(try isSubset(own, of: other, index, document)))
    case .supersetOf: settle(start, .boolean(try isSubset(other, of: own, index, document)))
    case .intersect, .exclude:
      var kept = start
      for place in own {
        let value = stack[place]
        if try contains(value, in: other, index, document) == (node.function == .intersect) {
          stack[kept] = value
          kept += 1
        }
      }
      stack.removeSubrange(kept...)
      if node.function == .intersect { try distinct(from: start, index, document) }
    default: break
    }
  }

  private mutating func isSubset(
    _ range: Range<Int>, of other: Range<Int>, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool {
    for place in range where try !contains(stack[place], in: other, index, document) { return false }
    return true
  }

  mutating func slice(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ start: Int, _ middle: Int, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    guard case .integer(let number)? = try argument(0, of: node, index, frame, document) else {
      throw error(FHIRPathRules.wrongOperandType, index)
    }
    let count = Int(max(0, min(number, Int64(middle - start))))
    if node.function == .skip { drop(start, upTo: start + count) } else { stack.removeSubrange((start + count)...) }
  }
}
