import Diagnostics

/// Why an evaluation ended: plain data, made readable by ``problem(in:)``.
public struct FHIRPathError: Error, Sendable, Hashable, BitwiseCopyable {
  public var rule: RuleCode
  /// The node of the program that failed.
  var node: Int32

  init(_ rule: Rule, _ node: Int32) {
    self.rule = rule.code
    self.node = node
  }

  /// The error with its place in the expression, in words.
  public func problem(in program: FHIRPathProgram) -> ExpressionProblem {
    let rule = FHIRPathRules.all.first { $0.code == self.rule } ?? FHIRPathRules.wrongOperandType
    guard program.parts.nodes.indices.contains(Int(node)) else {
      return ExpressionProblem(rule, 0..<program.expression.utf8.count)
    }
    let failed = program.parts.nodes[Int(node)]
    let name =
      switch failed.operation {
      case .function: failed.function.rawValue
      case .variable: program.parts.variables[Int(failed.right)]
      case .member: program.parts.members[Int(failed.right)].name
      default: failed.operation.sign
      }
    return ExpressionProblem(rule, failed.range, actual: name)
  }
}
