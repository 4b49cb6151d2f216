/// Reads the conditions of mapping rows: a tolerant, total parser for the grammar in `Profiles/hl7v2-to-fhir/README.md`.
public struct ConditionParser {
  private var tokens: ArraySlice<ConditionToken>
  private var subject = ElementReference.subject
  private var isError = false
  private var depth = 0
  /// References without a predicate, which borrow the next one: how many tests of the list under construction wait.
  private var tests: [Test] = []

  /// A test in the order of the text; `predicate` is nil where it is borrowed.
  private struct Test {
    var subject: ElementReference
    var predicate: Predicate?
  }

  private enum Predicate {
    case valued(Bool), mapped(Bool)
    case equal(ConditionOperand, Bool)
    case isIn([String], Bool), inRegistry(String, Bool)
    case count(Comparison, Int), length(Comparison, Int)
  }

  /// The shape of a condition over numbered tests, before predicates are borrowed.
  private indirect enum Shape {
    case and([Shape]), or([Shape]), not(Shape), test(Int)
  }

  private init(_ tokens: [ConditionToken]) { self.tokens = tokens[...] }

  /// - Parameter text: `IF …`.
  public static func parse(_ text: String) throws(ConditionFault) -> ParsedCondition {
    var parser = ConditionParser(try ConditionScanner.tokens(of: text))
    guard parser.takeWord("IF") else { throw ConditionFault(.missingIf) }
    let shape = try parser.disjunction()
    guard parser.tokens.isEmpty else { throw ConditionFault(.unexpectedWord) }
    return ParsedCondition(condition: parser.condition(shape), isError: parser.isError)
  }

  // MARK: Structure

