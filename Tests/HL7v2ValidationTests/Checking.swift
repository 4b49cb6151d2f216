import Diagnostics
import EmbeddedDefinitions
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import HL7v2Validation
import SourceTree
import XCTest

/// The findings about messages, each as `rule-name at PID-5.1`.
struct Checking {
  static let library: PlanLibrary? = HL7v2Facts(image: EmbeddedDefinitions.messageFacts()).map {
    PlanLibrary(MessageDefinitions($0))
  }

  var lines: [String] = []
  var rules: [RuleCode] = []
  var errors = 0
  /// Those of the weight of a warning or more.
  var warnings: [String] = []

  init(_ text: String, profile: MessageProfile? = nil) throws { try self.init(Array(text.utf8), profile: profile) }

  init(_ bytes: [UInt8], profile: MessageProfile? = nil) throws {
    let library = try XCTUnwrap(Checking.library)
    var validator = MessageValidator(profile == nil ? library : PlanLibrary(library.definitions, profile: profile))
    self.init(bytes, &validator)
  }

  init(_ bytes: [UInt8], _ validator: inout MessageValidator) {
    var document = SourceDocument(format: .hl7v2)
    document.bytes = ContiguousArray(bytes)
    var findings = FindingList()
    var reader = HL7v2Reader()
    reader.parse(&document, findings: &findings)
    findings.removeAll()
    for index in document.roots.indices { validator.validate(document, root: document.roots[index], findings: &findings) }
    for finding in findings.findings {
      let name = (MessageRules.all + MessageProfileRules.all).first { $0.code == finding.rule }?.name ?? "?"
      lines.append((finding.severity >= .error ? "! " : "") + "\(name.dropFirst(4)) at \(Checking.path(finding, document))")
      rules.append(finding.rule)
      if finding.severity >= .warning, let line = lines.last { warnings.append(line) }
      if finding.severity >= .error { errors += 1 }
    }
  }

  static func path(_ finding: Finding, _ document: borrowing SourceDocument) -> String {
    let path = HL7Path.describe(document, finding.node)
    guard finding.expected.kind == .part else { return path }
    let part = SegmentID(rawValue: finding.expected.value)
    switch document[finding.node].kind {
    case .message: return "\(part)"
    case .record: return path + "-\(finding.expected.value)"
    default: return path + ".\(finding.expected.value)"
    }
  }
}
