import SourceTree

/// The rules behind ``Limits``, one for each ``LimitBreach``. Every reader reports its breaches with these, so that a report
/// names a limit the same way whatever the format.
public enum LimitRules {
  public static let depth = Rule(
    "SRC", 1, "nesting-too-deep", .fatal, .tooCostly,
    message: "containers nest deeper than the limit of {expected}",
    summary: "The record nests deeper than the depth limit.",
    explanation: """
      No health record needs hundreds of levels, and a file that has them is damaged or made to exhaust a reader. The record is \
      not read any further. Raise the limit with `--limit-depth` if the file is known to be good.
      """,
    references: ["RFC 8259 section 9"],
    wrong: [RuleExample(.json, String(repeating: "[", count: 600) + String(repeating: "]", count: 600))],
    right: [RuleExample(.json, "[[[]]]")])

  public static let nodeCount = Rule(
    "SRC", 2, "too-many-nodes", .fatal, .tooCostly,
    message: "the document has more than {expected} nodes",
    summary: "The document has more elements and values than the node limit.",
    explanation: """
      Every element, field and value takes memory while its record is checked. A document with more of them than the limit is \
      not read any further. Split the file into records (NDJSON, messages, rows), which are read one chunk at a time, or raise \
      the limit with `--limit-nodes`. No example is given: one that broke the standard limit would be hundreds of megabytes.
      """)

  public static let valueSize = Rule(
    "SRC", 3, "value-too-large", .fatal, .tooCostly,
    message: "a single value is larger than the limit of {expected} bytes",
    summary: "One value is larger than the value limit.",
    explanation: """
      A single string, number, field or cell may have up to 128 MiB. A larger one is nearly always the sign of a missing closing \
      quote or terminator, or of a document that was pasted into a field. Store large content elsewhere and refer to it. No \
      example is given: it would be as large as the limit.
      """)

  public static let documentSize = Rule(
    "SRC", 4, "document-too-large", .fatal, .tooCostly,
    message: "the document is larger than the limit of {expected} bytes",
    summary: "One document is larger than the document limit.",
    explanation: """
      A file of many records may have any size: it is read in chunks. One record, or one JSON or XML document, must fit into \
      4 GiB, the reach of an address inside a document. Split the document, or write it as NDJSON. No example is given: it would \
      be as large as the limit.
      """)

  public static let all: [Rule] = [depth, nodeCount, valueSize, documentSize]

  /// The rule of a breach.
  public static func rule(for breach: LimitBreach) -> Rule {
    switch breach {
    case .depth: depth
    case .nodeCount: nodeCount
    case .valueSize: valueSize
    case .documentSize: documentSize
    }
  }

  /// The finding of a breach: what the limit is and where it was met.
  public static func finding(
    _ breach: LimitBreach, limits: Limits, node: NodeID = .none, span: SourceSpan
  ) -> Finding {
    let limit =
      switch breach {
      case .depth: limits.depth
      case .nodeCount: limits.nodeCount
      case .valueSize: limits.valueSize
      case .documentSize: limits.documentSize
      }
    return Finding(rule(for: breach), node: node, span: span, expected: .number(limit))
  }
}
