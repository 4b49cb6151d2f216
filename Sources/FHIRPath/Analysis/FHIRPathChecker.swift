import Diagnostics
import Schema

/// Checks an expression against the types of FHIR without evaluating it: elements that do not exist, functions and operators on values that
/// they do not work on (http://hl7.org/fhirpath/N1/#type-safety-and-strict-evaluation). What is not known is not complained about.
public struct FHIRPathChecker {
  let model: FHIRPathModel
  let program: FHIRPathProgram
  /// Whether order-dependent functions on unordered collections are reported.
  let checksOrder: Bool
  private(set) var problems: [ExpressionProblem] = []
  private var context = StaticType.any
  private var this = StaticType.any
  private var total = StaticType.any
  private var depth = 0

  /// The problems of a program evaluated on elements of a type (`Patient`, `Patient.contact`); nil for any.
  public static func check(
    _ program: FHIRPathProgram, context: String?, model: FHIRPathModel, checksOrder: Bool = false
  ) -> [ExpressionProblem] {
    guard let schema = model.schema else { return [] }
    var checker = FHIRPathChecker(model: model, program: program, checksOrder: checksOrder)
    if let context, let type = schema.type(named: context) { checker.context = checker.known(type) }
    checker.this = checker.context
    _ = checker.type(of: program.parts.root)
    return checker.problems
  }

  private init(model: FHIRPathModel, program: FHIRPathProgram, checksOrder: Bool) {
    self.model = model
    self.program = program
    self.checksOrder = checksOrder
  }

  /// A type as static knowledge; abstract resources may turn out to be anything.
  private func known(_ type: TypeID) -> StaticType {
    guard let schema = model.schema, type != .none else { return .any }
    if model.primitive(type) == .systemString { return .system(.string) }
    return schema.tables.types[type.index].isAbstract ? .any : StaticType(types: [type])
  }

  private func name(_ type: StaticType) -> String {
    let names =
      type.types.map { model.schema?.string(model.schema?.tables.types[$0.index].name ?? .none) ?? "" }
      + type.systems.map(\.rawValue)
    return names.count > 3 ? "the value" : names.map { "`" + $0 + "`" }.joined(separator: " or ")
  }

  private mutating func report(_ rule: Rule, _ node: ExpressionNode, actual: String, expected: String = "") {
    guard problems.count < 100 else { return }
    problems.append(ExpressionProblem(rule, node.range, actual: actual, expected: expected))
  }

  private mutating func type(of index: Int32) -> StaticType {
    guard index != ExpressionNode.none else { return this }
    depth += 1
    defer { depth -= 1 }
    guard depth < FHIRPathEvaluator.maximumDepth else { return .any }
    let node = program.parts.nodes[Int(index)]
    switch node.operation {
    case .empty: return StaticType()
    case .literal: return program.parts.literals[Int(node.right)].systemType.map { StaticType(systems: [$0]) } ?? .any
    case .this: return this
    case .index: return .system(.integer)
    case .total: return total
    case .variable: return program.parts.variables[Int(node.right)] == "context" ? context : .any
    case .member: return member(node)
    case .function: return function(node)
    case .indexer:
      let input = type(of: node.left)
      _ = type(of: node.right)
      checkOrder(input, node, "[ ]")
      return input
    case .isType, .asType:
      _ = type(of: node.left)
      return node.operation == .isType ? .system(.boolean) : specified(node.right)
    case .negate, .plus: return type(of: node.left)
    default: return binary(node)
    }
  }

  private func specified(_ index: Int32) -> StaticType {
    let specifier = program.parts.types[Int(index)]
    var result = specifier.fhir == .none ? StaticType() : known(specifier.fhir)
    if let system = specifier.system { result.systems.append(system) }
    return result
  }

  private mutating func member(_ node: ExpressionNode) -> StaticType {
    let member = program.parts.members[Int(node.right)]
    if node.left == ExpressionNode.none, member.startsUppercase, member.type != .none {
      if this.isAny { return known(member.type) }
      if this.types.contains(where: { model.isType($0, member.type) }) { return this }
      report(FHIRPathRules.wrongContext, node, actual: member.name, expected: name(this))
      return .any
    }
    let input = type(of: node.left)
    guard input.isKnown, let schema = model.schema else { return .any }
    var result: StaticType?
    for owner in input.types {
      let record = schema.tables.types[owner.index]
      for index in record.firstElement..<(record.firstElement + record.elementCount) {
        let element = schema.tables.elements[Int(index)]
        guard schema.string(element.name) == member.name else { continue }
        var found = StaticType()
        for offset in 0..<Int(element.typeReferenceCount) {
          found = found.union(known(schema.tables.typeReferences[Int(element.firstTypeReference) + offset].type))
        }
        result = result?.union(found) ?? found
      }
    }
    // Quantities of FHIRPath have a value and a unit, and type() gives a name and a namespace.
    if !input.systems.isEmpty { return result ?? .any }
    if let result { return result }
    report(FHIRPathRules.unknownElement, node, actual: member.name, expected: name(input))
    return .any
  }

  private mutating func binary(_ node: ExpressionNode) -> StaticType {
    let left = type(of: node.left)
    let right = type(of: node.right)
    switch node.operation {
    case .union: return left.union(right)
    case .concatenate: return .system(.string)
    case .add, .subtract, .multiply, .divide, .wholeDivide, .modulo:
      let numbers: [SystemType] = [.integer, .long, .decimal]
      let moments: [SystemType] = [.date, .dateTime, .time]
      let leftKinds = kinds(left)
      let rightKinds = kinds(right)
      if !leftKinds.isEmpty, leftKinds.allSatisfy(moments.contains), !rightKinds.isEmpty, rightKinds.allSatisfy(numbers.contains)
      {
        report(
          FHIRPathRules.wrongOperands, node, actual: node.operation.sign, expected: "\(name(left)) and \(name(right))")
      }
      return leftKinds.count == 1 && leftKinds == rightKinds && leftKinds != [.integer] ? left : .any
    default: return .system(.boolean)
    }
  }

