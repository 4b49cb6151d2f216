import Diagnostics
import Schema
import SourceTree

/// How diagnostics are to be made.
public struct RenderSettings: Sendable {
  public var visibility: ValueVisibility
  /// Columns of source text in an excerpt.
  public var excerptWidth: Int

  public init(visibility: ValueVisibility = .masked, excerptWidth: Int = 100) {
    self.visibility = visibility
    self.excerptWidth = excerptWidth
  }
}

/// Turns the findings of one chunk into diagnostics: places, paths, words, an excerpt. Findings should come in the order of the
/// source (see ``sourceRange(of:in:source:)``): then every line is read once.
public struct DiagnosticRenderer: Sendable {
  private let registry: RuleRegistry
  private var evidence: EvidenceText
  private let schema: Schema?
  private let hints: [(start: String, note: String)]
  private let place: ChunkPlace
  private let records: RecordIndex
  private let paths: SourcePath
  private var lines: LineCursor
  private var excerpts: ExcerptBuilder

  /// The product's words: what findings are put into words with.
  public struct Vocabulary: Sendable {
    public var registry: RuleRegistry
    public var phrases: PhraseTable
    public var schema: Schema?
    /// What to do about definitions that are not at hand, by the start of their canonicals.
    public var hints: [(start: String, note: String)]

    public init(registry: RuleRegistry, phrases: PhraseTable, schema: Schema?, hints: [(start: String, note: String)] = []) {
      self.registry = registry
      self.phrases = phrases
      self.schema = schema
      self.hints = hints
    }
  }

  public init(
    _ vocabulary: Vocabulary, source: borrowing SourceDocument, place: ChunkPlace, records: RecordIndex,
    settings: RenderSettings = RenderSettings()
  ) {
    registry = vocabulary.registry
    schema = vocabulary.schema
    hints = vocabulary.hints
    evidence = EvidenceText(schema: vocabulary.schema, phrases: vocabulary.phrases, visibility: settings.visibility)
    self.place = place
    self.records = records
    paths = SourcePath(schema: vocabulary.schema, place: place)
    lines = LineCursor(LineIndex(source.bytes.span))
    excerpts = ExcerptBuilder(
      format: source.format, width: settings.excerptWidth, visibility: settings.visibility, headerEnd: place.headerEnd)
  }

  /// Makes a finding readable. `document` is what its node and span belong to: the source itself, or the canonical form that was
  /// made from it.
  public mutating func render(
    _ finding: Finding, in document: borrowing SourceDocument, source: borrowing SourceDocument
  ) -> Diagnostic {
    let origin = SourceOrigin.of(finding, in: document, source: source)
    let instancePath = path(of: finding, in: document)
    let rule = registry[finding.rule]
    let expected = evidence.text(finding.expected, in: document)
    let actual = evidence.text(finding.actual, in: document)
    var diagnostic = Diagnostic(
      ruleID: rule?.id ?? "RULE-\(finding.rule.rawValue)", ruleName: rule?.name ?? "unregistered", severity: finding.severity,
      issueType: rule?.issueType ?? .exception, message: "")
    diagnostic.instancePath = instancePath
    diagnostic.definitionPath = schema.flatMap { DefinitionPath.text(finding.definition, in: $0) }
    diagnostic.expected = expected
    diagnostic.actual = actual
    diagnostic.notes = schema.map { Suggestions(schema: $0).notes(finding, in: document) } ?? []
    if diagnostic.issueType == .notFound, let actual, let hint = hints.first(where: { actual.hasPrefix($0.start) }) {
      diagnostic.notes.append(DiagnosticNote(hint.note))
    }
    diagnostic.record = place.recordsBefore + records.record(at: origin.range.lowerBound)
    locate(origin, source: source, in: &diagnostic)
    if let repair = rule?.repair, let text = expected, finding.expected.kind == .text {
      mend(repair, text, isConverted: origin.isConverted, in: &diagnostic)
    }
    if finding.expected.kind == .constraint, let schema, Int(finding.expected.value) < schema.tables.constraints.count {
      let constraint = schema.tables.constraints[Int(finding.expected.value)]
      if constraint.message != .none {
        diagnostic.notes.append(DiagnosticNote("as FHIRPath: " + schema.string(constraint.expression)))
      }
    }
    diagnostic.message = MessageTemplate.fill(rule?.message ?? "a rule that is not registered was broken") { placeholder in
      fill(placeholder, finding, diagnostic, document)
    }
    return diagnostic
  }

