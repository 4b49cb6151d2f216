import SourceTree

/// Functions on texts (http://hl7.org/fhirpath/N1/#string-manipulation). Places are counted in code points.
extension FHIRPathEvaluator {
  mutating func onText(
    _ text: TextReference, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    switch call.function {
    case .length: return .integer(Int64(scalarCount(text, document)))
    case .upper: return .string(store(string(text, document).uppercased()))
    case .lower: return .string(store(string(text, document).lowercased()))
    case .trim: return .string(store(trimmed(string(text, document))))
    case .matches, .matchesFull, .replaceMatches: return try match(text, call, document)
    case .encode, .decode, .escape, .unescape: return try transcode(text, call, document)
    case .substring: return try substring(text, call, document)
    case .replace: return try replace(text, call, document)
    default: break
    }
    guard let other = try textArgument(0, call, document) else { return nil }
    switch call.function {
    case .startsWith: return .boolean(isPart(other, of: text, at: 0, document))
    case .endsWith:
      return .boolean(isPart(other, of: text, at: Int(text.length) - Int(other.length), document))
    case .contains: return .boolean(find(other, in: text, fromEnd: false, document) != nil)
    default:
      guard let place = find(other, in: text, fromEnd: call.function == .lastIndexOf, document) else { return .integer(-1) }
      var before = text
      before.length = UInt32(place)
      return .integer(Int64(scalarCount(before, document)))
    }
  }

  /// A text as argument; nil where it is empty, an error where it is something else.
  mutating func textArgument(
    _ place: Int, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> TextReference? {
    guard let value = try argument(place, of: call.node, call.index, call.frame, document) else { return nil }
    guard case .string(let text) = value else { throw error(FHIRPathRules.wrongOperandType, call.index) }
    return text
  }

  private func scalarCount(_ text: TextReference, _ document: borrowing SourceDocument) -> Int {
    var count = 0
    for index in 0..<Int(text.length) where byte(text, index, document) & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private func isPart(_ part: TextReference, of text: TextReference, at place: Int, _ document: borrowing SourceDocument) -> Bool
  {
    guard place >= 0, place + Int(part.length) <= Int(text.length) else { return false }
    for index in 0..<Int(part.length) where byte(part, index, document) != byte(text, place + index, document) { return false }
    return true
  }

  private func find(
    _ part: TextReference, in text: TextReference, fromEnd: Bool, _ document: borrowing SourceDocument
  ) -> Int? {
    let last = Int(text.length) - Int(part.length)
    guard last >= 0 else { return nil }
    for step in 0...last {
      let place = fromEnd ? last - step : step
      if isPart(part, of: text, at: place, document) { return place }
    }
    return nil
  }

  private func trimmed(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars[first...last])
    return String(result)
  }

  private mutating func substring(
    _ text: TextReference, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    guard let first = try argument(0, of: call.node, call.index, call.frame, document) else { return nil }
    guard case .integer(let start) = first else { throw error(FHIRPathRules.wrongOperandType, call.index) }
    var length = Int64.max
    if call.node.argumentCount > 1, let second = try argument(1, of: call.node, call.index, call.frame, document) {
      guard case .integer(let number) = second else { throw error(FHIRPathRules.wrongOperandType, call.index) }
      length = number
    }
    let count = Int64(scalarCount(text, document))
    guard start >= 0, start < count else { return nil }
    let end = length <= 0 ? start : length >= count - start ? count : start + length
    let range = byteRange(text, Int(start)..<Int(end), document)
    var result = text
    result.offset += UInt32(range.lowerBound)
    result.length = UInt32(range.count)
    return .string(result)
  }

  /// The bytes of a range of code points.
  private func byteRange(_ text: TextReference, _ range: Range<Int>, _ document: borrowing SourceDocument) -> Range<Int> {
    var start = Int(text.length)
    var end = Int(text.length)
    var count = 0
    for index in 0..<Int(text.length) where byte(text, index, document) & 0xC0 != 0x80 {
      if count == range.lowerBound { start = index }
      if count == range.upperBound {
        end = index
        break
      }
      count += 1
    }
    return start..<max(start, end)
  }

  private mutating func replace(
    _ text: TextReference, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    guard let pattern = try textArgument(0, call, document), let substitution = try textArgument(1, call, document) else {
      return nil
    }
    var result: [UInt8] = []
    var substitute: [UInt8] = []
    append(substitution, to: &substitute, document)
    var index = 0
    while index < Int(text.length) {
      let byte = byte(text, index, document)
      if pattern.length == 0 {
        if byte & 0xC0 != 0x80 { result += substitute }
      } else if isPart(pattern, of: text, at: index, document) {
        result += substitute
        index += Int(pattern.length)
        continue
      }
      result.append(byte)
      index += 1
    }
    if pattern.length == 0 { result += substitute }
    return .string(store(result))
  }

  /// split() and toChars() push several texts.
  mutating func parts(
    of text: TextReference, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    var separator: TextReference?
    if call.function == .split {
      guard let given = try textArgument(0, call, document) else { return }
      separator = given
    }
    var start = 0
    var index = 0
    func part(_ range: Range<Int>) -> Value {
      var part = text
      part.offset += UInt32(range.lowerBound)
      part.length = UInt32(range.count)
      return .string(part)
    }
    while index < Int(text.length) {
      if let separator, separator.length > 0 {
        if isPart(separator, of: text, at: index, document) {
          stack.append(part(start..<index))
          index += Int(separator.length)
          start = index
        } else {
          index += 1
        }
      } else {
        index += 1
        while index < Int(text.length), byte(text, index, document) & 0xC0 == 0x80 { index += 1 }
        stack.append(part(start..<index))
        start = index
      }
    }
    if let separator, separator.length > 0 { stack.append(part(start..<Int(text.length))) }
  }
}
