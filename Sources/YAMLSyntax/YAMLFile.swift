import Diagnostics
import SourceTree

/// A YAML file at hand for reading, and what was found wrong in it so far. Readers of profiles and maps walk it by ``YAMLValue``s.
public final class YAMLFile {
  public let name: String
  let document: YAMLDocument
  public private(set) var diagnostics = DiagnosticList()

  /// Reads the text; where it cannot be read, ``root`` is nil and ``diagnostics`` says why.
  public init(_ bytes: some Collection<UInt8>, name: String, limits: Limits = .standard) {
    self.name = name
    var findings = FindingList()
    document = YAMLReader(limits: limits).parse(ContiguousArray(bytes), findings: &findings)
    guard !findings.isEmpty else { return }
    let registry = RuleRegistry([YAMLRules.all, LimitRules.all])
    let phrases = PhraseTable([YAMLRules.phrases])
    for finding in findings.findings {
      guard let rule = registry[finding.rule] else { continue }
      diagnostics.report(
        rule, at: DiagnosticPlace(file: name, span: finding.span, in: document.source),
        RuleWords(expected: words(finding.expected, phrases), actual: words(finding.actual, phrases)))
    }
  }

  /// The outermost value.
  public var root: YAMLValue? {
    document.source.roots.first.map { YAMLValue(file: self, node: $0) }
  }

  public func report(_ rule: Rule, at place: DiagnosticPlace, _ words: RuleWords = RuleWords()) {
    diagnostics.report(rule, at: place, words)
  }

  private func words(_ evidence: Evidence, _ phrases: PhraseTable) -> String {
    switch evidence.kind {
    case .phrase: phrases[UInt16(truncatingIfNeeded: evidence.value)]
    case .number: String(evidence.value)
    case .name: document.source.names.name(Symbol(evidence.value))
    default: ""
    }
  }
}
