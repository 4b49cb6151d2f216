import SourceTree

/// Dispatch of functions. Functions over single items read their input as a value; functions over collections work on the stack.
extension FHIRPathEvaluator {
  mutating func call(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let start = stack.count
    let scope = defined.count
    try input(node, frame, document)
    // Variables defined in the input are seen by what follows it, not those of arguments.
    let middle = stack.count
    switch node.function {
    case .empty: settle(start, .boolean(middle == start))
    case .count: settle(start, .integer(Int64(middle - start)))
    case .exists where node.argumentCount == 0: settle(start, .boolean(middle > start))
    case .where, .select, .all, .exists, .repeat, .repeatAll, .aggregate, .trace, .sort, .iif, .coalesce, .defineVariable:
      try iterate(node, index, frame, start..<middle, document)
    case .allTrue, .anyTrue, .allFalse, .anyFalse: try quantify(node.function, start..<middle, index, document)
    case .subsetOf, .supersetOf, .intersect, .exclude, .union, .combine:
      try combine(node, index, frame, start, middle, document)
    case .distinct: try distinct(from: start, index, document)
    case .isDistinct:
      try distinct(from: start, index, document)
      settle(start, .boolean(stack.count == middle))
    case .single: settle(start, try single(start..<middle, index))
    case .first: settle(start, middle > start ? stack[start] : nil)
    case .last: settle(start, middle > start ? stack[middle - 1] : nil)
    case .tail: if middle > start { stack.remove(at: start) }
    case .skip, .take: try slice(node, index, frame, start, middle, document)
    case .ofType, .is, .as: try testType(node, index, start..<middle, document)
    case .children:
      for place in start..<middle { pushChildren(stack[place], document) }
      drop(start, upTo: middle)
    case .descendants: try descendants(start, middle, index, document)
    case .extension, .hasExtension: try extensions(node, index, frame, start..<middle, document)
    case .join, .sum, .min, .max, .avg: try fold(node, index, frame, start..<middle, document)
    case .not: settle(start, try boolean(start..<middle, index, document).map { .boolean(!$0) })
    case .hasValue: settle(start, .boolean(middle == start + 1 && hasValue(stack[start], document)))
    case .getValue: settle(start, middle == start + 1 ? plainValue(stack[start], document) : nil)
    case .type: try types(start..<middle, document)
    case .resolve: try resolve(start, middle, index, document)
    case .now, .today, .timeOfDay: settle(start, .temporal(currentTime(node.function)))
    case .memberOf, .subsumes, .subsumedBy, .conformsTo, .htmlChecks, .elementDefinition, .slice, .checkModifiers:
      try askServices(node, index, frame, start..<middle, document)
    case .factory: try makeElement(node, index, frame, start, document)
    default: try scalar(node, index, frame, start..<middle, document)
    }
    if node.function != .defineVariable, node.left == ExpressionNode.none { leaveScope(scope) }
  }

  /// Functions on a single item: empty for an empty input.
  private mutating func scalar(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    if node.function == .comparable, range.isEmpty { throw error(FHIRPathRules.singletonExpected, index) }
    guard let value = try operand(range, index, document) else {
      // comparable() says no where there is no value.
      return settle(range.lowerBound, node.function == .comparable ? .boolean(false) : nil)
    }
    let call = ScalarCall(node: node, index: index, frame: frame)
    switch node.function {
    case .split, .toChars:
      guard case .string(let text) = value else { throw error(FHIRPathRules.wrongOperandType, index) }
      settle(range.lowerBound, nil)
      return try parts(of: text, call, document)
    case .indexOf, .lastIndexOf, .substring, .startsWith, .endsWith, .contains, .upper, .lower, .replace, .matches, .matchesFull,
      .replaceMatches, .length, .trim, .encode, .decode, .escape, .unescape:
      guard case .string(let text) = value else { throw error(FHIRPathRules.wrongOperandType, index) }
      settle(range.lowerBound, try onText(text, call, document))
    case .abs, .ceiling, .exp, .floor, .ln, .log, .power, .round, .sqrt, .truncate:
      settle(range.lowerBound, try mathematics(converted(value, document), call, document))
    case .lowBoundary, .highBoundary, .precision:
      settle(range.lowerBound, try boundary(converted(value, document), call, document))
    case .comparable: settle(range.lowerBound, try comparable(value, call, document))
    case .yearOf, .monthOf, .dayOf, .hourOf, .minuteOf, .secondOf, .millisecondOf, .timezoneOffsetOf, .dateOf, .timeOf:
      settle(range.lowerBound, component(node.function, value, document))
    default: settle(range.lowerBound, try conversion(stack[range.lowerBound], value, call, document))
    }
  }

  private mutating func comparable(
    _ value: Value, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    let argument = try argument(0, of: call.node, call.index, call.frame, document)
    guard let argument, let one = measure(converted(value, document)), let other = measure(converted(argument, document)) else {
      return .boolean(false)
    }
    return .boolean(commonMeasure(one.1, other.1) != nil)
  }
}

/// A call of a function on a single item.
struct ScalarCall {
  var node: ExpressionNode
  var index: Int32
  var frame: Frame
  var function: FunctionID { node.function }
}
