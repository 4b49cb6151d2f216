import Batch
import Definitions
import Diagnostics
import Reporting
import Synchronization

/// Runs the checks of a validation suite in one process, on several threads, and writes one OperationOutcome a check.
public struct ValidationSuite: Sendable {
  /// Makes the engines for a check.
  public typealias Engines = @Sendable (CheckSetup) throws -> BatchEngines

  /// How a run went.
  public struct Summary: Sendable {
    public var checks = 0
    /// Checks with an error.
    public var withErrors = 0
    /// Checks that could not be run, and why.
    public var failures: [String] = []
    /// Seconds of each check, in the order of the suite: setting up, and checking.
    public var timings: [Timing] = []
  }

  public struct Timing: Sendable {
    public var answer: String
    public var setup: Double
    public var checking: Double
  }

  private let checks: [ValidationCheck]
  private let out: String
  private let engines: Engines

  /// - Parameter out: the folder of the answers.
  public init(_ checks: [ValidationCheck], out: String, engines: @escaping Engines) {
    self.checks = checks
    self.out = out
    self.engines = engines
  }

  public func run(jobs: Int) throws(FileSystem.Failure) -> Summary {
    let state = RunState(count: checks.count)
    WorkerThreads.run(min(jobs, max(1, checks.count))) { [self] in
      while let number = state.next() { state.done(number, answer(checks[number])) }
    }
    return try state.summary(checks)
  }

  /// What became of a check.
  struct Answer: Sendable {
    var setup = 0.0
    var checking = 0.0
    var hasErrors = false
    var failure: String?
    var unwritable: FileSystem.Failure?
  }

  private func answer(_ check: ValidationCheck) -> Answer {
    var answer = Answer()
    let clock = ContinuousClock()
    let start = clock.now
    var issues: [Diagnostic] = []
    do {
      let bytes = try FileSystem.read(check.record)
      let engines = try engines(check.setup)
      let ready = clock.now
      var run = MemoryRun(options: ValidationSuite.options(check.setup), engines: engines)
      let outcome = run.run(bytes, name: ValidationSuite.fileName(check.record))
      issues = outcome.diagnostics
      answer.setup = (ready - start) / .seconds(1)
      answer.checking = (clock.now - ready) / .seconds(1)
    } catch {
      let reason = (error as? FileSystem.Failure).map { "`\($0.path)`: \($0.reason)" } ?? "\(error)"
      answer.failure = "\(check.answer): \(reason)"
      issues = [
        Diagnostic(
          ruleID: "", ruleName: "", severity: .error, issueType: .exception, message: "the check could not be run: " + reason)
      ]
    }
    answer.hasErrors = issues.contains { $0.severity >= .error }
    do { try FileSystem.write(ValidationSuite.outcome(issues), to: "\(out)/\(check.answer)") } catch { answer.unwritable = error }
    return answer
  }

  private static func options(_ setup: CheckSetup) -> BatchOptions {
    var options = BatchOptions(jobs: 1, rendering: RenderSettings(visibility: .shown), bounds: .init(perGroup: .max))
    options.allowsComments = setup.isOn("allow-comments")
    return options
  }

  private static func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The diagnostics as an OperationOutcome, in the order found.
  static func outcome(_ diagnostics: [Diagnostic]) -> [UInt8] {
    let formatter = DiagnosticFormatter(format: .operationOutcome)
    var bytes = Array(#"{"resourceType":"OperationOutcome","issue":["#.utf8)
    for (index, diagnostic) in diagnostics.enumerated() {
      bytes += Array((index == 0 ? "\n" : ",\n").utf8)
      bytes += formatter.bytes(diagnostic)
    }
    if diagnostics.isEmpty {
      bytes += Array(#"{"severity":"information","code":"informational","details":{"text":"no findings"}}"#.utf8)
    }
    return bytes + Array("\n]}\n".utf8)
  }
}

/// What the threads of a run share: the next check, and the answers.
private final class RunState: Sendable {
  private let position = Atomic(0)
  private let answers: Mutex<[ValidationSuite.Answer]>
  private let count: Int

  init(count: Int) {
    self.count = count
    answers = Mutex(Array(repeating: ValidationSuite.Answer(), count: count))
  }

  /// The number of a check that nobody has taken.
  func next() -> Int? {
    let number = position.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < count ? number : nil
  }

  func done(_ number: Int, _ answer: ValidationSuite.Answer) { answers.withLock { $0[number] = answer } }

  func summary(_ checks: [ValidationCheck]) throws(FileSystem.Failure) -> ValidationSuite.Summary {
    var summary = ValidationSuite.Summary()
    for (check, answer) in zip(checks, answers.withLock { $0 }) {
      if let failure = answer.unwritable { throw failure }
      summary.checks += 1
      if answer.hasErrors { summary.withErrors += 1 }
      if let failure = answer.failure { summary.failures.append(failure) }
      summary.timings.append(.init(answer: check.answer, setup: answer.setup, checking: answer.checking))
    }
    return summary
  }
}
