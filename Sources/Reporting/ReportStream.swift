import Diagnostics

/// The report of a run as one stream: joins formatted diagnostics in order, shows only the first few of a group, counts the rest,
/// and writes what comes before, between and after. Gets chunks in order, from one thread at a time.
public struct ReportStream: Sendable {
  /// What the report is about.
  public struct Header: Sendable {
    public var version: String
    public var definitions: String
    /// Whether there is just one source: then an OperationOutcome stands alone and not in a Bundle.
    public var isSingleSource: Bool

    public init(version: String, definitions: String, isSingleSource: Bool) {
      self.version = version
      self.definitions = definitions
      self.isSingleSource = isSingleSource
    }
  }

  /// How much to show.
  public struct Bounds: Sendable {
    /// Diagnostics of one group in one source; more are counted.
    public var perGroup: Int
    /// Diagnostics in all; more are counted.
    public var total: Int

    public init(perGroup: Int = .max, total: Int = .max) {
      self.perGroup = perGroup
      self.total = total
    }
  }

  private struct Tally {
    var shown = 0
    var count = 0
    var label = ""
  }

  private let format: ReportFormat
  private let header: Header
  private let bounds: Bounds
  private var groups: [FindingGroup: Tally] = [:]
  private var order: [FindingGroup] = []
  private var shown = 0
  private var isFirst = true
  private var isFirstSource = true

  public init(format: ReportFormat, header: Header, bounds: Bounds) {
    self.format = format
    self.header = header
    self.bounds = bounds
  }

  /// Whether nothing more will be shown, so that rendering is idle work.
  public var isFull: Bool { shown >= bounds.total }

  public mutating func begin(to output: inout [UInt8]) {
    switch format {
    case .text: break
    case .json:
      var json = JSONText()
      json.open("{")
      json.member("plumbline", header.version)
      json.member("definitions", header.definitions)
      json.open("[", "diagnostics")
      output.append(contentsOf: json.bytes)
    case .operationOutcome:
      if !header.isSingleSource { output.append(contentsOf: #"{"resourceType":"Bundle","type":"collection","entry":["#.utf8) }
    }
  }

  public mutating func beginSource(to output: inout [UInt8]) {
    guard format == .operationOutcome else { return }
    if !header.isSingleSource {
      output.append(contentsOf: (isFirstSource ? "\n" : ",\n").utf8)
      output.append(contentsOf: #"{"resource":"#.utf8)
    }
    output.append(contentsOf: #"{"resourceType":"OperationOutcome","issue":["#.utf8)
    isFirst = true
    isFirstSource = false
  }

  /// Adds diagnostics of a chunk, and how many findings there were in each group.
  public mutating func add(_ diagnostics: [FormattedDiagnostic], counts: [FindingGroup: Int], to output: inout [UInt8]) {
    for diagnostic in diagnostics {
      if groups[diagnostic.group] == nil { order.append(diagnostic.group) }
      var tally = groups[diagnostic.group] ?? Tally()
      tally.label = diagnostic.label
      if tally.shown < bounds.perGroup, shown < bounds.total {
        tally.shown += 1
        shown += 1
        write(diagnostic.bytes, to: &output)
      }
      groups[diagnostic.group] = tally
    }
    for (group, count) in counts { groups[group, default: Tally()].count += count }
  }

  public mutating func endSource(of file: String, to output: inout [UInt8]) {
    switch format {
    case .text: appendRest(file, to: &output)
    case .json: break
    case .operationOutcome:
      if isFirst { write(ReportStream.allWell(file), to: &output) }
      output.append(contentsOf: (header.isSingleSource ? "\n]}\n" : "\n]}}").utf8)
    }
    groups.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
  }

  public mutating func end(_ summary: RunSummary, registry: () -> RuleRegistry, to output: inout [UInt8]) {
    switch format {
    case .text: break
    case .json:
      output.append(contentsOf: "\n],\"summary\":".utf8)
      output.append(contentsOf: SummaryJSON.bytes(summary, registry: registry()))
      output.append(contentsOf: "}\n".utf8)
    case .operationOutcome:
      if !header.isSingleSource { output.append(contentsOf: "\n]}\n".utf8) }
    }
  }

  private mutating func write(_ bytes: [UInt8], to output: inout [UInt8]) {
    if format != .text { output.append(contentsOf: (isFirst ? "\n" : ",\n").utf8) }
    isFirst = false
    output.append(contentsOf: bytes)
  }

  /// The lines that count what was not shown.
  private mutating func appendRest(_ file: String, to output: inout [UInt8]) {
    var isAny = false
    for group in order {
      guard let tally = groups[group], tally.shown > 0, tally.count > tally.shown else { continue }
      let more = SummaryText.grouped(tally.count - tally.shown)
      output.append(contentsOf: "… \(more) more of \(tally.label) in \(DisplayText.visible(file))\n".utf8)
      isAny = true
    }
    if isAny { output.append(0x0A) }
  }

  /// OperationOutcome needs at least one issue.
  private static func allWell(_ file: String) -> [UInt8] {
    var json = JSONText()
    json.open("{")
    json.member("severity", "information")
    json.member("code", "informational")
    json.open("{", "details")
    json.member("text", "no findings")
    json.close("}")
    json.member("diagnostics", file)
    json.close("}")
    return json.bytes
  }
}
