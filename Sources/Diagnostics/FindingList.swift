/// Findings of one document or chunk, in the order found. Bounded, so that a hostile file cannot fill memory: past the bound
/// findings are only counted, and reports say how many.
public struct FindingList: Sendable {
  public private(set) var findings: [Finding] = []
  /// Findings beyond the bound, by severity.
  public private(set) var dropped: [Severity: Int] = [:]
  public var bound: Int

  public init(bound: Int = 10_000) { self.bound = bound }

  public mutating func append(_ finding: Finding) {
    if findings.count < bound {
      findings.append(finding)
    } else {
      dropped[finding.severity, default: 0] += 1
    }
  }

  public mutating func removeAll() {
    findings.removeAll(keepingCapacity: true)
    dropped.removeAll()
  }

  /// Takes out the findings of a rule.
  public mutating func remove(_ rule: Rule) {
    if findings.contains(where: { $0.rule == rule.code }) { findings.removeAll { $0.rule == rule.code } }
  }

  public var isEmpty: Bool { findings.isEmpty }

  /// The highest severity found, or nil.
  public var worst: Severity? {
    (findings.map(\.severity) + dropped.keys).max()
  }
}
