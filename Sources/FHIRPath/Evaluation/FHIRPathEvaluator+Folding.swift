import SourceTree

extension FHIRPathEvaluator {
  /// join(), sum(), min(), max() and avg(): empty where an item has no value.
  mutating func fold(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    if node.function == .join { return try join(node, index, frame, range, document) }
    var result: Value?
    for place in range {
      guard let item = try operand(place..<place + 1, index, document) else { return settle(range.lowerBound, nil) }
      let value = converted(item, document)
      guard let total = result else {
        result = value
        continue
      }
      switch node.function {
      case .sum, .avg: result = try calculate(.add, total, value, index, document)
      default:
        guard let order = try compare(value, total, index, document) else { return settle(range.lowerBound, nil) }
        if order < 0 ? node.function == .min : order > 0 && node.function == .max { result = value }
      }
      if result == nil { break }
    }
    if node.function == .avg, let total = result {
      result = try calculate(.divide, total, .integer(Int64(range.count)), index, document)
    }
    settle(range.lowerBound, result)
  }

  private mutating func join(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    var separator: [UInt8] = []
    if node.argumentCount > 0, case .string(let text)? = try argument(0, of: node, index, frame, document) {
      append(text, to: &separator, document)
    }
    var result: [UInt8]?
    for place in range {
      guard let value = try operand(place..<place + 1, index, document) else { continue }
      guard case .string(let text) = value else { throw error(FHIRPathRules.wrongOperandType, index) }
      if result != nil { result? += separator }
      var bytes = result ?? []
      append(text, to: &bytes, document)
      result = bytes
    }
    settle(range.lowerBound, result.map { .string(store($0)) })
  }

  /// sort(): by the items themselves or by keys; items without a key come first, whichever way round.
  mutating func sort(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let keys = Int(node.argumentCount)
    var rows: [(value: Value, keys: [Value?])] = []
    for place in range {
      var row: [Value?] = []
      for key in 0..<keys {
        let start = stack.count
        let body = program.parts.arguments[Int(node.firstArgument) + key]
        try evaluate(body, Frame(frame, this: stack[place], index: place - range.lowerBound), document)
        row.append(try operand(start..<stack.count, index, document))
        stack.removeSubrange(start...)
      }
      if keys == 0 { row.append(try operand(place..<place + 1, index, document)) }
      rows.append((stack[place], row))
    }
    let descending = (0..<max(keys, 1)).map {
      keys > 0 && program.parts.nodes[Int(program.parts.arguments[Int(node.firstArgument) + $0])].isDescending
    }
    // An insertion sort by halves keeps equal items in order and may throw.
    var sorted: [(value: Value, keys: [Value?])] = []
    for row in rows {
      var low = 0
      var high = sorted.count
      while low < high {
        let middle = (low + high) / 2
        if try precedes(row.keys, sorted[middle].keys, descending, index, document) { high = middle } else { low = middle + 1 }
      }
      sorted.insert(row, at: low)
    }
    for (offset, row) in sorted.enumerated() { stack[range.lowerBound + offset] = row.value }
  }

  private mutating func precedes(
    _ left: [Value?], _ right: [Value?], _ descending: [Bool], _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool {
    try spend(1, index)
    for (place, isDescending) in descending.enumerated() {
      let order: Int
      switch (left[place], right[place]) {
      case (nil, nil): order = 0
      case (nil, _): return true
      case (_, nil): return false
      case (let one?, let other?): order = try compare(one, other, index, document) ?? 0
      }
      if order != 0 { return isDescending ? order > 0 : order < 0 }
    }
    return false
  }
}
