import Diagnostics
import SourceTree

/// Builds the rows of a table from one buffer. Lives for one call of ``CSVReader/parse(_:findings:)``, and for a trial when a
/// dialect is looked for or a stream is cut.
struct TableParser {
  var nodes = ContiguousArray<Node>()
  var roots = ContiguousArray<NodeID>()
  var findings = FindingList()
  let limits: Limits
  let dialect: CSVDialect
  /// The quote, or the delimiter, which is looked for first, where there is none.
  let quote: UInt8
  let delimiter: UInt8
  /// Cells that rows should have; 0 until the first row is read.
  var columnCount: Int
  var scanner = StopScanner()
  let stops: SIMD8<UInt8>
  /// Trials report nothing.
  var isSampling = false
  var quotedCells = 0
  /// Whether the row that was read last was judged with a look at the end of the text: more text could change it.
  var touchedEnd = false
  var breach: LimitBreach?
  /// How many findings there were before the row that is being read.
  var findingsBefore = 0
  var hasDropped = false
  /// The byte that ends the first line, and whether a line feed follows it.
  var lineEnd: LineEnd?
  var hasMixedLineEnds = false

  enum LineEnd: Equatable { case lineFeed, carriageReturn, both }

  init(dialect: CSVDialect, limits: Limits) {
    self.dialect = dialect
    self.limits = limits
    delimiter = dialect.delimiter
    quote = dialect.quote ?? dialect.delimiter
    columnCount = dialect.columnCount
    stops = SIMD8(delimiter, quote, quote, quote, quote, quote, quote, quote)
  }

  /// Reads all rows from `start` on.
  mutating func run(_ source: Span<UInt8>, from start: Int = 0) {
    scanner.restart(source, at: start, stops)
    var position = start
    while position < source.count { position = parseLine(source, at: position) }
  }

  /// Reads the row, or passes the empty lines, at `start`.
  ///
  /// - Returns: where the next line starts.
  @inline(__always)
  mutating func parseLine(_ source: Span<UInt8>, at start: Int) -> Int {
    let byte = source[start]
    return byte == 0x0A || byte == 0x0D ? passBlankLines(source, from: start) : parseRow(source, at: start)
  }

  private mutating func passBlankLines(_ source: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position < source.count, source[position] == 0x0A || source[position] == 0x0D { position += 1 }
    if position == source.count { touchedEnd = true }
    report(CSVRules.blankLine, start..<position)
    return position
  }

  private mutating func parseRow(_ source: Span<UInt8>, at start: Int) -> Int {
    let record = nodes.count
    findingsBefore = findings.findings.count
    appendNode(.record, from: start, to: start, number: 0)
    var column = 1
    var cellStart = start
    var end = start
    scanner.skip(source, to: start)
    while true {
      let stop = scanner.next(source)
      guard stop < source.count else {
        touchedEnd = true
        appendNode(.field, from: cellStart, to: source.count, number: column)
        end = source.count
        break
      }
      let byte = source[stop]
      if byte == delimiter {
        appendNode(.field, from: cellStart, to: stop, number: column)
        column &+= 1
        cellStart = stop &+ 1
      } else if byte == quote {
        guard stop == cellStart || isBlank(source, cellStart..<stop) else {
          report(CSVRules.quoteInUnquotedCell, stop..<(stop + 1), record: record)
          continue
        }
        end = parseQuotedCell(source, from: cellStart, opening: stop, column: column, record: record)
        guard end < source.count, source[end] == delimiter else { break }
        column &+= 1
        cellStart = end &+ 1
        scanner.skip(source, to: cellStart)
      } else if byte == 0x0A || byte == 0x0D {
        appendNode(.field, from: cellStart, to: stop, number: column)
        end = stop
        break
      } else if byte == 0 {
        report(CSVRules.nulByte, stop..<(stop + 1), record: record)
      }
    }
    closeRow(source, record, columns: column, at: end)
    return passLineEnd(source, at: end)
  }

