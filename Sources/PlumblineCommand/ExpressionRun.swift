import Batch
import Diagnostics
import FHIRModel
import FHIRPath
import JSONSyntax
import SourceTree
import XMLSyntax

/// Evaluates one expression on the records of files and prints what it gives. A record on which it fails does not stop the others.
struct ExpressionRun: ~Copyable {
  private let program: FHIRPathProgram
  private let model: FHIRPathModel
  private let asJSON: Bool
  private var evaluator: FHIRPathEvaluator
  /// Types of resources that the expression was checked against, and whether it fits them.
  private var fits: [String: Bool] = [:]
  /// Whether lines start with the name of the file they are from.
  var printsNames = false
  private(set) var exitCode: Int32 = 0

  init(_ program: FHIRPathProgram, model: FHIRPathModel, asJSON: Bool) {
    self.program = program
    self.model = model
    self.asJSON = asJSON
    evaluator = FHIRPathEvaluator(model: model)
  }

  mutating func evaluate(_ path: String) {
    let input: WholeInput
    do {
      input = try WholeInput(path: path)
    } catch {
      return refuse(path, error.reason)
    }
    var findings = FindingList()
    var document = SourceDocument(format: .json, valueEncoding: .json, seed: model.schema?.seed ?? .empty)
    switch input.format {
    case .json, .ndjson:
      document.bytes = input.bytes
      var reader = JSONReader()
      if input.format == .json {
        reader.parse(&document, findings: &findings)
      } else {
        reader.parseLines(&document, findings: &findings)
      }
    case .xml: readXML(input.bytes, into: &document, &findings)
    case .hl7v2, .csv: return refuse(path, "it is not FHIR; `plumbline convert` makes FHIR of it")
    case nil: return refuse(path, "it is not FHIR in JSON, NDJSON or XML")
    }
    let prefix = printsNames ? (path == "-" ? "standard input" : path) + ": " : ""
    for root in document.roots { evaluate(document, root, prefix) }
    if document.roots.isEmpty || findings.findings.contains(where: { $0.severity == .fatal }) {
      refuse(path, "it is damaged; `plumbline validate` says where")
    }
  }

  private func readXML(_ bytes: ContiguousArray<UInt8>, into document: inout SourceDocument, _ findings: inout FindingList) {
    guard let schema = model.schema else { return }
    var source = SourceDocument(format: .xml, valueEncoding: .xml, seed: schema.seed)
    source.bytes = bytes
    var reader = XMLReader()
    reader.parse(&source, findings: &findings)
    var converter = FHIRXMLConverter(schema: schema)
    converter.convert(&source, into: &document, findings: &findings)
  }

  private mutating func evaluate(_ document: borrowing SourceDocument, _ root: NodeID, _ prefix: String) {
    let type = document.child("resourceType", of: root).map { document.text(of: $0) }
    guard fits(type) else { return }
    do throws(FHIRPathError) {
      try evaluator.evaluate(program, in: document, focus: FHIRPathFocus(node: root))
    } catch {
      Console.error(ProblemText.text(error.problem(in: program), in: program.expression))
      return fail(CommandLineRun.findings)
    }
    let items = evaluator.items(in: document)
    let texts = evaluator.itemsAsJSON(in: document)
    var output = ""
    for (item, json) in zip(items, texts) { output += prefix + (asJSON ? json : item.text ?? json) + "\n" }
    Console.output(output)
  }

  /// Whether the expression fits a type of resource; what does not is told once.
  private mutating func fits(_ type: String?) -> Bool {
    if let known = fits[type ?? ""] { return known }
    let problems = FHIRPathChecker.check(program, context: type, model: model)
    for problem in problems { Console.error(ProblemText.text(problem, in: program.expression)) }
    let isFit = !problems.contains { $0.severity <= .error }
    if !isFit { fail(CommandLineRun.usage) }
    fits[type ?? ""] = isFit
    return isFit
  }

  private mutating func refuse(_ path: String, _ reason: String) {
    Console.error("plumbline: `\(path)` cannot be read: \(reason)\n")
    fail(CommandLineRun.usage)
  }

  private mutating func fail(_ code: Int32) { exitCode = max(exitCode, code) }
}
