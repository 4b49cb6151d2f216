import SourceTree

/// Equality, equivalence and order (http://hl7.org/fhirpath/N1/#equality).
extension FHIRPathEvaluator {
  mutating func equal(
    _ left: Range<Int>, _ right: Range<Int>, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool? {
    if left.isEmpty || right.isEmpty { return nil }
    if left.count != right.count { return false }
    var isUnknown = false
    for place in 0..<left.count {
      switch try equalItems(stack[left.lowerBound + place], stack[right.lowerBound + place], index, document) {
      case false?: return false
      case nil: isUnknown = true
      default: break
      }
    }
    return isUnknown ? nil : true
  }

  mutating func equalItems(
    _ left: Value, _ right: Value, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool? {
    try spend(1, index)
    if case .node(let first) = left, case .node(let second) = right {
      if first.node == second.node, first.companion == second.companion, first.isScratch == second.isScratch { return true }
      // Two elements differ too when their ids or extensions do.
      if first.companion != .none || second.companion != .none {
        guard try deepEqual(first.companion, first.isScratch, second.companion, second.isScratch, index, document) else {
          return false
        }
      }
      if first.node == .none || second.node == .none { return first.node == second.node }
    }
    let (one, other) = (converted(left, document), converted(right, document))
    if case .node(let first) = one {
      guard case .node(let second) = other else { return false }
      return try deepEqual(first.node, first.isScratch, second.node, second.isScratch, index, document)
    }
    return equalValues(one, other, document)
  }

  private func equalValues(_ left: Value, _ right: Value, _ document: borrowing SourceDocument) -> Bool? {
    switch (left, right) {
    case (.boolean(let one), .boolean(let other)): return one == other
    case (.string(let one), .string(let other)): return equalTexts(one, other, document)
    case (.integer(let one), .integer(let other)): return one == other
    case (.temporal(let one), .temporal(let other)):
      guard (one.kind == .time) == (other.kind == .time) else { return false }
      switch one.order(other, defaultOffset: defaultOffset) {
      case .equal: return true
      case .unknown: return nil
      default: return false
      }
    case (.type(let one, let name), .type(let other, let otherName)):
      return one == other && equalTexts(name, otherName, document)
    default: break
    }
    if let one = left.number, let other = right.number { return one.compared(to: other) == 0 }
    guard let one = measure(left), let other = measure(right) else { return false }
    // Units that do not compare, such as a calendar year and a UCUM year, leave it open.
    return compareQuantities(one, other).map { $0 == 0 }
  }

  /// A quantity, or a number as a quantity without dimension.
  func measure(_ value: Value) -> (ExactDecimal, UnitID)? {
    if case .quantity(let amount, let unit) = value { return (amount, unit) }
    if case .long = value { return nil }
    return value.number.map { ($0, .one) }
  }

  mutating func equivalent(
    _ left: Range<Int>, _ right: Range<Int>, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool {
    guard left.count == right.count else { return false }
    var isTaken = left.count > 1 ? [Bool](repeating: false, count: right.count) : [false]
    for place in left {
      var found = false
      for candidate in 0..<right.count where !isTaken[candidate] {
        if try equivalentItems(stack[place], stack[right.lowerBound + candidate], index, document) {
          isTaken[candidate] = true
          found = true
          break
        }
      }
      if !found { return false }
    }
    return true
  }

  private mutating func equivalentItems(
    _ left: Value, _ right: Value, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool {
    try spend(1, index)
    let (one, other) = (converted(left, document), converted(right, document))
    switch (one, other) {
    case (.node(let first), .node(let second)):
      return try deepEqual(
        first.node, first.isScratch, second.node, second.isScratch, index, document, isEquivalence: true)
    case (.string(let first), .string(let second)):
      return normalized(string(first, document)) == normalized(string(second, document))
    case (.temporal(let first), .temporal(let second)):
      return first.order(second, defaultOffset: defaultOffset) == .equal
    default: break
    }
    if let first = one.number, let second = other.number { return first.isEquivalent(to: second) }
    if let first = measure(one), let second = measure(other) { return areEquivalent(first, second) }
    return equalValues(one, other, document) == true
  }

  /// Equivalent texts agree but for case and kinds of blanks.
  private func normalized(_ text: String) -> [UInt32] {
    text.lowercased().unicodeScalars.map { $0.properties.isWhitespace ? 32 : $0.value }
  }

  /// Whether two trees are equal: objects whatever the order of their members, arrays in order, numbers by value.
  mutating func deepEqual(
    _ left: NodeID, _ leftScratch: Bool, _ right: NodeID, _ rightScratch: Bool, _ index: Int32,
    _ document: borrowing SourceDocument, isEquivalence: Bool = false
  ) throws(FHIRPathError) -> Bool {
    try spend(1, index)
    guard left != .none, right != .none else { return left == right }
    let first = entry(left, isScratch: leftScratch, document)
    let second = entry(right, isScratch: rightScratch, document)
    guard first.isScalar == second.isScalar else { return false }
    if first.isScalar {
      let one = system(NodeReference(left, isScratch: leftScratch), document)
      let other = system(NodeReference(right, isScratch: rightScratch), document)
      guard let one, let other else { return one == nil && other == nil }
      if isEquivalence { return try equivalentItems(one, other, index, document) }
      return equalValues(one, other, document) == true
    }
    guard first.kind == second.kind else { return false }
    let leftChildren = children(left, leftScratch, document)
    let rightChildren = children(right, rightScratch, document)
    guard leftChildren.count == rightChildren.count else { return false }
    if first.kind == .array {
      for (one, other) in zip(leftChildren, rightChildren)
      where try !deepEqual(one, leftScratch, other, rightScratch, index, document, isEquivalence: isEquivalence) {
        return false
      }
      return true
    }
    for one in leftChildren {
      guard let other = partner(of: one, leftScratch, among: rightChildren, rightScratch, document),
        try deepEqual(one, leftScratch, other, rightScratch, index, document, isEquivalence: isEquivalence)
      else { return false }
    }
    return true
  }

  private func children(_ node: NodeID, _ isScratch: Bool, _ document: borrowing SourceDocument) -> [NodeID] {
    var result: [NodeID] = []
    let end = entry(node, isScratch: isScratch, document).end
    var child = node.rawValue + 1
    while child < end {
      result.append(NodeID(child))
      child = entry(NodeID(child), isScratch: isScratch, document).end
    }
    return result
  }

  private func partner(
    of node: NodeID, _ isScratch: Bool, among candidates: [NodeID], _ otherScratch: Bool, _ document: borrowing SourceDocument
  ) -> NodeID? {
    let symbol = entry(node, isScratch: isScratch, document).name
    if isScratch == otherScratch {
      return candidates.first { entry($0, isScratch: otherScratch, document).name == symbol }
    }
    let name = isScratch ? scratch.names.name(Symbol(symbol)) : document.names.name(Symbol(symbol))
    let other = otherScratch ? scratch.names.symbol(name) : document.names.symbol(name)
    return candidates.first { entry($0, isScratch: otherScratch, document).name == other?.rawValue }
  }

  /// `<`, `<=`, `>` and `>=` (http://hl7.org/fhirpath/N1/#comparison).
  mutating func inequality(
    _ operation: Operation, _ left: Range<Int>, _ right: Range<Int>, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool? {
    guard left.count <= 1, right.count <= 1 else { throw error(FHIRPathRules.singletonExpected, index) }
    guard let one = try operand(left, index, document), let other = try operand(right, index, document),
      let order = try compare(one, other, index, document)
    else { return nil }
    switch operation {
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    default: return order >= 0
    }
  }

  /// -1, 0 or 1; nil where it cannot be said.
  mutating func compare(
    _ left: Value, _ right: Value, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Int? {
    let (one, other) = (converted(left, document), converted(right, document))
    switch (one, other) {
    case (.integer(let first), .integer(let second)): return first < second ? -1 : first == second ? 0 : 1
    case (.string(let first), .string(let second)): return compareTexts(first, second, document)
    case (.temporal(let first), .temporal(let second)):
      guard (first.kind == .time) == (second.kind == .time) else { break }
      switch first.order(second, defaultOffset: defaultOffset) {
      case .less: return -1
      case .equal: return 0
      case .greater: return 1
      case .unknown: return nil
      }
    default: break
    }
    if let first = one.number, let second = other.number { return first.compared(to: second) }
    if let first = measure(one), let second = measure(other) { return compareQuantities(first, second) }
    throw error(FHIRPathRules.wrongOperandType, index)
  }
}
