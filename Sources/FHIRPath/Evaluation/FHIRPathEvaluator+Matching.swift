import SourceTree

/// Regular expressions.
extension FHIRPathEvaluator {
  mutating func match(
    _ text: TextReference, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Value? {
    guard let regex = try regex(call, document) else { return nil }
    var substitution: String?
    if call.function == .replaceMatches {
      guard let given = try textArgument(1, call, document) else { return nil }
      substitution = string(given, document)
    }
    let scalars = string(text, document).unicodeScalars.map(\.value)
    var matcher = RegexMatcher(regex, scalars)
    if let substitution { return .string(store(try replaced(&matcher, substitution, text, call, document))) }
    switch matcher.search(from: 0) {
    case .matched: return .boolean(true)
    case .failed: return .boolean(false)
    case .tooCostly: throw error(FHIRPathRules.tooCostly, call.index)
    }
  }

  private mutating func regex(_ call: ScalarCall, _ document: borrowing SourceDocument) throws(FHIRPathError) -> RegexProgram? {
    if let compiled = program.parts.patterns[call.index] { return compiled }
    guard let pattern = try textArgument(0, call, document) else { return nil }
    var flags = ""
    let flagPlace = call.function == .replaceMatches ? 2 : 1
    if Int(call.node.argumentCount) > flagPlace, let given = try textArgument(flagPlace, call, document) {
      flags = string(given, document)
    }
    let isFull = call.function == .matchesFull
    let key = flags + (isFull ? "=" : "/") + string(pattern, document)
    if let known = regexes[key] { return known }
    guard let compiled = RegexCompiler.compile(string(pattern, document), flags: flags, isFull: isFull) else {
      throw error(FHIRPathRules.invalidArgument, call.index)
    }
    if regexes.count < 256 { regexes[key] = compiled }
    return compiled
  }

  private mutating func replaced(
    _ matcher: inout RegexMatcher, _ substitution: String, _ text: TextReference, _ call: ScalarCall,
    _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> String {
    var result = String.UnicodeScalarView()
    var position = 0
    var copied = 0
    // An empty pattern replaces nothing.
    if matcher.program.steps.count <= 3 { return string(text, document) }
    search: while position <= matcher.text.count {
      switch matcher.search(from: position) {
      case .failed: break search
      case .tooCostly: throw error(FHIRPathRules.tooCostly, call.index)
      case .matched: break
      }
      let (start, end) = (matcher.captures[0], matcher.captures[1])
      append(matcher.text[copied..<start], to: &result)
      appendSubstitution(Array(substitution.unicodeScalars), matcher, to: &result)
      copied = end
      position = end > start ? end : end + 1
    }
    append(matcher.text[copied...], to: &result)
    return String(result)
  }

  private func append(_ scalars: ArraySlice<UInt32>, to result: inout String.UnicodeScalarView) {
    for scalar in scalars { result.append(Unicode.Scalar(scalar) ?? "\u{FFFD}") }
  }

  /// `$1` and `${name}` stand for groups, `$$` for a dollar sign.
  private func appendSubstitution(
    _ text: [Unicode.Scalar], _ matcher: RegexMatcher, to result: inout String.UnicodeScalarView
  ) {
    func group(_ number: Int) -> ArraySlice<UInt32> {
      guard number < matcher.program.groupCount, matcher.captures[number * 2] >= 0,
        matcher.captures[number * 2 + 1] >= matcher.captures[number * 2]
      else { return [] }
      return matcher.text[matcher.captures[number * 2]..<matcher.captures[number * 2 + 1]]
    }
    var index = 0
    while index < text.count {
      guard text[index] == "$", index + 1 < text.count else {
        result.append(text[index])
        index += 1
        continue
      }
      let next = text[index + 1]
      if let digit = Int(String(next)), digit < matcher.program.groupCount {
        append(group(digit), to: &result)
        index += 2
      } else if next == "{", let close = text[index...].firstIndex(of: "}") {
        let name = String(String.UnicodeScalarView(text[(index + 2)..<close]))
        append(group(matcher.program.groupNames[name] ?? Int(name) ?? Int.max), to: &result)
        index = close + 1
      } else {
        result.append("$")
        index += next == "$" ? 2 : 1
      }
    }
  }
}
