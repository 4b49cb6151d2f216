import SourceTree

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

  /// Takes the nodes from `node` on out of the findings from the `first`th on: a record that broke a limit was left out of the
  /// document, and what was found in it keeps its place but has no node any more.
  public mutating func forgetNodes(from node: NodeID, inFindingsFrom first: Int) {
    for index in Swift.min(first, findings.count)..<findings.count where findings[index].node >= node {
      findings[index].node = .none
    }
  }

  public mutating func removeAll() {
    findings.removeAll(keepingCapacity: true)
    dropped.removeAll()
  }

  /// Takes out findings.
  public mutating func removeAll(where isUnwanted: (Finding) -> Bool) {
    if findings.contains(where: isUnwanted) { findings.removeAll(where: isUnwanted) }
  }

  public var isEmpty: Bool { findings.isEmpty }

  /// The highest severity found, or nil.
  public var worst: Severity? {
    (findings.map(\.severity) + dropped.keys).max()
  }
}
