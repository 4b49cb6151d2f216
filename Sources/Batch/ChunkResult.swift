import Reporting

/// What a worker hands over for one chunk.
struct ChunkResult: Sendable {
  var chunk: Chunk
  var report = ChunkReport()
  var records = 0
  var bytes = 0
  var output = RecordOutput()

  init(chunk: Chunk) { self.chunk = chunk }
}
