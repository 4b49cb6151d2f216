import Schema
import SourceTree

extension FHIRPathCompiler {
  mutating func term() throws(ExpressionProblem) -> Int32 {
    let range = token.range
    switch token.kind {
    case .sign("("):
      try advance()
      let inner = try expression(0)
      program.nodes[Int(inner)].start = UInt32(range.lowerBound)
      try expect(")")
      return inner
    case .sign("{"):
      try advance()
      try expect("}")
      return append(ExpressionNode(.empty, range))
    case .string(let text):
      try advance()
      return literal(.string(store(text)), range)
    case .number(let digits):
      try advance()
      return try number(digits, range)
    case .long(let digits):
      guard let value = Int64(digits) else { throw invalid(digits, range) }
      try advance()
      return literal(.long(value), range)
    case .temporal:
      guard let value = token.temporal else { throw unexpected("a value") }
      try advance()
      return literal(.temporal(value), range)
    case .special(let name):
      let operations: [String: Operation] = ["this": .this, "index": .index, "total": .total]
      guard let operation = operations[name] else { throw unexpected("`$this`, `$index` or `$total`") }
      try advance()
      return append(ExpressionNode(operation, range))
    case .variable(let name):
      guard !name.isEmpty else { throw unexpected("the name of a variable") }
      try advance()
      program.variables.append(name)
      var node = ExpressionNode(.variable, range)
      node.right = Int32(program.variables.count - 1)
      return append(node)
    case .word("true"), .word("false"):
      let isTrue = token.kind == .word("true")
      try advance()
      return literal(.boolean(isTrue), range)
    default: return try invocation(on: ExpressionNode.none)
    }
  }

  private func invalid(_ text: String, _ range: Range<Int>) -> ExpressionProblem {
    ExpressionProblem(FHIRPathRules.invalidLiteral, range, actual: text)
  }

  mutating func store(_ text: String) -> TextReference {
    let start = program.literalBytes.count
    program.literalBytes.append(contentsOf: text.utf8)
    return TextReference(.program, start..<program.literalBytes.count)
  }

  mutating func literal(_ value: Value, _ range: Range<Int>) -> Int32 {
    program.literals.append(value)
    var node = ExpressionNode(.literal, range)
    node.right = Int32(program.literals.count - 1)
    return append(node)
  }

  /// A number, or a quantity where a unit follows.
  private mutating func number(_ digits: String, _ range: Range<Int>) throws(ExpressionProblem) -> Int32 {
    guard let decimal = ExactDecimal(digits) else { throw invalid(digits, range) }
    var unit: UnitName?
    if case .string(let code) = token.kind { unit = .code(code) }
    if case .word(let word) = token.kind, let calendar = CalendarUnit(word: word) { unit = .calendar(calendar, word: word) }
    if let unit {
      let end = token.range.upperBound
      try advance()
      program.units.append(unit)
      return literal(.quantity(decimal, UnitID(rawValue: UInt32(program.units.count - 1))), range.lowerBound..<end)
    }
    if decimal.scale == 0, !digits.contains("."), let integer = Int64(digits) { return literal(.integer(integer), range) }
    return literal(.decimal(decimal), range)
  }

  /// A name or a call, after a dot or on its own.
  mutating func invocation(on left: Int32) throws(ExpressionProblem) -> Int32 {
    let range = token.range
    let start = left == ExpressionNode.none ? range.lowerBound : program.nodes[Int(left)].range.lowerBound
    switch token.kind {
    case .word(let name):
      guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else { throw unexpected("a name") }
      try advance()
      if token.kind == .sign("(") { return try call(name, range, on: left, start) }
      return member(name, left, range)
    case .quotedName(let name):
      try advance()
      return member(name, left, range)
    case .special("this") where left != ExpressionNode.none:
      throw unexpected("a name")
    default: throw unexpected(left == ExpressionNode.none ? "a value or a name" : "a name")
    }
  }

  private mutating func member(_ name: String, _ left: Int32, _ range: Range<Int>) -> Int32 {
    let first = name.utf8.first ?? 0
    program.members.append(
      ProgramParts.Member(
        name: name, symbol: model.schema?.seed.symbol(name)?.rawValue ?? Symbol.none.rawValue,
        choice: model.choiceNames[name] ?? .none, type: model.schema?.type(named: name) ?? .none,
        startsUppercase: UInt8(ascii: "A")...UInt8(ascii: "Z") ~= first))
    var node = ExpressionNode(.member, range)
    node.left = left
    node.right = Int32(program.members.count - 1)
    return append(node)
  }

  private mutating func call(
    _ name: String, _ range: Range<Int>, on left: Int32, _ start: Int
  ) throws(ExpressionProblem) -> Int32 {
    try advance()
    var arguments: [Int32] = []
    var function = FunctionID(rawValue: name)
    if left != ExpressionNode.none, isFactory(left) {
      function = .factory
      arguments.append(literal(.string(store(name)), range))
    } else if function == .factory {
      function = nil
    }
    guard let function else { throw ExpressionProblem(FHIRPathRules.unknownFunction, range, actual: name) }
    var node = ExpressionNode(.function, start..<range.upperBound)
    node.function = function
    node.left = left
    if function.takesType || (function == .factory && name == "create") {
      node.right = try typeSpecifier()
    } else if token.kind != .sign(")") {
      repeat {
        if !arguments.isEmpty, token.kind == .sign(",") { try advance() }
        arguments.append(try argument(of: function))
      } while token.kind == .sign(",")
    }
    node.end = UInt32(token.range.upperBound)
    try expect(")")
    let count = arguments.count + (function.takesType ? 1 : 0)
    guard function.arity.contains(count) else {
      throw ExpressionProblem(FHIRPathRules.argumentCount, range, actual: name, expected: function.arityText)
    }
    node.firstArgument = Int32(program.arguments.count)
    node.argumentCount = Int32(arguments.count)
    program.arguments += arguments
    let index = append(node)
    compilePattern(index)
    return index
  }

  private func isFactory(_ left: Int32) -> Bool {
    let node = program.nodes[Int(left)]
    return node.operation == .variable && program.variables[Int(node.right)] == "factory"
  }

  /// An argument; that of sort() may say which way round.
  private mutating func argument(of function: FunctionID) throws(ExpressionProblem) -> Int32 {
    var argument = try expression(0)
    guard function == .sort else { return argument }
    if program.nodes[Int(argument)].operation == .negate {
      argument = program.nodes[Int(argument)].left
      program.nodes[Int(argument)].isDescending = true
    }
    if case .word(let word) = token.kind, word == "asc" || word == "desc" {
      program.nodes[Int(argument)].isDescending = word == "desc"
      try advance()
    }
    return argument
  }

  /// Regular expressions that are literals are compiled once.
  private mutating func compilePattern(_ index: Int32) {
    let node = program.nodes[Int(index)]
    guard [.matches, .matchesFull, .replaceMatches].contains(node.function), node.argumentCount > 0 else { return }
    let flagPlace = node.function == .replaceMatches ? 2 : 1
    guard let pattern = literalText(node, 0) else { return }
    let flags = Int(node.argumentCount) > flagPlace ? literalText(node, flagPlace) : ""
    guard let flags, let regex = RegexCompiler.compile(pattern, flags: flags, isFull: node.function == .matchesFull) else {
      return
    }
    program.patterns[index] = regex
  }

  private func literalText(_ node: ExpressionNode, _ place: Int) -> String? {
    let argument = program.nodes[Int(program.arguments[Int(node.firstArgument) + place])]
    return argument.operation == .literal ? program.text(argument.right) : nil
  }
}
