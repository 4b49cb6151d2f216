import Diagnostics
import EmbeddedDefinitions
import FHIRPath
import JSONSyntax
import Schema
import SourceTree
import XCTest

#if canImport(Glibc)
  import Glibc
#endif

/// Evaluates expressions on a patient, or on any JSON text.
enum Evaluation {
  static let schema = try? EmbeddedDefinitions.schema()
  static let units = UnitTable(unitsText())
  static let typed = FHIRPathModel(schema: schema, units: units)
  static let plain = FHIRPathModel(schema: nil, units: units)

  static let patient = """
    {"resourceType":"Patient","id":"p1","active":true,"gender":"male","birthDate":"1974-12-25",
     "_birthDate":{"extension":[{"url":"http://example.org/time","valueDateTime":"1974-12-25T14:35:45-05:00"}]},
     "name":[{"use":"official","family":"Chalmers","given":["Peter","James"]},{"use":"usual","given":["Jim"]}],
     "identifier":[{"system":"urn:x","value":"12345"}],"multipleBirthInteger":2,
     "contact":[{"modifierExtension":[{"url":"urn:m","valueBoolean":true}],"name":{"text":"Ann"}}],
     "managingOrganization":{"reference":"#o1"},"contained":[{"resourceType":"Organization","id":"o1","name":"Acme"}]}
    """

  static func unitsText(file: StaticString = #filePath) -> [UInt8] {
    let root = "\(file)".split(separator: "/", omittingEmptySubsequences: false).prefix { $0 != "Tests" }.joined(separator: "/")
    let descriptor = unsafe open(root + "/Profiles/ucum/units.tsv", O_RDONLY)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    // Reads into the array's own storage, at most its size.
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }

  static func document(_ text: String, model: FHIRPathModel) -> SourceDocument {
    var document = SourceDocument(format: .json, valueEncoding: .json, seed: model.schema?.seed ?? .empty)
    document.bytes = ContiguousArray(text.utf8)
    var reader = JSONReader()
    var findings = FindingList()
    reader.parse(&document, findings: &findings)
    return document
  }

  /// The result as JSON, or the id of the rule that was broken.
  static func run(_ expression: String, on text: String = patient, model: FHIRPathModel = typed, checks: Bool = false) -> String {
    let document = document(text, model: model)
    do {
      let program = try FHIRPathCompiler.compile(expression, model: model)
      if checks, let problem = FHIRPathChecker.check(program, context: "Patient", model: model, checksOrder: true).first {
        throw problem
      }
      var evaluator = FHIRPathEvaluator(model: model)
      do throws(FHIRPathError) {
        try evaluator.evaluate(program, in: document, focus: FHIRPathFocus(node: document.roots.first ?? .none))
      } catch {
        throw error.problem(in: program)
      }
      return evaluator.json(in: document)
    } catch let problem as ExpressionProblem {
      return problem.ruleID
    } catch {
      return "\(error)"
    }
  }
}

extension XCTestCase {
  /// Checks expressions against their results, written as JSON arrays or as rule ids.
  func assertResults(
    _ cases: [(expression: String, result: String)], model: FHIRPathModel = Evaluation.typed, file: StaticString = #filePath,
    line: UInt = #line
  ) {
    for (expression, result) in cases {
      XCTAssertEqual(Evaluation.run(expression, model: model), result, expression, file: file, line: line)
    }
  }
}
