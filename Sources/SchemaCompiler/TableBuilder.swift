import Definitions
import Schema

/// Fills the tables of a schema; equal strings and equal lists are kept once.
struct TableBuilder {
  var tables = Schema.Tables()
  private var strings: [String: StringID] = [:]
  private var constraintLists: [[Constraint]: UInt32] = [:]
  private var profileLists: [[String]: UInt32] = [:]
  private var symbols: [String: UInt32] = [:]

  mutating func string(_ text: String) -> StringID {
    if let known = strings[text] { return known }
    let id = StringID(UInt32(strings.count))
    strings[text] = id
    tables.stringBytes.append(contentsOf: text.utf8)
    tables.stringOffsets.append(UInt32(tables.stringBytes.count))
    return id
  }

  mutating func string(_ text: String?) -> StringID { text.map { string($0) } ?? .none }

  /// Gives each name its symbol: name and underscored companion one after the other, so that a companion's symbol is one more than its
  /// name's.
  mutating func setNames(_ names: [String]) {
    for name in names {
      symbols[name] = UInt32(tables.names.count)
      tables.names.append(string(name))
      tables.names.append(string("_" + name))
    }
  }

  func symbol(_ name: String) -> UInt32 { symbols[name] ?? .max }

  /// Where a list of constraints starts.
  mutating func constraints(_ list: [Constraint]) -> UInt32 {
    if list.isEmpty { return 0 }
    if let known = constraintLists[list] { return known }
    let first = UInt32(tables.constraints.count)
    constraintLists[list] = first
    for constraint in list {
      tables.constraints.append(
        ConstraintRecord(
          key: string(constraint.key), expression: string(constraint.expression), message: string(constraint.message),
          severity: constraint.severity == .error ? .error : .warning, isBestPractice: constraint.isBestPractice))
    }
    return first
  }

  /// Where a list of canonicals starts.
  mutating func profiles(_ list: [Canonical]) -> UInt32 {
    if list.isEmpty { return 0 }
    let texts = list.map(\.description)
    if let known = profileLists[texts] { return known }
    let first = UInt32(tables.profileLists.count)
    profileLists[texts] = first
    for text in texts { tables.profileLists.append(string(text)) }
    return first
  }
}
