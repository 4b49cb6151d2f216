import Schema
import SourceTree

/// Compiles an expression by the grammar of FHIRPath (http://hl7.org/fhirpath/N1/grammar.html), operators by precedence. Depth and length
/// are bounded.
public struct FHIRPathCompiler {
  static let maximumDepth = 128
  static let maximumLength = 65_536

  let model: FHIRPathModel
  var program: ProgramParts
  private var lexer: Lexer
  var token: Token
  var depth = 0

  /// The program of an expression.
  public static func compile(_ expression: String, model: FHIRPathModel) throws(ExpressionProblem) -> FHIRPathProgram {
    let length = expression.utf8.count
    guard length <= maximumLength else {
      throw ExpressionProblem(FHIRPathRules.tooComplex, 0..<length, expected: "\(maximumLength) bytes")
    }
    var compiler = FHIRPathCompiler(expression, model)
    try compiler.advance()
    compiler.program.root = try compiler.expression(0)
    guard compiler.token.kind == .end else { throw compiler.unexpected("an operator or the end") }
    return FHIRPathProgram(compiler.program)
  }

  private init(_ expression: String, _ model: FHIRPathModel) {
    self.model = model
    program = ProgramParts(expression)
    lexer = Lexer(expression)
    token = Token(kind: .end, range: 0..<0)
  }

  mutating func advance() throws(ExpressionProblem) { token = try lexer.next() }

  func unexpected(_ expected: String) -> ExpressionProblem {
    let text = String(decoding: Array(program.expression.utf8)[token.range], as: UTF8.self)
    let actual = token.kind == .end ? "the end of the expression" : "`\(text)`"
    return ExpressionProblem(FHIRPathRules.unexpectedToken, token.range, actual: actual, expected: expected)
  }

  mutating func expect(_ sign: String) throws(ExpressionProblem) {
    guard token.kind == .sign(sign) else { throw unexpected("`\(sign)`") }
    try advance()
  }

  mutating func append(_ node: ExpressionNode) -> Int32 {
    program.nodes.append(node)
    return Int32(program.nodes.count - 1)
  }

  // MARK: Operators

  /// Binding power and operation of the operator at the current token; higher binds tighter.
  private var binary: (power: Int, operation: Operation)? {
    switch token.kind {
    case .sign(let sign):
      switch sign {
      case "*": (11, .multiply)
      case "/": (11, .divide)
      case "+": (10, .add)
      case "-": (10, .subtract)
      case "&": (10, .concatenate)
      case "|": (8, .union)
      case "<": (7, .less)
      case "<=": (7, .lessOrEqual)
      case ">": (7, .greater)
      case ">=": (7, .greaterOrEqual)
      case "=": (6, .equal)
      case "!=": (6, .notEqual)
      case "~": (6, .equivalent)
      case "!~": (6, .notEquivalent)
      default: nil
      }
    case .word(let word):
      switch word {
      case "div": (11, .wholeDivide)
      case "mod": (11, .modulo)
      case "is": (9, .isType)
      case "as": (9, .asType)
      case "in": (5, .inCollection)
      case "contains": (5, .containsItem)
      case "and": (4, .and)
      case "or": (3, .or)
      case "xor": (3, .xor)
      case "implies": (2, .implies)
      default: nil
      }
    default: nil
    }
  }

  mutating func expression(_ minimum: Int) throws(ExpressionProblem) -> Int32 {
    depth += 1
    defer { depth -= 1 }
    guard depth <= FHIRPathCompiler.maximumDepth else {
      throw ExpressionProblem(FHIRPathRules.tooComplex, token.range, expected: "\(FHIRPathCompiler.maximumDepth) levels")
    }
    var left = try unary()
    var count = 0
    while let (power, operation) = binary, power > minimum {
      let start = program.nodes[Int(left)].range.lowerBound
      try advance()
      var node = ExpressionNode(operation, start..<token.range.upperBound)
      node.left = left
      node.right = operation == .isType || operation == .asType ? try typeSpecifier() : try expression(power)
      node.end = UInt32(
        max(
          node.range.upperBound,
          node.right >= 0 && operation != .isType && operation != .asType
            ? program.nodes[Int(node.right)].range.upperBound : 0))
      left = append(node)
      count += 1
      // A chain of operators is as deep when it is evaluated as brackets are.
      guard count <= 2 * FHIRPathCompiler.maximumDepth else {
        throw ExpressionProblem(FHIRPathRules.tooComplex, token.range, expected: "\(2 * FHIRPathCompiler.maximumDepth) operators")
      }
    }
    return left
  }

  private mutating func unary() throws(ExpressionProblem) -> Int32 {
    guard token.kind == .sign("-") || token.kind == .sign("+") else { return try postfix() }
    depth += 1
    defer { depth -= 1 }
    guard depth <= FHIRPathCompiler.maximumDepth else {
      throw ExpressionProblem(FHIRPathRules.tooComplex, token.range, expected: "\(FHIRPathCompiler.maximumDepth) levels")
    }
    var node = ExpressionNode(token.kind == .sign("-") ? .negate : .plus, token.range)
    try advance()
    node.left = try unary()
    node.end = program.nodes[Int(node.left)].end
    return append(node)
  }

  private mutating func postfix() throws(ExpressionProblem) -> Int32 {
    var left = try term()
    var count = 0
    while true {
      if token.kind == .sign(".") {
        try advance()
        left = try invocation(on: left)
      } else if token.kind == .sign("[") {
        var node = ExpressionNode(.indexer, program.nodes[Int(left)].range)
        try advance()
        node.left = left
        node.right = try expression(0)
        node.end = UInt32(token.range.upperBound)
        try expect("]")
        left = append(node)
      } else {
        return left
      }
      count += 1
      guard count <= 2 * FHIRPathCompiler.maximumDepth else {
        throw ExpressionProblem(FHIRPathRules.tooComplex, token.range, expected: "\(2 * FHIRPathCompiler.maximumDepth) steps")
      }
    }
  }

  /// A type by name, qualified or not, as an index into the program's types.
  mutating func typeSpecifier() throws(ExpressionProblem) -> Int32 {
    let start = token.range.lowerBound
    var name = try typeName()
    var namespace: String?
    var end = start + name.utf8.count
    if token.kind == .sign(".") {
      try advance()
      end = token.range.upperBound
      namespace = name
      name = try typeName()
    }
    var type = TypeSpecifier(name: name, system: nil, fhir: .none)
    if namespace != "FHIR" { type.system = SystemType(rawValue: name) }
    if namespace != "System" { type.fhir = model.schema?.type(named: name) ?? .none }
    guard namespace == nil || namespace == "FHIR" || namespace == "System", type.system != nil || type.fhir != .none else {
      throw ExpressionProblem(FHIRPathRules.unknownType, start..<end, actual: namespace.map { $0 + "." + name } ?? name)
    }
    program.types.append(type)
    return Int32(program.types.count - 1)
  }

  private mutating func typeName() throws(ExpressionProblem) -> String {
    switch token.kind {
    case .word(let name), .quotedName(let name):
      try advance()
      return name
    default: throw unexpected("the name of a type")
    }
  }
}
