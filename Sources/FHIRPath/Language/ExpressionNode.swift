/// What an expression node does.
enum Operation: UInt8, Sendable, BitwiseCopyable {
  case empty, literal, this, index, total, variable, member, function, indexer, isType, asType, negate, plus
  case multiply, divide, wholeDivide, modulo, add, subtract, concatenate
  case union, less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, equivalent, notEquivalent
  case inCollection, containsItem, and, or, xor, implies

  /// As it is written, for messages.
  var sign: String {
    switch self {
    case .isType: "is"
    case .asType: "as"
    case .negate, .subtract: "-"
    case .plus, .add: "+"
    case .multiply: "*"
    case .divide: "/"
    case .wholeDivide: "div"
    case .modulo: "mod"
    case .concatenate: "&"
    case .union: "|"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .equal: "="
    case .notEqual: "!="
    case .equivalent: "~"
    case .notEquivalent: "!~"
    case .inCollection: "in"
    case .containsItem: "contains"
    case .indexer: "[ ]"
    default: "\(self)"
    }
  }
}

/// A node of a compiled expression. Operands are indexes of other nodes; ``none`` is the context of the expression.
struct ExpressionNode: Sendable, BitwiseCopyable {
  static let none: Int32 = -1

  var operation: Operation
  var function = FunctionID.empty
  /// For the argument of sort(): the other way round.
  var isDescending = false
  /// Operand, or input of a step or function.
  var left = ExpressionNode.none
  /// Second operand, or index of a literal, member, variable or type.
  var right = ExpressionNode.none
  /// Arguments: `program.arguments[firstArgument ..< firstArgument + argumentCount]`.
  var firstArgument: Int32 = 0
  var argumentCount: Int32 = 0
  /// Bytes of the expression.
  var start: UInt32
  var end: UInt32

  init(_ operation: Operation, _ range: Range<Int>) {
    self.operation = operation
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
  }

  var range: Range<Int> { Int(start)..<Int(end) }
}
