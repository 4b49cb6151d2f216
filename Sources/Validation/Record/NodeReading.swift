import SourceTree

/// Reading a record by name, for checks that are not on the hot path.
extension SourceDocument {
  /// The member of an object with a name, or nil.
  func member(_ name: String, of object: NodeID) -> NodeID? {
    guard object != .none, self[object].kind == .object else { return nil }
    return child(name, of: object)
  }

  /// The value of a member that is text, a number or a boolean.
  func string(_ name: String, of object: NodeID) -> String? {
    guard let member = member(name, of: object), self[member].isScalar, self[member].kind != .null else { return nil }
    return text(of: member)
  }

  /// The items of a member, or the member itself where it is no array.
  func items(_ name: String, of object: NodeID) -> [NodeID] {
    guard let member = member(name, of: object) else { return [] }
    guard self[member].kind == .array else { return [member] }
    var items: [NodeID] = []
    forEachChild(of: member) { items.append($0) }
    return items
  }

  /// The objects among the items of a member.
  func objects(_ name: String, of object: NodeID) -> [NodeID] { items(name, of: object).filter { self[$0].kind == .object } }

  /// The first byte of a container, the whole of a value.
  func opening(of node: NodeID) -> SourceSpan {
    let entry = self[node]
    return SourceSpan(offset: entry.offset, length: UInt32(entry.isScalar ? entry.length : min(1, entry.length)))
  }
}
