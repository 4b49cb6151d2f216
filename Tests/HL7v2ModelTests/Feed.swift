import Diagnostics
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// A parsed text for tests.
struct Feed: ~Copyable {
  var document = SourceDocument(format: .hl7v2)
  var findings = FindingList()

  init(_ bytes: [UInt8]) {
    document.bytes = ContiguousArray(bytes)
    var reader = HL7v2Reader()
    reader.parse(&document, findings: &findings)
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// The text at a place of the first message.
  func text(_ path: String) -> String? {
    guard let path = HL7Path(path), let root = document.roots.first else { return nil }
    return Message(document, root: root).text(at: path, in: document)
  }

  /// Names of the rules that reading the first message's character set breaks.
  func characterSetRules() -> [String] {
    guard let root = document.roots.first else { return [] }
    var findings = FindingList()
    _ = Message(document, root: root, findings: &findings)
    return findings.findings.compactMap { finding in
      HL7v2ModelRules.all.first { $0.code == finding.rule }.map { String($0.name.dropFirst("hl7-".count)) }
    }
  }
}
