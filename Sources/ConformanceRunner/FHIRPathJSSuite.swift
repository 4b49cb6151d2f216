import Definitions
import FHIRPath
import Schema
import SourceTree

/// Runs the cases of fhirpath.js (https://github.com/HL7/fhirpath.js, test/cases), converted to one `cases.json`, and gives one answer a
/// case. Cases name the model that they need: FHIR R4, or plain JSON without types.
public struct FHIRPathJSSuite {
  private let typed: FHIRPathModel
  private let plain: FHIRPathModel
  private let folder: String

  /// - Parameter folder: holds `cases.json` and `resources/r4/`.
  public init(folder: String, model: FHIRPathModel) {
    self.folder = folder
    typed = model
    plain = FHIRPathModel(schema: nil, units: model.units)
  }

  /// The answers as a JSON list.
  public func run() throws -> String {
    let suite = SuiteDocuments.json(try FileSystem.read(folder + "/cases.json"), schema: nil)
    guard let root = suite.roots.first, let cases = suite.child("cases", of: root) else { return "[]" }
    var answers: [String] = []
    for item in suite.childList(of: cases) {
      answers.append("{\"index\":\(text("index", item, suite) ?? "0"),\(answer(item, suite))}")
    }
    return "[" + answers.joined(separator: ",\n") + "]\n"
  }

  private func text(_ name: String, _ item: NodeID, _ suite: borrowing SourceDocument) -> String? {
    guard let child = suite.child(name, of: item), suite[child].isScalar, suite[child].kind != .null else { return nil }
    return suite.text(of: child)
  }

  /// The record a case is about: a file, or a subject of the suite.
  private func subject(_ item: NodeID, _ suite: borrowing SourceDocument, _ model: FHIRPathModel) -> SourceDocument {
    if let file = text("inputfile", item, suite) {
      return SuiteDocuments.record(folder + "/resources/r4/" + file, schema: model.schema)
    }
    guard let root = suite.roots.first, let subjects = suite.child("subjects", of: root), let key = text("subject", item, suite),
      let subject = suite.child(key, of: subjects)
    else { return SourceDocument(format: .json, seed: model.schema?.seed ?? .empty) }
    var range = suite[subject].range
    if suite[subject].kind == .string || suite[subject].kind == .encodedString {
      range = (range.lowerBound - 1)..<(range.upperBound + 1)
    }
    return SuiteDocuments.json(Array(suite.bytes[range]), schema: model.schema)
  }

  private func answer(_ item: NodeID, _ suite: borrowing SourceDocument) -> String {
    let model = text("model", item, suite) == nil ? plain : typed
    let document = subject(item, suite, model)
    var evaluator = FHIRPathEvaluator(model: model)
    do {
      let (expression, base) = self.expression(item, suite)
      let program = try FHIRPathCompiler.compile(expression, model: model)
      if let variables = suite.child("variables", of: item) {
        for variable in suite.childList(of: variables) {
          evaluator.setVariable(suite.name(of: variable), variable, in: suite)
        }
      }
      var focus = FHIRPathFocus(node: document.roots.first ?? .none)
      if let base, let type = model.schema?.type(named: base) { focus.type = type }
      try narrow(&focus, text("context", item, suite), document, model, &evaluator)
      do throws(FHIRPathError) {
        try evaluator.evaluate(program, in: document, focus: focus)
      } catch {
        throw error.problem(in: program)
      }
      return "\"result\":" + evaluator.json(in: document)
    } catch let problem as ExpressionProblem {
      return "\"error\":" + AnswerText.quoted(problem.ruleID + " " + problem.message)
    } catch {
      return "\"error\":" + AnswerText.quoted("\(error)")
    }
  }

  /// An expression is a text, or an object with the path of the type that it is evaluated on.
  private func expression(_ item: NodeID, _ suite: borrowing SourceDocument) -> (text: String, base: String?) {
    guard let node = suite.child("expression", of: item), suite[node].kind == .object else {
      return (text("expression", item, suite) ?? "", nil)
    }
    return (text("expression", node, suite) ?? "", text("base", node, suite))
  }

  /// Moves the focus to the element that the case's context names.
  private func narrow(
    _ focus: inout FHIRPathFocus, _ context: String?, _ document: borrowing SourceDocument, _ model: FHIRPathModel,
    _ evaluator: inout FHIRPathEvaluator
  ) throws {
    guard let context else { return }
    let program = try FHIRPathCompiler.compile(context, model: model)
    try evaluator.evaluate(program, in: document, focus: focus)
    guard let node = evaluator.items(in: document).first?.node else { return }
    focus.rootResource = focus.node
    focus.node = node
  }
}
