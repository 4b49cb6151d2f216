import Diagnostics

/// How often each rule was broken. Plain enough to be added up chunk by chunk.
public struct RuleCounts: Sendable {
  public struct Key: Hashable, Sendable {
    public var rule: RuleCode
    public var severity: Severity
  }

  public private(set) var counts: [Key: Int] = [:]
  /// Findings beyond the bound of a list: known by severity only.
  public private(set) var uncounted: [Severity: Int] = [:]

  public init() {}

  public mutating func add(_ list: FindingList) {
    for finding in list.findings { counts[Key(rule: finding.rule, severity: finding.severity), default: 0] += 1 }
    uncounted.merge(list.dropped, uniquingKeysWith: +)
  }

  public mutating func add(_ other: RuleCounts) {
    counts.merge(other.counts, uniquingKeysWith: +)
    uncounted.merge(other.uncounted, uniquingKeysWith: +)
  }

  public func total(_ severity: Severity) -> Int {
    counts.reduce(uncounted[severity] ?? 0) { $1.key.severity == severity ? $0 + $1.value : $0 }
  }

  /// The highest severity, or nil if nothing was found.
  public var worst: Severity? { (counts.keys.map(\.severity) + uncounted.keys).max() }

  /// Counts by rule, worst and most frequent first.
  public var ranked: [(key: Key, count: Int)] {
    counts.map { (key: $0.key, count: $0.value) }.sorted {
      ($0.key.severity, $0.count, $1.key.rule) > ($1.key.severity, $1.count, $0.key.rule)
    }
  }
}

/// What a run did.
public struct RunSummary: Sendable {
  public var sources = 0
  public var unreadableSources = 0
  public var records = 0
  public var recordsWithErrors = 0
  public var bytes: UInt64 = 0
  public var counts = RuleCounts()
  public var seconds: Double = 0

  public init() {}
}