  /// The texts that the findings to come refer to, see `FindingList.texts`.
  public mutating func use(_ texts: [String]) { evidence.texts = texts }

  /// The instance path of a finding, the cheapest part of rendering it.
  public func path(of finding: Finding, in document: borrowing SourceDocument) -> String {
    let path = paths.text(finding.node, in: document, records: records)
    guard finding.expected.kind == .part, finding.node.index < document.nodes.count else { return path }
    // What the finding is about is not there: it is named by its number below what is.
    let part = EvidenceText.segmentID(finding.expected.value)
    switch document[finding.node].kind {
    case .message: return part
    case .record: return path + "-" + part
    default: return path + "." + part
    }
  }

  /// Where a finding stands in the source.
  public static func sourceRange(
    of finding: Finding, in document: borrowing SourceDocument, source: borrowing SourceDocument
  ) -> Range<Int> {
    SourceOrigin.of(finding, in: document, source: source).range
  }

  /// The fix of a rule whose expected text is what belongs there. The text is a value of a record: it is shown where values may be. A
  /// converted value stands in another form in the source, where its text does not belong.
  private func mend(_ repair: Repair, _ text: String, isConverted: Bool, in diagnostic: inout Diagnostic) {
    guard evidence.visibility == .shown else {
      diagnostic.expected = nil
      diagnostic.fix = Fix(summary: repair.summary, applicability: .displayOnly, edits: [])
      return
    }
    var fix = Fix(summary: "\(repair.summary): `\(text)`", applicability: repair.applicability, edits: [])
    if let location = diagnostic.location, !isConverted {
      fix.edits = [.init(byteOffset: location.byteOffset, byteLength: location.byteLength, replacement: text)]
    }
    diagnostic.fix = fix
  }

  private mutating func locate(_ origin: SourceOrigin, source: borrowing SourceDocument, in diagnostic: inout Diagnostic) {
    let bytes = source.bytes.span
    let range = origin.range
    let position = lines.position(of: range.lowerBound, in: bytes)
    diagnostic.location = SourceLocation(
      file: place.file, byteOffset: source.baseOffset + UInt64(range.lowerBound), byteLength: range.count,
      line: place.linesBefore + position.line, column: position.column)
    if origin.isConverted, origin.node != .none {
      let path = paths.text(origin.node, in: source, records: records)
      if !path.isEmpty { diagnostic.sourcePath = path }
    }
    let line = lines.index.contents(ofLine: position.line - 1, in: bytes)
    if line.isEmpty { return }
    let excerpt = excerpts.excerpt(of: range, line: line, bytes: bytes)
    diagnostic.excerpt = SourceExcerpt(
      text: excerpt.text, caretStart: excerpt.caretStart, caretLength: excerpt.caretEnd - excerpt.caretStart)
  }

  private func fill(
    _ placeholder: String, _ finding: Finding, _ diagnostic: Diagnostic, _ document: borrowing SourceDocument
  ) -> String {
    switch placeholder {
    case "name": elementName(finding, diagnostic, document)
    case "value": offendingValue(finding, document)
    case "expected": diagnostic.expected ?? "something else"
    case "actual": diagnostic.actual ?? offendingValue(finding, document)
    case "definition": diagnostic.definitionPath ?? diagnostic.instancePath
    case "path": diagnostic.instancePath
    default: "{" + placeholder + "}"
    }
  }

  /// The element, field or column in question.
  private func elementName(_ finding: Finding, _ diagnostic: Diagnostic, _ document: borrowing SourceDocument) -> String {
    switch document.format {
    case .hl7v2, .csv: return diagnostic.instancePath
    case .json, .xml, .yaml, .canonical:
      if finding.node.index < document.nodes.count, document[finding.node].name != Symbol.none.rawValue {
        return DisplayText.visible(document.name(of: finding.node))
      }
      let separator: Character = diagnostic.instancePath.hasPrefix("/") ? "/" : "."
      let last = diagnostic.instancePath.split(separator: separator).last ?? ""
      return String(last.prefix { $0 != "[" })
    }
  }

  private func offendingValue(_ finding: Finding, _ document: borrowing SourceDocument) -> String {
    if finding.node != .none, let value = evidence.value(of: finding.node, in: document) { return value }
    return evidence.shown(of: finding.span.range, in: document)
  }
}
