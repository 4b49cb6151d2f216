import Diagnostics
import FHIRPath
import Schema
import Synchronization

/// An invariant ready to be evaluated.
struct CompiledInvariant: Sendable {
  /// Index of its record in the schema's constraints.
  var constraint: UInt32
  var severity: Severity
  /// Nil where the expression is broken.
  var program: FHIRPathProgram?
  /// What is wrong with the expression.
  var problem: ExpressionProblem?
}

/// The invariants of one type or element.
final class InvariantList: Sendable {
  static let empty = InvariantList([])
  let invariants: [CompiledInvariant]

  init(_ invariants: [CompiledInvariant]) { self.invariants = invariants }
}

/// The invariants of a run, compiled when a type is first met, so that a run pays only for what its records hold.
final class InvariantLibrary: Sendable {
  private let schema: Schema
  private let options: ValidationOptions
  private let lists: Mutex<[UInt64: InvariantList]>

  init(_ schema: Schema, _ options: ValidationOptions) {
    self.schema = schema
    self.options = options
    lists = Mutex([:])
  }

  /// The invariants in a stretch of the schema's constraints, without those that ``WalkedInvariants`` names.
  func list(first: UInt32, count: UInt32, model: @autoclosure () -> FHIRPathModel) -> InvariantList {
    if count == 0 { return .empty }
    let key = UInt64(first) << 32 | UInt64(count)
    if let known = lists.withLock({ $0[key] }) { return known }
    // Two workers may compile the same list at the same time: the results are equal.
    let made = compile(first: first, count: count, model())
    lists.withLock { $0[key] = made }
    return made
  }

  private func compile(first: UInt32, count: UInt32, _ model: FHIRPathModel) -> InvariantList {
    var result: [CompiledInvariant] = []
    for index in first..<(first + count) {
      let record = schema.tables.constraints[Int(index)]
      guard let severity = severity(of: record),
        options.evaluatesWalkedInvariants || !WalkedInvariants.contains(schema.string(record.key))
      else { continue }
      let expression = schema.string(record.expression)
      if expression.isEmpty { continue }
      var invariant = CompiledInvariant(constraint: index, severity: severity)
      do {
        invariant.program = try FHIRPathCompiler.compile(MendedInvariants.expression(expression), model: model)
      } catch {
        invariant.problem = error
      }
      result.append(invariant)
    }
    return result.isEmpty ? .empty : InvariantList(result)
  }

  /// Nil for invariants that are not wanted.
  private func severity(of record: ConstraintRecord) -> Severity? {
    if record.isBestPractice { return options.bestPractice }
    return record.severity == .error ? .error : .warning
  }
}
