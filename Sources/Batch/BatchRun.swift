import Reporting
import SourceTree

/// A run over sources: reads them in chunks, checks the chunks side by side, reports in order.
public struct BatchRun {
  private let job: BatchJob
  private let list: SourceList

  public init(_ list: SourceList, options: BatchOptions, engines: BatchEngines) {
    self.list = list
    job = BatchJob(options: options, engines: engines)
  }

  /// Does the run and writes the report.
  ///
  /// - Parameters:
  ///   - version: of the program, for the report's head.
  ///   - definitions: what is checked against, for the report's head.
  ///   - reportDescriptor: where the report goes.
  public func run(version: String, definitions: String, reportDescriptor: Int32 = 1) -> RunResult {
    let header = ReportStream.Header(version: version, definitions: definitions, isSingleSource: list.count == 1)
    let assembler = RunAssembler(job, header: header, reportDescriptor: reportDescriptor)
    assembler.begin()
    let shared = SharedRun(list, job: job, assembler: assembler)
    WorkerThreads.run(list.isEmpty ? 1 : job.options.jobs) { shared.work() }
    assembler.end()
    return assembler.result
  }
}

/// What the workers of a run share; each part has a lock of its own.
private final class SharedRun: @unchecked Sendable {
  private let job: BatchJob
  private let source: RecordSource
  private let reading = Lock()
  private let bases = ChunkBases()
  private let results: OrderedResults<ChunkResult>

  init(_ list: SourceList, job: BatchJob, assembler: RunAssembler) {
    self.job = job
    source = RecordSource(list, options: job.options)
    results = OrderedResults(window: 4 * job.options.jobs) { assembler.take($0) }
  }

  /// One worker: chunks until there are no more.
  func work() {
    var worker = RecordWorker(job, bases: bases)
    while let chunk = next(&worker) {
      guard results.admit(chunk.number) else {
        // Others may be waiting to hear where this chunk ends.
        bases.publish(chunk.number, size: .init(), endsSource: chunk.isLast)
        return
      }
      results.deliver(chunk.number, worker.process(chunk))
    }
  }

  private func next(_ worker: inout RecordWorker) -> Chunk? {
    reading.hold { source.next(into: &worker.source) }
  }
}
