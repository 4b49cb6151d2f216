import ArgumentParser
import Batch
import FHIRPath
import Plumbline

struct FHIRPathCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "fhirpath", abstract: "Evaluates a FHIRPath expression on FHIR records and prints what it gives, a line each.",
    discussion: """
      Exit codes: 0 the expression was evaluated on all records, 1 an evaluation failed, 2 the expression is wrong or an input \
      cannot be read, 3 an internal fault.
      """)

  @Argument(help: "The expression, such as \"name.where(use = 'official').family\".")
  var expression: String

  @Argument(help: ArgumentHelp("Files with FHIR in JSON, NDJSON or XML; `-` is standard input.", valueName: "file"))
  var files: [String]

  @Option(help: "Print values as they are and elements as JSON, or everything as JSON.")
  var format = Format.text

  @Flag(inversion: .prefixedNo, help: "Print the file's name before each line. (default: when there are several files)")
  var filename: Bool?

  mutating func validate() throws {
    if files.isEmpty { throw ValidationError("name a file, or `-` for standard input") }
  }

  func run() throws {
    let model: FHIRPathModel
    do { model = try FHIRPathModel.embedded() } catch { throw InternalFault(detail: error.description) }
    let program: FHIRPathProgram
    do {
      program = try FHIRPathCompiler.compile(expression, model: model)
    } catch {
      Console.error(ProblemText.text(error, in: expression))
      throw ExitCode(CommandLineRun.usage)
    }
    var run = ExpressionRun(program, model: model, asJSON: format == .json)
    run.printsNames = filename ?? (files.count > 1)
    for file in files { run.evaluate(file) }
    if run.exitCode != 0 { throw ExitCode(run.exitCode) }
  }
}

/// A problem of an expression with its place marked.
enum ProblemText {
  static func text(_ problem: ExpressionProblem, in expression: String) -> String {
    let bytes = Array(expression.utf8)
    let start = min(max(problem.range.lowerBound, 0), bytes.count)
    let lineStart = (bytes[..<start].lastIndex(of: 0x0A) ?? -1) + 1
    let lineEnd = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    let end = min(max(problem.range.upperBound, start), lineEnd)
    let column = width(bytes[lineStart..<start])
    return "\(problem.severity.code)[\(problem.ruleID)]: \(problem.message)\n"
      + "  " + String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self) + "\n"
      + String(repeating: " ", count: column + 2) + String(repeating: "^", count: max(1, width(bytes[start..<end]))) + "\n"
  }

  private static func width(_ bytes: ArraySlice<UInt8>) -> Int { String(decoding: bytes, as: UTF8.self).count }
}