  /// The types of FHIRPath that items convert to; empty where that is not known or one does not convert.
  private func kinds(_ type: StaticType) -> [SystemType] {
    guard type.isKnown else { return [] }
    var result = type.systems
    for fhir in type.types {
      switch model.primitive(fhir) {
      case .none, .xhtml: return []
      case .boolean: result.append(.boolean)
      case .integer, .unsignedInt, .positiveInt: result.append(.integer)
      case .decimal: result.append(.decimal)
      case .date: result.append(.date)
      case .dateTime, .instant: result.append(.dateTime)
      case .time: result.append(.time)
      default: result.append(.string)
      }
    }
    return result
  }

  private mutating func checkOrder(_ input: StaticType, _ node: ExpressionNode, _ name: String) {
    if checksOrder, !input.isOrdered { report(FHIRPathRules.unorderedInput, node, actual: name) }
  }

  /// The type of an argument evaluated for each item of the input.
  private mutating func body(_ node: ExpressionNode, _ place: Int, _ input: StaticType) -> StaticType {
    let outer = this
    this = input
    this.isOrdered = true
    defer { this = outer }
    return type(of: program.parts.arguments[Int(node.firstArgument) + place])
  }

  private mutating func arguments(_ node: ExpressionNode) -> [StaticType] {
    (0..<Int(node.argumentCount)).map { type(of: program.parts.arguments[Int(node.firstArgument) + $0]) }
  }
}

extension FHIRPathChecker {
  private mutating func function(_ node: ExpressionNode) -> StaticType {
    let input = type(of: node.left)
    if node.function.needsOrder { checkOrder(input, node, node.function.rawValue) }
    switch node.function {
    case .where, .exists, .all, .repeat, .repeatAll, .select, .iif, .aggregate, .trace, .sort, .defineVariable, .coalesce:
      return iterating(node, input)
    case .ofType, .as: return specified(node.right)
    case .children, .descendants: return StaticType(isAny: true, isOrdered: false)
    case .extension:
      _ = arguments(node)
      return known(model.extension)
    case .first, .last, .single, .tail, .skip, .take, .distinct, .exclude, .intersect:
      _ = arguments(node)
      return input
    case .union, .combine: return arguments(node).reduce(input) { $0.union($1) }
    case .count, .length, .indexOf, .lastIndexOf, .toInteger, .precision:
      checkText(node, input)
      _ = arguments(node)
      return .system(.integer)
    case .substring, .upper, .lower, .replace, .replaceMatches, .toChars, .split, .trim, .encode, .decode, .escape, .unescape,
      .join,
      .toString:
      checkText(node, input)
      _ = arguments(node)
      return .system(.string)
    default: return other(node, input)
    }
  }

  private mutating func other(_ node: ExpressionNode, _ input: StaticType) -> StaticType {
    checkText(node, input)
    _ = arguments(node)
    switch node.function {
    case .today: return .system(.date)
    case .now: return .system(.dateTime)
    case .timeOfDay: return .system(.time)
    case .empty, .not, .allTrue, .anyTrue, .allFalse, .anyFalse, .subsetOf, .supersetOf, .isDistinct, .is, .startsWith, .endsWith,
      .contains, .matches, .matchesFull, .hasValue, .hasExtension, .conformsTo, .memberOf, .htmlChecks, .comparable,
      .convertsToBoolean, .convertsToDate, .convertsToDateTime, .convertsToDecimal, .convertsToInteger, .convertsToLong,
      .convertsToQuantity, .convertsToString, .convertsToTime, .toBoolean:
      return .system(.boolean)
    default: return .any
    }
  }

  private mutating func iterating(_ node: ExpressionNode, _ input: StaticType) -> StaticType {
    switch node.function {
    case .select: return body(node, 0, input)
    case .where, .sort, .trace, .defineVariable:
      for place in 0..<Int(node.argumentCount) { _ = body(node, place, input) }
      return input
    case .exists, .all:
      if node.argumentCount > 0 { _ = body(node, 0, input) }
      return .system(.boolean)
    case .repeat, .repeatAll:
      let first = body(node, 0, input)
      return first.isAny ? first : input.union(first)
    case .iif:
      let context = node.left == ExpressionNode.none ? this : input
      _ = body(node, 0, context)
      let results = (1..<Int(node.argumentCount)).map { body(node, $0, context) }
      return results.reduce(StaticType()) { $0.union($1) }
    case .coalesce: return arguments(node).reduce(StaticType()) { $0.union($1) }
    default:
      _ = body(node, 0, input)
      return .any
    }
  }

  /// Functions on texts need texts.
  private mutating func checkText(_ node: ExpressionNode, _ input: StaticType) {
    let functions: [FunctionID] = [
      .indexOf, .lastIndexOf, .substring, .startsWith, .endsWith, .contains, .upper, .lower, .replace, .matches, .matchesFull,
      .replaceMatches, .length, .toChars, .split, .trim, .encode, .decode, .escape, .unescape,
    ]
    guard functions.contains(node.function), input.isKnown else { return }
    let fits =
      input.systems.contains(.string)
      || input.types.contains {
        ![.none, .boolean, .integer, .unsignedInt, .positiveInt, .decimal].contains(model.primitive($0))
      }
    if !fits { report(FHIRPathRules.wrongInputType, node, actual: node.function.rawValue, expected: name(input)) }
  }
}
