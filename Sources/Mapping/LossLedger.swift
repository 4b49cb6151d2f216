import SourceTree

/// What became of a populated source value.
public enum LossStatus: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// It stands at one or more canonical paths, as it came.
  case mapped
  /// It stands at one or more canonical paths in another form: a code translated, a date in the form of FHIR, several texts joined.
  case transformed
  /// FHIR has no element for it, or no map knows one: it stands in the result as the residue of its segment.
  case kept
  /// A rule of the map says that it is not carried over, and why.
  case ignored
  /// No rule of the map has carried it over; it is nowhere in the result.
  case unmapped
}

/// One populated source value and what became of it.
@frozen
public struct LossEntry: Sendable, BitwiseCopyable {
  /// The value, in the source document.
  public var source: NodeID
  public var status: LossStatus
  /// Why it is kept, ignored or unmapped, or what was added to it: index into ``MapLibrary/reasons``.
  public var reason: UInt16
  /// The canonical values it stands in: `targets[firstTarget ..< firstTarget + targetCount]`.
  public var firstTarget: UInt32
  public var targetCount: UInt32
}

/// Counts of values. They balance: `populated == mapped + transformed + kept + ignored + unmapped`.
public struct LossTotals: Sendable, Hashable {
  public var populated = 0
  public var mapped = 0
  public var transformed = 0
  public var kept = 0
  public var ignored = 0
  public var unmapped = 0

  public init() {}

  public var isBalanced: Bool { populated == mapped + transformed + kept + ignored + unmapped }

  /// How many values stand in elements of the result.
  public var placed: Int { mapped + transformed }

  public static func += (left: inout LossTotals, right: LossTotals) {
    left.populated += right.populated
    left.mapped += right.mapped
    left.transformed += right.transformed
    left.kept += right.kept
    left.ignored += right.ignored
    left.unmapped += right.unmapped
  }

  mutating func count(_ status: LossStatus) {
    switch status {
    case .mapped: mapped += 1
    case .transformed: transformed += 1
    case .kept: kept += 1
    case .ignored: ignored += 1
    case .unmapped: unmapped += 1
    }
  }
}

/// The account of a conversion: every populated source value exactly once, in source order, one record after the other. It
/// refers to the source and canonical documents it was made with and is emptied with them.
public struct LossLedger: Sendable {
  /// The entries of one record.
  public struct Record: Sendable {
    public var root: NodeID
    public var entries: Range<Int>
    public var totals: LossTotals
  }

  public private(set) var entries = ContiguousArray<LossEntry>()
  public private(set) var targets = ContiguousArray<NodeID>()
  public private(set) var records = ContiguousArray<Record>()
  /// All records since the ledger was made, emptied ones included.
  public private(set) var totals = LossTotals()

  public init() {}

  /// Forgets the entries, keeps the totals.
  public mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
  }

  mutating func open(_ root: NodeID) {
    records.append(Record(root: root, entries: entries.count..<entries.count, totals: LossTotals()))
  }

  /// Starts an entry; ``addTarget(_:)`` adds to it.
  mutating func append(_ source: NodeID, _ status: LossStatus, reason: UInt16) {
    entries.append(
      LossEntry(
        source: source, status: status, reason: reason, firstTarget: UInt32(truncatingIfNeeded: targets.count), targetCount: 0))
  }

  mutating func addTarget(_ target: NodeID) {
    targets.append(target)
    entries[entries.count - 1].targetCount += 1
  }

  mutating func setStatus(_ status: LossStatus) { entries[entries.count - 1].status = status }

  /// Ends a record. `populated` was counted on its own, so that the balance is a statement.
  mutating func close(populated: Int) {
    let last = records.count - 1
    var sums = LossTotals()
    sums.populated = populated
    let first = records[last].entries.lowerBound
    for index in first..<entries.count { sums.count(entries[index].status) }
    records[last].entries = first..<entries.count
    records[last].totals = sums
    totals += sums
  }
}
