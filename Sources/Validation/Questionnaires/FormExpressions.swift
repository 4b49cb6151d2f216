import FHIRPath
import SourceTree

/// What FHIRPath lends to questionnaires: patterns, and quantities in different units.
extension QuestionnairePass {
  /// Whether a text matches a pattern as a whole; nil where the pattern is none.
  mutating func matches(_ document: borrowing SourceDocument, _ node: NodeID, _ pattern: String) -> Bool? {
    let escaped = pattern.unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "\\" || scalar == "'" { text.append("\\") }
      text.unicodeScalars.append(scalar)
    }
    return holds("$this.matchesFull('\(escaped)')", document, FHIRPathFocus(node: node, type: string))
  }

  /// -1, 0 or 1 as one quantity is less than, equal to or more than another; nil where their units do not tell.
  mutating func order(_ left: FormValue, _ right: FormValue) -> Int? {
    guard let leftCode = left.code, let rightCode = right.code, let system = left.system, system == right.system,
      let leftNumber = left.number, let rightNumber = right.number
    else { return nil }
    if leftCode == rightCode {
      return leftNumber.hasSameValue(as: rightNumber) ? 0 : leftNumber.isLess(than: rightNumber) ? -1 : 1
    }
    guard system == "http://unitsofmeasure.org", !(leftCode + rightCode).contains("'"), !(leftCode + rightCode).contains("\\")
    else {
      return nil
    }
    let none = SourceDocument(format: .canonical, seed: context.schema.seed)
    let pair = ("\(leftNumber.text) '\(leftCode)'", "\(rightNumber.text) '\(rightCode)'")
    guard let isLess = holds("\(pair.0) < \(pair.1)", none, FHIRPathFocus(node: .none)) else { return nil }
    if isLess { return -1 }
    return holds("\(pair.0) > \(pair.1)", none, FHIRPathFocus(node: .none)).map { $0 ? 1 : 0 }
  }

  private mutating func holds(_ expression: String, _ document: borrowing SourceDocument, _ focus: FHIRPathFocus) -> Bool? {
    guard let program = try? FHIRPathCompiler.compile(expression, model: context.model) else { return nil }
    if evaluator == nil { evaluator = FHIRPathEvaluator(model: context.model, services: ContextServices(context: context)) }
    return (try? evaluator?.holds(program, in: document, focus: focus)) ?? nil
  }
}
