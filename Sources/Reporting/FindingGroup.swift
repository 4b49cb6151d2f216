import Diagnostics

/// Findings that say the same: one rule broken at one place of the definition, or at one path whatever its indexes.
public struct FindingGroup: Hashable, Sendable {
  public var rule: RuleCode
  /// Index of the schema element, or ``Finding/noDefinition``; then `path` tells groups apart.
  public var definition: UInt32
  public var path: String
  /// Index of the invariant that was broken, or `UInt32.max`.
  public var constraint: UInt32

  public init(rule: RuleCode, definition: UInt32, path: String, constraint: UInt32 = .max) {
    self.rule = rule
    self.definition = definition
    self.path = path
    self.constraint = constraint
  }

  /// A path without indexes and row numbers.
  public static func generic(_ path: String) -> String {
    if path.hasPrefix("row ") {
      guard let comma = path.firstIndex(of: ",") else { return "row" }
      return String(path[path.index(comma, offsetBy: 2, limitedBy: path.endIndex).map { $0..<path.endIndex } ?? comma..<comma])
    }
    guard path.utf8.contains(UInt8(ascii: "[")) else { return path }
    var result = ""
    var isIndex = false
    for character in path {
      if character == "[" { isIndex = true }
      if !isIndex { result.append(character) }
      if character == "]" { isIndex = false }
    }
    return result
  }
}

/// A diagnostic put into bytes, with what is needed to decide whether to show it.
public struct FormattedDiagnostic: Sendable {
  public var group: FindingGroup
  public var bytes: [UInt8]
  /// Rule id and where, for the line that counts the rest of the group.
  public var label: String

  public init(group: FindingGroup, bytes: [UInt8], label: String) {
    self.group = group
    self.bytes = bytes
    self.label = label
  }
}
