import Definitions
import Diagnostics
import HL7v2Model
import HL7v2Syntax
import HL7v2Validation
import Reporting
import SourceTree

/// Runs messages against the profiles of a suite (`cases.json`, `profiles/<name>/`), and writes for each a report in the form of
/// NIST's validator, and one list of outcomes.
public struct V2ProfileSuite {
  /// What became of one message.
  public struct Outcome: Sendable {
    public var message: String
    public var profile: String
    public var label: String
    public var errors = 0
    public var warnings = 0
    /// What the suite says, where it does.
    public var expectedErrors: Int?
    public var expectedWarnings: Int?

    /// Nil where the suite says nothing.
    public var agrees: Bool? {
      guard expectedErrors != nil || expectedWarnings != nil else { return nil }
      return expectedErrors.map { ($0 > 0) == (errors > 0) } ?? true
        && expectedWarnings.map { ($0 > 0) == (warnings > 0) } ?? true
    }
  }

  private let folder: String
  private let out: String
  private let vocabulary: DiagnosticRenderer.Vocabulary
  private let library: (MessageProfile) -> PlanLibrary?

  /// - Parameter library: puts a profile onto the standard; nil where that cannot be read.
  public init(
    folder: String, out: String, vocabulary: DiagnosticRenderer.Vocabulary, library: @escaping (MessageProfile) -> PlanLibrary?
  ) {
    self.folder = folder
    self.out = out
    self.vocabulary = vocabulary
    self.library = library
  }

  /// Runs every case; gives the outcomes and what is wrong with each profile.
  public func run() throws(FileSystem.Failure) -> (outcomes: [Outcome], problems: [String: [Diagnostic]]) {
    let index = SuiteDocuments.json(try FileSystem.read("\(folder)/cases.json"), schema: nil)
    var outcomes: [Outcome] = []
    var problems: [String: [Diagnostic]] = [:]
    var validators: [String: MessageValidator] = [:]
    guard let root = index.roots.first, let list = index.child("cases", of: root) else { return ([], [:]) }
    for row in index.childList(of: list) {
      guard let message = index.value("message", of: row), let profile = index.value("profile", of: row) else { continue }
      if validators[profile] == nil {
        let reader = try ProfileSetReader(folder: "\(folder)/profiles/\(profile)", name: profile)
        problems[profile] = reader.diagnostics.diagnostics
        validators[profile] = library(reader.profile).map(MessageValidator.init)
      }
      guard var validator = validators[profile] else { continue }
      var outcome = Outcome(message: message, profile: profile, label: index.value("label", of: row) ?? "")
      if let asserted = index.child("asserted", of: row) {
        outcome.expectedErrors = index.value("errors", of: asserted).flatMap { Int($0) }
        outcome.expectedWarnings =
          (index.value("warnings", of: asserted) ?? index.value("structure_warnings", of: asserted)).flatMap { Int($0) }
      }
      let report = check(try FileSystem.read("\(folder)/\(message)"), &validator, &outcome)
      validators[profile] = validator
      let name = message.split(separator: "/").drop { $0 == ".." }.dropFirst().joined(separator: "/")
      try FileSystem.write(Array(report.utf8), to: "\(out)/\(name).json")
      outcomes.append(outcome)
    }
    try FileSystem.write(Array(V2ProfileReport.list(outcomes).utf8), to: "\(out)/v2-profiles.json")
    return (outcomes, problems)
  }

  private func check(_ bytes: [UInt8], _ validator: inout MessageValidator, _ outcome: inout Outcome) -> String {
    var document = SourceDocument(format: .hl7v2, valueEncoding: .hl7v2)
    document.bytes = ContiguousArray(bytes)
    var findings = FindingList()
    var reader = HL7v2Reader()
    reader.parse(&document, findings: &findings)
    // The report is about the profile; how the text is written is told by other suites.
    findings.removeAll { $0.severity < .error }
    for index in document.roots.indices { validator.validate(document, root: document.roots[index], findings: &findings) }
    let records = RecordIndex(document, findings: findings.findings)
    var renderer = DiagnosticRenderer(
      vocabulary, source: document, place: ChunkPlace(file: outcome.message), records: records)
    renderer.use(findings.texts)
    var report = V2ProfileReport()
    for finding in findings.findings {
      report.add(finding, renderer.render(finding, in: document, source: document))
      if finding.severity >= .error { outcome.errors += 1 } else if finding.severity == .warning { outcome.warnings += 1 }
    }
    return report.text
  }
}

extension ProfileSetReader {
  /// Reads the XML files of a folder, or one file.
  public init(folder: String, name: String, message: String? = nil) throws(FileSystem.Failure) {
    var parts: [Part] = []
    if FileSystem.isFolder(folder) {
      for path in try FileSystem.files(under: folder).sorted() where path.lowercased().hasSuffix(".xml") {
        parts.append(Part(name: "\(folder)/\(path)", bytes: try FileSystem.read("\(folder)/\(path)")))
      }
    } else {
      parts.append(Part(name: folder, bytes: try FileSystem.read(folder)))
    }
    self.init(parts, name: name, message: message)
  }
}
