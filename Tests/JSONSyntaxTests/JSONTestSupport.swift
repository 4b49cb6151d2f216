import Diagnostics
import JSONSyntax
import SourceTree

/// A parsed text with what was found in it.
struct Parsed: ~Copyable {
  var document: SourceDocument
  var findings = FindingList()

  init(_ bytes: some Sequence<UInt8>, lines: Bool = false, limits: Limits = .standard, seed: NameSeed = .empty) {
    document = SourceDocument(format: .json, seed: seed)
    document.bytes.append(contentsOf: bytes)
    var reader = JSONReader(limits: limits)
    if lines {
      reader.parseLines(&document, findings: &findings)
    } else {
      reader.parse(&document, findings: &findings)
    }
  }

  init(_ text: String, lines: Bool = false, limits: Limits = .standard) {
    self.init(text.utf8, lines: lines, limits: limits)
  }

  /// The rules found, by id.
  var rules: [String] {
    let registry = RuleRegistry([JSONRules.all, LimitRules.all])
    return findings.findings.map { registry[$0.rule]?.id ?? "unknown" }
  }

  /// The bytes that the findings mark, as text.
  var marked: [String] {
    findings.findings.map { String(decoding: document.bytes[$0.span.range], as: UTF8.self) }
  }

  var written: String {
    var output = ContiguousArray<UInt8>()
    for root in document.roots { JSONWriter().write(document, root, into: &output) }
    return String(decoding: output, as: UTF8.self)
  }
}
