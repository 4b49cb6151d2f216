import Schema
import SourceTree

/// A compiled expression: immutable, shared by all workers.
public final class FHIRPathProgram: Sendable {
  let parts: ProgramParts

  public var expression: String { parts.expression }

  init(_ parts: ProgramParts) { self.parts = parts }
}

/// The tables of a program, filled by the compiler.
struct ProgramParts: Sendable {
  /// A step to an element: how to find it in a document.
  struct Member: Sendable {
    var name: String
    /// The symbol of the name in documents that have the schema's names, or `Symbol.none`.
    var symbol: UInt32
    /// For choices: the schema's string of the name without type, or ``StringID/none``.
    var choice: StringID
    /// The type of that name, for expressions that start with one.
    var type: TypeID
    var startsUppercase: Bool
  }

  let expression: String
  var nodes: [ExpressionNode] = []
  var arguments: [Int32] = []
  var literals: [Value] = []
  var members: [Member] = []
  var variables: [String] = []
  var types: [TypeSpecifier] = []
  /// Bytes of the text literals.
  var literalBytes = ContiguousArray<UInt8>()
  /// Units of quantity literals; a literal's unit is an index into this.
  var units: [UnitName] = []
  /// Compiled regular expressions of literal patterns, by node.
  var patterns: [Int32: RegexProgram] = [:]
  var root: Int32 = 0

  init(_ expression: String) { self.expression = expression }

  func text(_ literal: Int32) -> String? {
    guard case .string(let reference) = literals[Int(literal)] else { return nil }
    return String(decoding: literalBytes[reference.range], as: UTF8.self)
  }
}

/// The name of a type in an expression, resolved.
struct TypeSpecifier: Sendable {
  var name: String
  /// The type of FHIRPath of that name, unless the name is qualified with `FHIR`.
  var system: SystemType?
  /// The type of FHIR of that name, unless the name is qualified with `System`.
  var fhir: TypeID
}
