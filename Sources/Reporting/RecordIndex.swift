import Diagnostics
import SourceTree

/// The records of a chunk, counting those that could not be read: each has a root, or one or more fatal findings outside any root.
public struct RecordIndex: Sendable {
  /// Offsets at which records start, rising.
  private var starts: ContiguousArray<Int>

  public init(_ source: borrowing SourceDocument, findings: [Finding]) {
    starts = []
    starts.reserveCapacity(source.roots.count)
    for root in source.roots { starts.append(Int(source[root].offset)) }
    let unread = RecordIndex.unread(source, findings)
    if !unread.isEmpty {
      starts.append(contentsOf: unread)
      starts.sort()
    }
  }

  public var count: Int { starts.count }

  /// The number of the record at an offset of the chunk, from 1.
  public func record(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return max(1, low)
  }

  /// The lines on which a fatal finding outside any root stands, as offsets, each once.
  private static func unread(_ source: borrowing SourceDocument, _ findings: [Finding]) -> [Int] {
    var result: [Int] = []
    for finding in findings where finding.severity == .fatal {
      let offset = Int(finding.span.offset)
      if !source.isInRecord(offset), result.last != offset { result.append(offset) }
    }
    return result
  }
}

extension SourceDocument {
  /// Whether an offset is within a record that was read.
  func isInRecord(_ offset: Int) -> Bool {
    guard let root = root(before: offset) else { return false }
    let range = self[root].range
    return range.contains(offset) || range.upperBound == offset || range.count == Node.maximumLength
  }

  /// The last root that starts at or before an offset.
  func root(before offset: Int) -> NodeID? {
    var low = 0
    var high = roots.count
    while low < high {
      let middle = (low + high) / 2
      if Int(self[roots[middle]].offset) <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? roots[low - 1] : nil
  }
}
