/// Counts the messages of a batch and the batches of a file, for comparison with BTS-1 and FTS-1 (HL7 v2.5.1 sections 2.15.3.1
/// and 2.15.7.1). Kept from one chunk of a stream to the next.
public struct EnvelopeTally: Sendable, Equatable {
  /// Messages since the last BHS; nil outside of a batch.
  var messagesInBatch: Int?
  /// Batches since the last FHS; nil outside of a file.
  var batchesInFile: Int?
  /// Whether the stream was seen from its start, so that a missing header is truly missing.
  var isWhole = true

  public init() {}

  enum Declared { case empty, malformed, count(Int) }

  enum Outcome: Equatable { case agrees, differs(counted: Int), notANumber, noHeader, noTrailer }

  mutating func countMessage() {
    if let count = messagesInBatch { messagesInBatch = count + 1 }
  }

  mutating func take(_ id: SegmentID, _ declared: Declared) -> Outcome {
    switch id {
    case .bhs:
      defer { messagesInBatch = 0 }
      if let count = batchesInFile { batchesInFile = count + 1 }
      return messagesInBatch == nil ? .agrees : .noTrailer
    case .fhs:
      defer { batchesInFile = 0 }
      return batchesInFile == nil ? .agrees : .noTrailer
    case .bts:
      defer { messagesInBatch = nil }
      return compare(declared, messagesInBatch)
    default:
      defer { batchesInFile = nil }
      // A file may hold messages without a batch around them; it then counts as one batch.
      if batchesInFile == 0, case .count(1) = declared { return .agrees }
      return compare(declared, batchesInFile)
    }
  }

  private func compare(_ declared: Declared, _ counted: Int?) -> Outcome {
    guard let counted else { return isWhole ? .noHeader : .agrees }
    switch declared {
    case .empty: return .agrees
    case .malformed: return .notANumber
    case .count(let value): return value == counted ? .agrees : .differs(counted: counted)
    }
  }
}