  private mutating func disjunction() throws(ConditionFault) -> Shape {
    depth += 1
    defer { depth -= 1 }
    guard depth < 64 else { throw ConditionFault(.tooDeep) }
    var parts = [try conjunction()]
    while takeWord("OR") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func conjunction() throws(ConditionFault) -> Shape {
    var parts = [try term()]
    while takeWord("AND") { parts.append(try term()) }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func term() throws(ConditionFault) -> Shape {
    while takeWord("IF") {}
    if case .openBracket? = tokens.first { return try bracket() }
    if isWord("NOT"), case .openBracket? = tokens.dropFirst().first {
      tokens.removeFirst()
      return .not(try bracket())
    }
    return try test()
  }

  private mutating func bracket() throws(ConditionFault) -> Shape {
    tokens.removeFirst()
    let inner = try disjunction()
    guard case .closeBracket? = tokens.popFirst() else { throw ConditionFault(.unclosedBracket) }
    return inner
  }

  private mutating func test() throws(ConditionFault) -> Shape {
    var found = false
    if case .word(let word)? = tokens.first, !ConditionParser.isKeyword(word), let reference = ElementReference(word) {
      subject = reference
      found = true
      tokens.removeFirst()
    }
    if takeWord("AREA") { found = true }
    let predicate = try predicate()
    guard found || predicate != nil else { throw ConditionFault(.missingOperand) }
    if takeWord("ERROR") { isError = true }
    tests.append(Test(subject: subject, predicate: predicate))
    return .test(tests.count - 1)
  }

  // MARK: Predicates

  private mutating func predicate() throws(ConditionFault) -> Predicate? {
    var isTrue = true
    var hasVerb = false
    while true {
      if takeWord("IS") || takeWord("DOES") {
        hasVerb = true
      } else if takeWord("NOT") {
        isTrue.toggle()
        hasVerb = true
      } else {
        break
      }
    }
    if takeWord("VALUED") || takeWord("VALUE") || takeWord("EXIST") || takeWord("EXISTS") { return .valued(isTrue) }
    if takeWord("EMPTY") { return .valued(!isTrue) }
    if takeWord("MAPPED") { return .mapped(isTrue) }
    if takeWord("EQUALS") || takeWord("EQUAL") {
      _ = takeWord("TO")
      return .equal(try operand(), isTrue)
    }
    if case .comparison(.equal)? = tokens.first {
      tokens.removeFirst()
      return .equal(try operand(), isTrue)
    }
    if hasVerb, case .text(let text)? = tokens.first {
      tokens.removeFirst()
      return .equal(.text(text), isTrue)
    }
    if takeWord("IN") { return try membership(isTrue) }
    if takeWord("LST.COUNT") || takeWord("COUNT") { return .count(try comparison(), try number()) }
    if takeWord("LENGTH") { return .length(try comparison(), try number()) }
    if hasVerb { throw ConditionFault(.missingOperand) }
    return nil
  }

  private mutating func membership(_ isTrue: Bool) throws(ConditionFault) -> Predicate {
    if case .word(let address)? = tokens.first, address.contains("://") {
      tokens.removeFirst()
      return .inRegistry(address, isTrue)
    }
    guard case .openBracket? = tokens.popFirst() else { throw ConditionFault(.missingOperand) }
    var list: [String] = []
    while true {
      switch tokens.popFirst() {
      case .text(let text)?: list.append(text)
      case .comma?: continue
      case .closeBracket?: return .isIn(list, isTrue)
      default: throw ConditionFault(.unclosedBracket)
      }
    }
  }

  private mutating func operand() throws(ConditionFault) -> ConditionOperand {
    switch tokens.popFirst() {
    case .text(let text)?: return .text(text)
    case .word(let word)?:
      if let number = Int(word) { return .number(number) }
      if !ConditionParser.isKeyword(word), let reference = ElementReference(word) { return .element(reference) }
      throw ConditionFault(.missingOperand)
    default: throw ConditionFault(.missingOperand)
    }
  }

  private mutating func number() throws(ConditionFault) -> Int {
    guard case .word(let word)? = tokens.popFirst(), let number = Int(word) else { throw ConditionFault(.missingOperand) }
    return number
  }

  private mutating func comparison() throws(ConditionFault) -> Comparison {
    if case .comparison(let comparison)? = tokens.first {
      tokens.removeFirst()
      return comparison
    }
    if takeWord("EQUALS") || takeWord("EQUAL") { return .equal }
    let isGreater = takeWord("GREATER")
    guard isGreater || takeWord("LESS"), takeWord("THAN") else { throw ConditionFault(.missingOperand) }
    guard takeWord("OR") else { return isGreater ? .greater : .less }
    guard takeWord("EQUALS") || takeWord("EQUAL") else { throw ConditionFault(.missingOperand) }
    _ = takeWord("TO")
    return isGreater ? .greaterOrEqual : .lessOrEqual
  }

  // MARK: Words

  private static let keywords: Set<String> = [
    "IF", "AND", "OR", "NOT", "IS", "DOES", "VALUED", "VALUE", "EXIST", "EXISTS", "EMPTY", "MAPPED", "EQUALS", "EQUAL", "TO",
    "IN",
    "COUNT", "LENGTH", "GREATER", "LESS", "THAN", "ERROR", "AREA",
  ]

  private static func isKeyword(_ word: String) -> Bool { keywords.contains(word.uppercased()) }

  private func isWord(_ keyword: String) -> Bool {
    if case .word(let word)? = tokens.first { return word.uppercased() == keyword }
    return false
  }

  private mutating func takeWord(_ keyword: String) -> Bool {
    guard isWord(keyword) else { return false }
    tokens.removeFirst()
    return true
  }

  // MARK: Meaning

  private func condition(_ shape: Shape) -> Condition {
    switch shape {
    case .and(let parts): .and(parts.map(condition))
    case .or(let parts): .or(parts.map(condition))
    case .not(let inner): condition(inner).negated
    case .test(let index): condition(of: index)
    }
  }

  private func condition(of index: Int) -> Condition {
    let subject = tests[index].subject
    switch tests[index...].lazy.compactMap(\.predicate).first ?? .valued(true) {
    case .valued(let isTrue): return isTrue ? .valued(subject) : .notValued(subject)
    case .mapped(let isTrue): return isTrue ? .mapped(subject) : .notMapped(subject)
    case .equal(let operand, let isTrue): return isTrue ? .equal(subject, operand) : .notEqual(subject, operand)
    case .isIn(let list, let isTrue): return isTrue ? .isIn(subject, list) : .isNotIn(subject, list)
    case .inRegistry(let url, let isTrue): return isTrue ? .inRegistry(subject, url) : .notInRegistry(subject, url)
    case .count(let comparison, let number): return .count(subject, comparison, number)
    case .length(let comparison, let number): return .length(subject, comparison, number)
    }
  }
}
