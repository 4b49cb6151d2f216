import SourceTree

/// A stretch of whole records of one source, as a worker gets it; the bytes themselves are in the worker's document.
struct Chunk: Sendable {
  /// Number of the chunk over all sources, from 0.
  var number: Int
  /// Number of the source among all, from 0.
  var source: Int
  var file: String
  var format: InputFormat?
  var isFirst: Bool
  var isLast: Bool
  /// Something that is wrong with the source itself.
  var problem: SourceProblem?
  /// For a table: how it is written and what its columns are called.
  var table: TableHead?

  /// Whether there is a file behind it: a directory of which some files were skipped is not one.
  var countsAsSource: Bool { problem?.kind != .skipped && problem?.kind != .noFiles }
}

/// Deals out the bytes of all sources in chunks of whole records, so that memory does not grow with the size of files. Not for
/// two threads at once.
final class RecordSource {
  private let list: SourceList
  private let forced: InputFormat?
  private let limits: Limits
  /// What records are converted to.
  private let output: OutputFormat?
  private let chunkSize: Int
  private var nextSource = 0
  private var nextChunk = 0
  private var current: Opened?

  /// The source being read.
  private struct Opened {
    var stream: ByteStream
    var cutter: ChunkCutter?
    /// Read, but not dealt out yet.
    var carry = ContiguousArray<UInt8>()
    var offset: UInt64 = 0
    var isFirst = true
    var isAtEnd = false
    var failure: StreamFailure?
    var table: TableHead?
  }

  init(_ list: SourceList, options: BatchOptions) {
    self.list = list
    forced = options.inputFormat
    limits = options.limits
    output = options.conversion?.format
    chunkSize = options.chunkSize
  }

  /// Puts the next chunk into the document, or returns nil when all sources are read.
  func next(into document: inout SourceDocument) -> Chunk? {
    document.removeAll()
    if current == nil {
      guard nextSource < list.entries.count else { return nil }
      if let problem = open(list.entries[nextSource]) { return closing(problem, isFirst: true) }
    }
    guard var source = current.take() else { return nil }
    swap(&document.bytes, &source.carry)
    document.baseOffset = source.offset
    let isFirst = source.isFirst
    if let problem = fill(&document.bytes, &source) { return closing(problem, isFirst: isFirst) }
    source.isFirst = false
    source.offset += UInt64(document.bytes.count)
    let isLast = source.isAtEnd && source.carry.isEmpty && source.failure == nil
    let format = source.cutter?.format
    defer { nextChunk += 1 }
    if isFirst, let dialect = source.cutter?.dialect { source.table = TableHead(document, dialect: dialect, limits: limits) }
    var chunk = Chunk(
      number: nextChunk, source: nextSource, file: list.entries[nextSource].name, format: format, isFirst: isFirst, isLast: isLast
    )
    chunk.table = source.table
    if isLast { nextSource += 1 } else { current = source }
    return chunk
  }

  private func open(_ entry: SourceList.Entry) -> SourceProblem? {
    if let problem = entry.problem { return problem }
    do {
      current = Opened(stream: try ByteStream(path: entry.path))
      return nil
    } catch {
      return SourceProblem(kind: .unreadable, detail: error.detail)
    }
  }

  /// A chunk without bytes that ends its source with a problem.
  private func closing(_ problem: SourceProblem, isFirst: Bool) -> Chunk {
    let entry = list.entries[nextSource]
    defer {
      nextChunk += 1
      nextSource += 1
      current = nil
    }
    return Chunk(
      number: nextChunk, source: nextSource, file: entry.name, format: nil, isFirst: isFirst, isLast: true, problem: problem)
  }

  /// Reads until there are whole records, and keeps what follows them.
  private func fill(_ bytes: inout ContiguousArray<UInt8>, _ source: inout Opened) -> SourceProblem? {
    while true {
      if let problem = read(&bytes, &source) { return problem }
      if source.cutter == nil {
        let detector = FormatDetector(named: InputFormat(fileName: list.entries[nextSource].name))
        switch forced.map(FormatDetector.Verdict.format) ?? detector.detect(bytes.span, atEnd: source.isAtEnd) {
        case .format(let format):
          if let output, !output.isPossible(from: format) {
            return SourceProblem(kind: .noConversion, detail: "\(format.title) to \(output.rawValue)")
          }
          source.cutter = ChunkCutter(format: format)
        case .needMore: continue
        case .empty: return source.failure.map(RecordSource.problem) ?? SourceProblem(kind: .empty, detail: "")
        case .binary(let detail): return SourceProblem(kind: .binary, detail: detail)
        case .unknown(let detail): return SourceProblem(kind: .unknownFormat, detail: detail)
        }
      }
      if let cut = source.cutter?.cut(bytes.span, atEnd: source.isAtEnd) {
        source.carry.append(contentsOf: bytes[cut...])
        bytes.removeLast(bytes.count - cut)
        return nil
      }
    }
  }

  /// Reads more bytes. After a failure what was read is dealt out first, the failure next.
  private func read(_ bytes: inout ContiguousArray<UInt8>, _ source: inout Opened) -> SourceProblem? {
    if let failure = source.failure, bytes.isEmpty { return RecordSource.problem(failure) }
    if source.isAtEnd { return bytes.isEmpty && source.isFirst ? SourceProblem(kind: .empty, detail: "") : nil }
    if bytes.count > limits.documentSize { return SourceProblem(kind: .tooLarge, detail: String(limits.documentSize)) }
    do {
      if source.isFirst, source.cutter?.format.isSingleDocument == true { bytes.reserveCapacity(source.stream.size) }
      let wanted = max(chunkSize, min(bytes.count, 1 << 26))
      let got = try source.stream.read(wanted, into: &bytes)
      source.isAtEnd = got < wanted
    } catch {
      source.failure = error
      source.isAtEnd = true
      if bytes.isEmpty { return RecordSource.problem(error) }
    }
    return nil
  }

  private static func problem(_ failure: StreamFailure) -> SourceProblem {
    SourceProblem(kind: failure.kind == .brokenGzip ? .brokenGzip : .unreadable, detail: failure.detail)
  }
}
