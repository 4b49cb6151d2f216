import SourceTree

/// Findings of one document or chunk, in the order found. Bounded, so that a hostile file cannot fill memory: past the bound
/// findings are only counted, and reports say how many.
public struct FindingList: Sendable {
  public private(set) var findings: [Finding] = []
  /// Findings beyond the bound, by severity.
  public private(set) var dropped: [Severity: Int] = [:]
  public var bound: Int
  /// Texts that findings refer to, for what cannot be said in numbers. Made only when something was found.
  public private(set) var texts: [String] = []

  public init(bound: Int = 10_000) { self.bound = bound }

  public mutating func append(_ finding: Finding) {
    if findings.count < bound {
      findings.append(finding)
    } else {
      dropped[finding.severity, default: 0] += 1
    }
  }

  /// Keeps a text as evidence for a finding of this list. Past the bound nothing is kept, as the finding will not be.
  public mutating func text(_ text: @autoclosure () -> String) -> Evidence {
    guard findings.count < bound else { return .none }
    texts.append(text())
    return Evidence(.text, UInt32(truncatingIfNeeded: texts.count - 1))
  }

  /// Adds the findings of another list, with their texts.
  public mutating func append(contentsOf list: FindingList) {
    let shift = UInt32(truncatingIfNeeded: texts.count)
    texts.append(contentsOf: list.texts)
    for var finding in list.findings {
      if finding.expected.kind == .text { finding.expected.value += shift }
      if finding.actual.kind == .text { finding.actual.value += shift }
      append(finding)
    }
    for (severity, count) in list.dropped { dropped[severity, default: 0] += count }
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
    if !texts.isEmpty { texts.removeAll() }
    dropped.removeAll()
  }

  /// Takes out findings.
  public mutating func removeAll(where isUnwanted: (Finding) -> Bool) {
    if findings.contains(where: isUnwanted) { findings.removeAll(where: isUnwanted) }
  }

  /// Puts findings in the place of those that are there; texts and counts of dropped ones stay.
  public mutating func replace(with others: [Finding]) { findings = others }

  /// Gives findings of some rules another severity; nil takes them out.
  public mutating func applySeverities(_ severities: [RuleCode: Severity?]) {
    findings = findings.compactMap { finding in
      guard let choice = severities[finding.rule] else { return finding }
      guard let severity = choice else { return nil }
      var changed = finding
      changed.severity = severity
      return changed
    }
  }

  public var isEmpty: Bool { findings.isEmpty }

  /// The highest severity found, or nil.
  public var worst: Severity? {
    (findings.map(\.severity) + dropped.keys).max()
  }
}