  func isBlank(_ source: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where source[index] != 0x20 && source[index] != 0x09 { return false }
    return true
  }

  @inline(__always)
  mutating func appendNode(_ kind: NodeKind, from start: Int, to end: Int, number: Int) {
    guard nodes.count < limits.nodeCount else {
      breach = .nodeCount
      return
    }
    if end &- start > limits.valueSize { breach = .valueSize }
    nodes.append(
      Node(
        kind: kind, offset: UInt32(truncatingIfNeeded: start), length: end &- start,
        end: UInt32(truncatingIfNeeded: nodes.count &+ 1), name: UInt32(truncatingIfNeeded: number)))
  }

  private mutating func closeRow(_ source: Span<UInt8>, _ record: Int, columns: Int, at end: Int) {
    guard breach == nil, end - (record < nodes.count ? Int(nodes[record].offset) : end) <= Node.maximumLength else {
      return dropRow(record, at: end)
    }
    let start = Int(nodes[record].offset)
    nodes[record] = Node(
      kind: .record, offset: nodes[record].offset, length: end &- start, end: UInt32(truncatingIfNeeded: nodes.count),
      name: UInt32(truncatingIfNeeded: columns))
    roots.append(NodeID(index: record))
    if columnCount == 0 { columnCount = columns }
    if columns != columnCount { reportRaggedRow(record, columns: columns) }
  }

  /// Leaves out a row that broke a limit; its bytes stay where they are.
  private mutating func dropRow(_ record: Int, at end: Int) {
    let start = record < nodes.count ? Int(nodes[record].offset) : end
    if record < nodes.count { nodes.removeLast(nodes.count - record) }
    findings.forgetNodes(from: NodeID(index: record), inFindingsFrom: findingsBefore)
    findings.append(LimitRules.finding(breach ?? .valueSize, limits: limits, span: SourceSpan(start..<end)))
    breach = nil
    hasDropped = true
  }

  private mutating func reportRaggedRow(_ record: Int, columns: Int) {
    guard !isSampling else { return }
    let last = nodes[nodes.count - 1]
    let isTrailing = columns == columnCount + 1 && last.length == 0
    let rule =
      isTrailing ? CSVRules.trailingDelimiter : columns < columnCount ? CSVRules.rowTooShort : CSVRules.rowTooLong
    findings.append(
      Finding(
        rule, node: NodeID(index: record), span: SourceSpan(nodes[record].range), expected: .number(columnCount),
        actual: .number(columns)))
  }

  /// Passes the line end at `end`, if one is there.
  @inline(__always)
  private mutating func passLineEnd(_ source: Span<UInt8>, at end: Int) -> Int {
    guard end < source.count else { return end }
    var next = end &+ 1
    var kind = LineEnd.lineFeed
    if source[end] == 0x0D {
      kind = .carriageReturn
      if next < source.count {
        if source[next] == 0x0A {
          kind = .both
          next &+= 1
        }
      } else {
        touchedEnd = true
      }
    }
    if kind != lineEnd { noteLineEnd(kind, end..<next) }
    return next
  }

  private mutating func noteLineEnd(_ kind: LineEnd, _ range: Range<Int>) {
    guard lineEnd != nil else {
      lineEnd = kind
      if kind == .carriageReturn { report(CSVRules.carriageReturnLineEnds, range) }
      return
    }
    if !hasMixedLineEnds { report(CSVRules.mixedLineEnds, range) }
    hasMixedLineEnds = true
  }

  mutating func report(_ rule: Rule, _ range: Range<Int>, record: Int? = nil, actual: Evidence = .none) {
    guard !isSampling else { return }
    let node = record.map { $0 < nodes.count ? NodeID(index: $0) : .none } ?? .none
    findings.append(Finding(rule, node: node, span: SourceSpan(range), actual: actual))
  }
}
