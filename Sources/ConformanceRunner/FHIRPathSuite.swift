import Definitions
import FHIRPath
import Schema
import SourceTree

/// Runs the FHIRPath suite of HL7 (`tests-fhir-r4.xml` of https://github.com/FHIR/fhir-test-cases) and gives one answer a test.
///
/// Static checks are part of the suite: an expression that does not fit the type of its input must end in an error.
public struct FHIRPathSuite {
  private let model: FHIRPathModel
  private let folder: String

  /// - Parameter folder: holds the suite and its `input/`.
  public init(folder: String, model: FHIRPathModel) {
    self.folder = folder
    self.model = model
  }

  /// The answers as a JSON list.
  public func run() throws -> String {
    let suite = SuiteDocuments.xml(try FileSystem.read(folder + "/tests-fhir-r4.xml"))
    guard let root = suite.roots.first else { return "[]" }
    var answers: [String] = []
    var evaluator = FHIRPathEvaluator(model: model)
    for group in suite.elements("group", of: root) {
      let groupName = suite.attribute("name", of: group) ?? ""
      for test in suite.elements("test", of: group) {
        guard let expression = suite.elements("expression", of: test).first else { continue }
        let answer = self.answer(
          suite.content(of: expression), file: suite.attribute("inputfile", of: test),
          checksOrder: suite.attribute("checkOrderedFunctions", of: test) == "true", &evaluator)
        let name = suite.attribute("name", of: test) ?? ""
        answers.append(
          "{\"group\":\(AnswerText.quoted(groupName)),\"name\":\(AnswerText.quoted(name)),\(answer)}")
      }
    }
    return "[" + answers.joined(separator: ",\n") + "]\n"
  }

  private func answer(
    _ expression: String, file: String?, checksOrder: Bool, _ evaluator: inout FHIRPathEvaluator
  ) -> String {
    do {
      let program = try FHIRPathCompiler.compile(expression, model: model)
      let document =
        if let file {
          SuiteDocuments.record(folder + "/input/" + file, schema: model.schema)
        } else {
          SourceDocument(format: .json, seed: model.schema?.seed ?? .empty)
        }
      let root = document.roots.first ?? .none
      var type: String?
      if root != .none, let child = document.child("resourceType", of: root) { type = document.text(of: child) }
      if let problem = FHIRPathChecker.check(program, context: type, model: model, checksOrder: checksOrder).first {
        throw problem
      }
      do throws(FHIRPathError) {
        try evaluator.evaluate(program, in: document, focus: FHIRPathFocus(node: root))
      } catch {
        throw error.problem(in: program)
      }
      let outputs = evaluator.items(in: document).map { item in
        "{\"type\":\(AnswerText.quoted(item.type)),\"value\":\(item.text.map(AnswerText.quoted) ?? "null")}"
      }
      return "\"outputs\":[" + outputs.joined(separator: ",") + "]"
    } catch let problem as ExpressionProblem {
      return "\"error\":" + AnswerText.quoted(problem.ruleID + " " + problem.message)
    } catch {
      return "\"error\":" + AnswerText.quoted("\(error)")
    }
  }
}
