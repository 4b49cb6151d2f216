import Diagnostics
import Reporting
import SourceTree

/// What is told about one chunk.
struct ChunkReport: Sendable {
  var diagnostics: [FormattedDiagnostic] = []
  /// Diagnostics as they are, where those are wanted.
  var kept: [Diagnostic] = []
  var groups: [FindingGroup: Int] = [:]
  var counts = RuleCounts()
  /// Numbers, within the chunk, of the records that have an error.
  var recordsWithErrors: Set<Int> = []
}

/// Puts the findings of one chunk into words, in the order of the source. Does nothing, and makes nothing, until there is one.
struct ChunkReporter {
  private let job: BatchJob
  private let chunk: Chunk
  private let place: ChunkPlace
  private let bases: ChunkBases
  private let records: RecordIndex
  private var renderer: DiagnosticRenderer?
  private(set) var report = ChunkReport()
  /// Findings about the source, by place, that are told record by record; and how many are told already.
  private var held: [(offset: Int, finding: Finding)] = []
  private var toldCount = 0
  /// The texts of the findings at hand, and of those held.
  private var texts: [String] = []
  private var heldTexts: [String] = []

  /// - Parameter place: the file, and what is known of a table's header.
  init(_ job: BatchJob, _ chunk: Chunk, place: ChunkPlace, bases: ChunkBases, records: RecordIndex) {
    self.job = job
    self.chunk = chunk
    self.place = place
    self.bases = bases
    self.records = records
  }

  /// Adds findings whose nodes and spans belong to `document`, which is `source` or was made from it.
  mutating func add(_ list: FindingList, in document: borrowing SourceDocument, source: borrowing SourceDocument) {
    if list.isEmpty { return }
    report.counts.add(list)
    texts = list.texts
    for place in ChunkReporter.places(list, in: document, source: source) {
      add(list.findings[place.index], at: place.offset, in: document, source: source)
    }
  }

  /// Takes findings about the source that are to be told record by record, see ``tell(before:source:)``.
  mutating func hold(_ list: FindingList, source: borrowing SourceDocument) {
    if list.isEmpty { return }
    report.counts.add(list)
    heldTexts = list.texts
    held = ChunkReporter.places(list, in: source, source: source).map { ($0.offset, list.findings[$0.index]) }
  }

  /// Tells the held findings that stand before an offset.
  mutating func tell(before offset: Int, source: borrowing SourceDocument) {
    texts = heldTexts
    while toldCount < held.count, held[toldCount].offset < offset {
      add(held[toldCount].finding, at: held[toldCount].offset, in: source, source: source)
      toldCount += 1
    }
  }

  /// The number of a record of the chunk in its file, from 1.
  func recordNumber(at offset: Int) -> Int { bases.base(of: chunk.number).records + records.record(at: offset) }

  private static func places(
    _ list: FindingList, in document: borrowing SourceDocument, source: borrowing SourceDocument
  ) -> [(offset: Int, index: Int)] {
    var places: [(offset: Int, index: Int)] = []
    for (index, finding) in list.findings.enumerated() {
      places.append((DiagnosticRenderer.sourceRange(of: finding, in: document, source: source).lowerBound, index))
    }
    return places.sorted { ($0.offset, $0.index) < ($1.offset, $1.index) }
  }

  /// Adds what is wrong with the source itself.
  mutating func add(_ problem: SourceProblem, at offset: UInt64) {
    let finding = SourceFinding(rule: problem.rule, detail: problem.detail, file: chunk.file, offset: offset)
    report = finding.report(job.options.formatter)
    if job.options.keepsDiagnostics { report.kept = [finding.diagnostic] }
  }

  private mutating func add(
    _ finding: Finding, at offset: Int, in document: borrowing SourceDocument, source: borrowing SourceDocument
  ) {
    if finding.severity >= .error { report.recordsWithErrors.insert(records.record(at: offset)) }
    let hasDefinition = finding.definition != Finding.noDefinition
    var group = FindingGroup(
      rule: finding.rule, definition: finding.definition, path: "",
      constraint: finding.expected.kind == .constraint ? finding.expected.value : .max)
    if job.options.bounds.total == 0 {
      // Nothing will be shown: counting is enough, and words are dear.
      report.groups[group, default: 0] += 1
      return
    }
    if hasDefinition, isEnough(group) { return }
    startRendering(source)
    guard var renderer = renderer.take() else { return }
    defer { self.renderer = renderer }
    renderer.use(texts)
    if !hasDefinition {
      group.path = FindingGroup.generic(renderer.path(of: finding, in: document))
      if isEnough(group) { return }
    }
    let diagnostic = renderer.render(finding, in: document, source: source)
    if job.options.keepsDiagnostics {
      report.kept.append(diagnostic)
      return
    }
    let at = FindingGroup.generic(diagnostic.instancePath)
    report.diagnostics.append(
      FormattedDiagnostic(
        group: group, bytes: job.options.formatter.bytes(diagnostic), label: diagnostic.ruleID + (at.isEmpty ? "" : " at " + at)))
  }

  /// Counts a finding in its group; says whether the group has as many in this chunk as can be shown of it.
  private mutating func isEnough(_ group: FindingGroup) -> Bool {
    let count = report.groups[group, default: 0] + 1
    report.groups[group] = count
    return count > job.options.bounds.perGroup
  }

  private mutating func startRendering(_ source: borrowing SourceDocument) {
    if renderer != nil { return }
    let base = bases.base(of: chunk.number)
    var place = place
    place.linesBefore = base.lines
    place.recordsBefore = base.records
    renderer = DiagnosticRenderer(
      job.engines.vocabulary(), source: source, place: place, records: records, settings: job.options.rendering)
  }
}
