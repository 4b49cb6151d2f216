import Diagnostics
import SourceTree

/// Counts the messages of a batch and the batches of a file, for comparison with BTS-1 and FTS-1 (HL7 v2.5.1 sections 2.15.3.1
/// and 2.15.7.1). A chunk of a stream that is read without those before it counts from what they will turn out to have left.
public struct EnvelopeTally: Sendable, Equatable {
  enum Count: Sendable, Equatable {
    /// There was no header, or its trailer has come.
    case outside
    case counted(Int)
    /// Counted since the start of the chunk, to be added to what the chunks before it counted.
    case carried(Int)
  }

  /// Messages since the last BHS.
  var messagesInBatch = Count.outside
  /// Batches since the last FHS.
  var batchesInFile = Count.outside

  /// The tally at the start of a stream.
  public init() {}

  /// The tally at the start of a chunk whose predecessors have not been read.
  static let unknown: EnvelopeTally = {
    var tally = EnvelopeTally()
    tally.messagesInBatch = .carried(0)
    tally.batchesInFile = .carried(0)
    return tally
  }()

  /// This tally, of a chunk, once it is known what the chunks before it left.
  public func following(_ before: EnvelopeTally) -> EnvelopeTally {
    var result = self
    result.messagesInBatch = EnvelopeTally.add(before.messagesInBatch, messagesInBatch)
    result.batchesInFile = EnvelopeTally.add(before.batchesInFile, batchesInFile)
    return result
  }

  private static func add(_ before: Count, _ count: Count) -> Count {
    guard case .carried(let more) = count else { return count }
    switch before {
    case .outside: return .outside
    case .counted(let value): return .counted(value + more)
    case .carried(let value): return .carried(value + more)
    }
  }

  enum Declared: Sendable { case empty, malformed, count(Int) }

  enum Outcome: Equatable {
    case agrees, differs(counted: Int), notANumber, noHeader, noTrailer
    /// Only the chunks before this one can tell.
    case unresolved
  }

  mutating func countMessage() { EnvelopeTally.increase(&messagesInBatch) }

  private static func increase(_ count: inout Count) {
    switch count {
    case .outside: break
    case .counted(let value): count = .counted(value + 1)
    case .carried(let value): count = .carried(value + 1)
    }
  }

  mutating func take(_ id: SegmentID, _ declared: Declared) -> Outcome {
    switch id {
    case .bhs:
      defer { messagesInBatch = .counted(0) }
      EnvelopeTally.increase(&batchesInFile)
      return EnvelopeTally.opens(messagesInBatch)
    case .fhs:
      defer { batchesInFile = .counted(0) }
      return EnvelopeTally.opens(batchesInFile)
    case .bts:
      defer { messagesInBatch = .outside }
      return EnvelopeTally.compare(declared, messagesInBatch)
    default:
      defer { batchesInFile = .outside }
      // A file may hold messages without a batch around them; it then counts as one batch.
      if batchesInFile == .counted(0), case .count(1) = declared { return .agrees }
      return EnvelopeTally.compare(declared, batchesInFile)
    }
  }

  private static func opens(_ count: Count) -> Outcome {
    switch count {
    case .outside: .agrees
    case .counted: .noTrailer
    case .carried: .unresolved
    }
  }

  private static func compare(_ declared: Declared, _ count: Count) -> Outcome {
    switch (count, declared) {
    case (.outside, _): .noHeader
    case (.carried, _): .unresolved
    case (_, .empty): .agrees
    case (_, .malformed): .notANumber
    case (.counted(let counted), .count(let value)): value == counted ? .agrees : .differs(counted: counted)
    }
  }
}

/// A header or trailer that only the chunks before it can judge.
struct UnresolvedEnvelope: Sendable {
  var id: SegmentID
  var record: Int
  var declaredNode: Int
  var declared: EnvelopeTally.Declared
  /// The tally just before it.
  var tally: EnvelopeTally
}

extension EnvelopeTally.Outcome {
  /// What to tell about an envelope segment, if anything.
  func finding(_ id: SegmentID, record: Int, declaredNode: Int, _ nodes: borrowing ContiguousArray<Node>) -> Finding? {
    let whole = NodeID(index: record)
    let rule: Rule
    switch self {
    case .agrees, .unresolved: return nil
    case .noHeader:
      return Finding(HL7v2SyntaxRules.trailerWithoutHeader, node: whole, span: SourceSpan(nodes[record].range))
    case .noTrailer:
      return Finding(HL7v2SyntaxRules.headerWithoutTrailer, node: whole, span: SourceSpan(nodes[record].range))
    case .notANumber: rule = HL7v2SyntaxRules.countNotANumber
    case .differs: rule = id == .bts ? HL7v2SyntaxRules.batchCount : HL7v2SyntaxRules.fileCount
    }
    let node = NodeID(index: declaredNode)
    var finding = Finding(rule, node: node, span: SourceSpan(nodes[declaredNode].range), actual: .node(node))
    if case .differs(let counted) = self { finding.expected = .number(counted) }
    return finding
  }
}
