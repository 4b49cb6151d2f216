import Schema
import SourceTree

extension ReverseEngine {
  /// What is in hand while a plan is followed.
  struct Scope {
    /// The resource of each type.
    var env: [String: NodeID]
    /// The only element of an array that the segment is made from.
    var only: (symbol: UInt32, node: NodeID)?
    /// Which of how many the thing in hand is.
    var ordinal: (number: Int, count: Int)?
  }

  /// Writes the segments of some rows.
  ///
  /// - Returns: whether any was written.
  mutating func emit(_ rows: [ReversePlan.Row], _ scope: Scope, _ source: borrowing SourceDocument) -> Bool {
    var counts: [String: Int] = [:]
    var hasAny = false
    for row in rows {
      for scope in scopes(row, scope, source) {
        let isWritten =
          row.segment.isEmpty ? emit(row.rows, scope, source) : emitSegment(row, scope, &counts, source)
        hasAny = hasAny || isWritten
      }
    }
    return hasAny
  }

  private mutating func emitSegment(
    _ row: ReversePlan.Row, _ scope: Scope, _ counts: inout [String: Int], _ source: borrowing SourceDocument
  ) -> Bool {
    let segment = draft.open(row.segment)
    claims.removeAll(keepingCapacity: true)
    var bases: [NodeID] = []
    for name in row.maps {
      guard let map = library.map(named: name), let base = scope.env[typeName(tables.maps[map].target)] else { continue }
      bases.append(base)
      run(
        ReverseContext(
          map: map, base: base, home: base, address: DraftAddress(segment: segment, field: 0), isSegment: true, only: scope.only),
        source)
    }
    takeResidue(of: bases, into: segment, source)
    guard row.isAlways || !draft.isEmpty(segment) else {
      draft.removeLast()
      return emit(row.rows, scope, source)
    }
    if !row.numbering.isEmpty {
      let number = row.numbering == "message" ? messageCounts[row.segment, default: 0] + 1 : counts[row.segment, default: 0] + 1
      if row.numbering == "message" { messageCounts[row.segment] = number } else { counts[row.segment] = number }
      _ = draft.place("\(number)", at: DraftAddress(segment: segment, field: 1), source: .none, counting: false)
    }
    _ = emit(row.rows, scope, source)
    return true
  }

  /// A scope with what a row wants beside. Later things of the row do not get it again.
  private mutating func completed(_ scope: Scope, _ row: ReversePlan.Row, _ source: borrowing SourceDocument) -> Scope {
    var scope = scope
    for selector in row.with {
      let nodes = nodes(selector, scope, source)
      if selector.kind == .elements {
        // Resources and elements made from the same segments are as many, in the same order.
        guard let ordinal = scope.ordinal, ordinal.count == nodes.count, let name = selector.path.first,
          let symbol = source.names.symbol(name)
        else { continue }
        scope.only = (symbol.rawValue, nodes[ordinal.number])
        claimed.insert(nodes[ordinal.number].rawValue)
        continue
      }
      guard let node = nodes.first, let type = index.type(of: node) else { continue }
      scope.env[type] = node
      claimed.insert(node.rawValue)
    }
    return scope
  }

  func typeName(_ type: TypeID) -> String { schema.string(schema.tables.types[type.index].name) }

  // MARK: Selectors

  /// One scope for each thing that a row is made for.
  private mutating func scopes(_ row: ReversePlan.Row, _ scope: Scope, _ source: borrowing SourceDocument) -> [Scope] {
    var scopes: [Scope] = []
    if row.each.isEmpty { scopes = [completed(scope, row, source)] }
    for selector in row.each {
      let nodes = nodes(selector, scope, source)
      for (ordinal, node) in nodes.enumerated() {
        var inner = scope
        inner.ordinal = (ordinal, nodes.count)
        if selector.kind == .elements {
          guard let name = selector.path.first, let symbol = source.names.symbol(name),
            claimed.insert(node.rawValue).inserted
          else { continue }
          inner.only = (symbol.rawValue, node)
        } else {
          guard let type = index.type(of: node), claimed.insert(node.rawValue).inserted else { continue }
          inner.env[type] = node
          inner.only = nil
        }
        scopes.append(completed(inner, row, source))
      }
    }
    return scopes
  }

  private func nodes(_ selector: ReverseSelector, _ scope: Scope, _ source: borrowing SourceDocument) -> [NodeID] {
    var found: [NodeID] = []
    switch selector.kind {
    case .all: found = index.resources.filter { $0.type == selector.type && !claimed.contains($0.node.rawValue) }.map(\.node)
    case .near: found = near(selector, scope)
    case .referred: found = referred(selector, scope, source)
    case .elements:
      if let base = scope.env[selector.type] { found = source.elements(at: selector.path[...], of: base) }
    case .referring:
      guard let target = scope.env[selector.target] else { return [] }
      found = index.resources.filter { $0.type == selector.type }.map(\.node).filter { node in
        source.elements(at: selector.path[...], of: node).contains { index.target(of: $0, home: node, source) == target }
      }
    }
    guard !selector.tests.isEmpty else { return found }
    return found.filter { node in
      selector.tests.allSatisfy { test in
        let texts = source.elements(at: test.path[...], of: node).map { source.text(of: $0) }
        let holds = texts.contains { test.isPart ? test.text.isEmpty || $0.contains(test.text) : $0 == test.text }
        return holds != test.isNegated
      }
    }
  }

  private func referred(_ selector: ReverseSelector, _ scope: Scope, _ source: borrowing SourceDocument) -> [NodeID] {
    guard let base = scope.env[selector.type] else { return [] }
    return source.elements(at: selector.path[...], of: base).compactMap { index.target(of: $0, home: base, source) }
  }

  /// Resources that stand between the one in hand and the next of its type: a Bundle made from a message keeps its order.
  private func near(_ selector: ReverseSelector, _ scope: Scope) -> [NodeID] {
    guard let anchor = scope.env[selector.target], let start = index.resources.firstIndex(where: { $0.node == anchor }) else {
      return []
    }
    var found: [NodeID] = []
    for resource in index.resources[(start + 1)...] {
      if resource.type == selector.target { break }
      if resource.type == selector.type, !claimed.contains(resource.node.rawValue) { found.append(resource.node) }
    }
    return found
  }
}
