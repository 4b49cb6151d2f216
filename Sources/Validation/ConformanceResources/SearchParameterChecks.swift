import Diagnostics
import FHIRPath
import Schema
import SourceTree

/// http://hl7.org/fhir/R4/searchparameter.html
extension DefiningResourcePass {
  mutating func checkSearchParameter(_ resource: NodeID, _ document: borrowing SourceDocument) {
    let bases = document.items("base", of: resource).map { document.text(of: $0) }
    if document.string("type", of: resource) == "composite", document.objects("component", of: resource).count < 2 {
      report(DefinitionRules.compositeComponents, resource, document)
    }
    if let parent = document.string("derivedFrom", of: resource).flatMap({ searchParameter($0) }) {
      for base in document.items("base", of: resource) where !parent.covers(document.text(of: base)) {
        report(DefinitionRules.searchBaseNotInParent, base, document, actual: .node(base))
      }
    }
    guard let expression = document.member("expression", of: resource), document[expression].isScalar else { return }
    if !isValid(document.text(of: expression), on: bases) {
      report(DefinitionRules.searchExpression, expression, document, actual: .node(expression))
    }
  }

  /// Whether an expression can be read, and each part of it means something on one of the types at least.
  private func isValid(_ expression: String, on bases: [String]) -> Bool {
    guard let program = try? FHIRPathCompiler.compile(expression, model: context.model) else { return false }
    let known = bases.filter { context.schema.type(named: $0) != nil }
    guard !known.isEmpty, known.count == bases.count else { return true }
    var shared: Set<Range<Int>>?
    for base in known {
      let problems = Set(FHIRPathChecker.check(program, context: base, model: context.model).map(\.range))
      shared = shared.map { $0.intersection(problems) } ?? problems
      if shared?.isEmpty == true { return true }
    }
    return shared?.isEmpty ?? true
  }
}
