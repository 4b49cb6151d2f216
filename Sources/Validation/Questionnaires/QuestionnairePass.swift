import Diagnostics
import FHIRModel
import FHIRPath
import Schema
import SourceTree

/// Questionnaires, and responses against the questionnaire that they answer (http://hl7.org/fhir/R4/questionnaireresponse.html).
struct QuestionnairePass: ~Copyable {
  let context: ValidationContext
  let resources: ResourceTypeTable
  private let questionnaire: TypeID
  private let response: TypeID
  let string: TypeID
  /// Supplied questionnaires by canonical, read when first asked for.
  private var supplied: [String: QuestionnaireForm?] = [:]
  var evaluator: FHIRPathEvaluator?
  /// Compiled expressions of forms; nil where one cannot be compiled.
  var programs: [String: FHIRPathProgram?] = [:]

  init(_ context: ValidationContext) {
    self.context = context
    resources = ResourceTypeTable(context.schema)
    questionnaire = context.schema.type(named: "Questionnaire") ?? .none
    response = context.schema.type(named: "QuestionnaireResponse") ?? .none
    string = context.schema.type(named: "string") ?? .none
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    for (number, resource) in record.resources.enumerated() {
      if resource.type == questionnaire {
        QuestionnaireChecks(context: context).check(document, resource.node, &findings)
      } else if resource.type == response {
        checkResponse(document, number, record, &findings)
      }
    }
  }

  private mutating func checkResponse(
    _ document: borrowing SourceDocument, _ number: Int, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    let node = record.resources[number].node
    guard let canonical = document.member("questionnaire", of: node), document[canonical].isText else {
      findings.append(Finding(QuestionnaireRules.responseWithoutQuestionnaire, node: node, span: document.opening(of: node)))
      return
    }
    let text = document.text(of: canonical)
    guard let form = form(text, document, number, record) else {
      var finding = Finding(
        QuestionnaireRules.questionnaireNotFound, node: canonical, span: document.span(of: canonical), actual: .node(canonical))
      if context.options.allowsExamples, text.isContaining("example.org") { finding.severity = .information }
      findings.append(finding)
      return
    }
    var checks = ResponseChecks(document, node, form, context)
    checks.run(document, &self, &findings)
  }

  /// The questionnaire with a canonical: contained, elsewhere in the record, or supplied.
  private mutating func form(
    _ canonical: String, _ document: borrowing SourceDocument, _ number: Int, _ record: TypedNodes
  ) -> QuestionnaireForm? {
    if canonical.hasPrefix("#") {
      let container = record.rootResource(of: number)
      let found = document.objects("contained", of: container).first {
        document.string("id", of: $0) == String(canonical.dropFirst())
          && document.string("resourceType", of: $0) == "Questionnaire"
      }
      guard let found else { return nil }
      return QuestionnaireForm(document, found, container: container, context.facts)
    }
    let parts = canonical.split(separator: "|", maxSplits: 1).map(String.init)
    for other in record.resources where other.type == questionnaire && document.string("url", of: other.node) == parts.first {
      if parts.count == 1 || document.string("version", of: other.node) == parts[1] {
        return QuestionnaireForm(document, other.node, container: other.node, context.facts)
      }
    }
    if let known = supplied[canonical] { return known }
    var target = SourceDocument(format: .canonical, seed: context.schema.seed)
    var form: QuestionnaireForm?
    if let root = context.supplied?.resource(for: canonical, into: &target),
      target.string("resourceType", of: root) == "Questionnaire"
    {
      form = QuestionnaireForm(target, root, container: root, context.facts)
    }
    supplied[canonical] = .some(form)
    return form
  }

  /// Whether an expression of a form is true for a response; nil where that cannot be told.
  mutating func isTrue(_ expression: String, _ document: borrowing SourceDocument, _ response: NodeID) -> Bool? {
    let program: FHIRPathProgram?
    if let known = programs[expression] {
      program = known
    } else {
      program = try? FHIRPathCompiler.compile(expression, model: context.model)
      programs[expression] = .some(program)
    }
    guard let program else { return nil }
    if evaluator == nil { evaluator = FHIRPathEvaluator(model: context.model, services: ContextServices(context: context)) }
    return try? evaluator?.holds(program, in: document, focus: FHIRPathFocus(node: response))
  }
}
