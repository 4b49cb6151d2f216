import Schema
import SourceTree

/// The elements of an array that belong to each of the instances that a map's rows write into.
struct GroupKey: Hashable {
  var map: Int
  var parent: UInt32
  var symbol: UInt32
  var prefix: Int
}

extension ReverseEngine {
  /// The elements at the end of a row's path.
  ///
  /// - Parameter isQuiet: whether references on the way are only looked through.
  mutating func resolve(
    _ row: Int, _ context: ReverseContext, _ source: borrowing SourceDocument, isQuiet: Bool = false
  ) -> [ReverseFound] {
    let path = tables.rows[row].path
    var start = context.base
    if let instances = context.instances {
      guard let instance = instances[max(path.sibling, 1)] else { return [] }
      start = instance
    } else if path.sibling > 1 {
      return []
    }
    let home = context.instances == nil ? context.home : start
    var current = [ReverseFound(node: start, home: home, via: context.via, parent: context.parent, repetition: 0)]
    for (position, step) in path.steps.indices.enumerated() {
      var next: [ReverseFound] = []
      for found in current {
        next += follow(row, position, step, from: found, context, source, isQuiet: isQuiet)
      }
      if next.isEmpty { return [] }
      current = next
    }
    return current
  }

  private mutating func follow(
    _ row: Int, _ position: Int, _ index: Int, from found: ReverseFound, _ context: ReverseContext,
    _ source: borrowing SourceDocument, isQuiet: Bool
  ) -> [ReverseFound] {
    let step = tables.steps[index]
    var holder = found.node
    var name = step.symbol
    // The parts of a primitive stand in its companion.
    if position > 0, tables.steps[index - 1].primitive != .none {
      guard let companion = source.child(Symbol(tables.steps[index - 1].symbol + 1), of: found.parent) else { return [] }
      holder = companion
      if source[companion].kind == .array, let first = source.firstChild(of: companion) { holder = first }
    }
    guard source[holder].kind == .object, var child = source.child(Symbol(name), of: holder) else {
      // A primitive without value has a companion only.
      name += 1
      guard step.primitive != .none, index + 1 < tables.rows[row].path.steps.indices.upperBound,
        source[holder].kind == .object, source.child(Symbol(name), of: holder) != nil
      else { return [] }
      return [ReverseFound(node: holder, home: found.home, via: found.via, parent: holder, repetition: found.repetition)]
    }
    var items = [child]
    if source[child].kind == .array {
      items = group(row, position, holder, context, source)
      if position == 0, let only = context.only, only.symbol == name { items = items.filter { $0 == only.node } }
      child = .none
    }
    var next: [ReverseFound] = []
    for (ordinal, item) in items.enumerated() {
      var reached = ReverseFound(
        node: item, home: found.home, via: found.via, parent: holder,
        repetition: step.takesRepetition ? ordinal : found.repetition)
      if step.resource != .none {
        guard let target = self.index.target(of: item, home: found.home, source),
          self.index.type(of: target) == typeName(step.resource)
        else { continue }
        if !isQuiet { say(item, in: source) }
        reached.node = target
        reached.home = step.contained == .max ? target : found.home
        reached.via = item.rawValue
        reached.parent = item
      }
      next.append(reached)
    }
    return next
  }

  // MARK: Arrays

  /// The items of an array that the rows of one instance key wrote.
  private mutating func group(
    _ row: Int, _ position: Int, _ holder: NodeID, _ context: ReverseContext, _ source: borrowing SourceDocument
  ) -> [NodeID] {
    let first = tables.rows[row].path.steps.indices.lowerBound
    let step = tables.steps[first + position]
    var prefix = Hasher()
    prefix.combine(tables.rows[row].path.sibling)
    for index in 0..<position {
      prefix.combine(tables.steps[first + index].symbol)
      prefix.combine(tables.steps[first + index].key)
    }
    let key = GroupKey(map: context.map, parent: holder.rawValue, symbol: step.symbol, prefix: prefix.finalize())
    if let known = groupCache[key] { return known[step.key] ?? [] }
    let groups = assign(row, position, holder, context, source)
    groupCache[key] = groups
    return groups[step.key] ?? []
  }

  /// Rows that write into one instance of an array.
  private struct Candidates {
    var key: UInt8
    var rows: [Int]
    var repeats: Bool
    var items: [NodeID] = []
  }

  /// Deals the items of an array out to the instances that the map's rows name: each to the one whose constants it has and whose rows
  /// cover most of it.
  private func assign(
    _ row: Int, _ position: Int, _ holder: NodeID, _ context: ReverseContext, _ source: borrowing SourceDocument
  ) -> [UInt8: [NodeID]] {
    var candidates = self.candidates(row, position, context)
    let symbol = tables.steps[tables.rows[row].path.steps.indices.lowerBound + position].symbol
    guard let array = source.child(Symbol(symbol), of: holder) else { return [:] }
    source.forEachChild(of: array) { item in
      var best: (score: Int, index: Int)?
      for index in candidates.indices where candidates[index].repeats || candidates[index].items.isEmpty {
        guard let score = score(candidates[index].rows, after: position + 1, item, home: context.home, source),
          score > best?.score ?? .min
        else { continue }
        best = (score, index)
      }
      if let best { candidates[best.index].items.append(item) }
    }
    var groups: [UInt8: [NodeID]] = [:]
    for candidate in candidates { groups[candidate.key] = candidate.items }
    return groups
  }

  /// The instances of an array that a map's rows write into, in the order in which they are made.
  private func candidates(_ row: Int, _ position: Int, _ context: ReverseContext) -> [Candidates] {
    let path = tables.rows[row].path
    let first = path.steps.indices.lowerBound
    var candidates: [Candidates] = []
    for other in library.rows[context.map] {
      let steps = tables.rows[other].path.steps.indices
      guard steps.count > position, tables.rows[other].path.sibling == path.sibling, tables.rows[other].action != .ignore,
        tables.steps[steps.lowerBound + position].symbol == tables.steps[first + position].symbol,
        (0..<position).allSatisfy({ index in
          let (left, right) = (tables.steps[steps.lowerBound + index], tables.steps[first + index])
          return left.symbol == right.symbol && left.key == right.key
        })
      else { continue }
      let step = tables.steps[steps.lowerBound + position]
      if let known = candidates.firstIndex(where: { $0.key == step.key }) {
        candidates[known].rows.append(other)
        if takesMore(other, step, context) { candidates[known].repeats = true }
      } else {
        candidates.append(Candidates(key: step.key, rows: [other], repeats: takesMore(other, step, context)))
      }
    }
    return candidates
  }

  /// Whether a row writes an instance for each repetition of a field that may repeat.
  private func takesMore(_ row: Int, _ step: TargetStep, _ context: ReverseContext) -> Bool {
    guard step.takesRepetition else { return false }
    return !context.isSegment || repeats(context.address.segment, Int(tables.rows[row].source.first))
  }

  /// How well an item fits what some rows write into it; nil where it contradicts them.
  ///
  /// - Parameter position: the step of the rows' paths at which the item's own elements begin.
  func score(
    _ rows: [Int], after position: Int, _ item: NodeID, home: NodeID, _ source: borrowing SourceDocument
  ) -> Int? {
    var score = 0
    var allowed: [[UInt32]: (texts: [[UInt8]], isOpen: Bool)] = [:]
    var resources: Set<String> = []
    // Only what all rows share is said of every item: constants of one part of several go with that part.
    let isOnePart = Set(rows.map { tables.rows[$0].source.first }).count == 1
    let targetType = index.target(of: item, home: home, source).flatMap(index.type)
    for row in rows {
      let compiled = tables.rows[row]
      let steps = compiled.path.steps.indices.dropFirst(position)
      if position > 0, tables.steps[steps.lowerBound - 1].resource != .none {
        let type = typeName(tables.steps[steps.lowerBound - 1].resource)
        resources.insert(type)
        if type != targetType { continue }
      }
      let suffix = steps.map { tables.steps[$0].symbol }
      guard let text = constant(row) else {
        allowed[suffix, default: ([], false)].isOpen = true
        if compiled.action == .call, steps.isEmpty, compiled.condition < 0 {
          guard let more = self.score(ofMap: Int(compiled.map), item, home: home, source) else { return nil }
          score += more
        }
        continue
      }
      allowed[suffix, default: ([], false)].texts.append(text)
      guard compiled.condition < 0 || !isVarying(compiled) else { continue }
      let present = leaves(steps, of: item, home: home, position, source)
      if present.contains(where: { isEqual(source, $0, text) }) {
        score += 4
      } else if compiled.condition < 0, compiled.form == 255, compiled.beside == .max, isOnePart, !isPreempted(row, rows) {
        return nil
      }
    }
    if !resources.isEmpty {
      return targetType.map(resources.contains) == true ? score : nil
    }
    return contradicts(allowed, rows, position, item, home, source) ? nil : score + coverage(rows, position, item, source)
  }

  /// How well an item has the constants that a map always writes; nil where it has others.
  private func score(ofMap map: Int, _ item: NodeID, home: NodeID, _ source: borrowing SourceDocument) -> Int? {
    var score = 0
    guard tables.maps[map].instanceOrder.isEmpty, source[item].kind == .object else { return 0 }
    let steps = library.rows[map].filter { tables.rows[$0].condition < 0 && tables.rows[$0].path.steps.indices.count > 1 }
    for row in steps {
      // Constants of one part only go with it; those of a map of one part always.
      guard let text = constant(row),
        library.rows[map].allSatisfy({ tables.rows[$0].source.first == tables.rows[row].source.first })
      else { continue }
      let present = leaves(tables.rows[row].path.steps.indices[...], of: item, home: home, 0, source)
      if present.contains(where: { isEqual(source, $0, text) }) {
        score += 4
      } else {
        return nil
      }
    }
    return score
  }

  /// Whether a row before may have written where a constant is written, which then is not: the first value stays.
  func isPreempted(_ constant: Int, _ rows: [Int]) -> Bool {
    let path = tables.rows[constant].path
    let steps = path.steps.indices
    return rows.contains { other in
      let rule = tables.rows[other]
      guard other < constant, rule.source.first == tables.rows[constant].source.first, rule.path.sibling == path.sibling,
        rule.action == .call || rule.action == .copy, rule.path.steps.indices.count <= steps.count,
        zip(rule.path.steps.indices, steps).allSatisfy({
          tables.steps[$0].symbol == tables.steps[$1].symbol && tables.steps[$0].key == tables.steps[$1].key
        })
      else { return false }
      guard rule.action == .call, rule.path.steps.indices.count < steps.count else { return rule.action == .copy }
      return writes(Int(rule.map), steps.dropFirst(rule.path.steps.indices.count))
    }
  }

  /// Whether a map writes to the element at the end of some steps.
  private func writes(_ map: Int, _ steps: Range<Int>) -> Bool {
    library.rows[map].contains { row in
      let own = tables.rows[row].path.steps.indices
      return own.count == steps.count && zip(own, steps).allSatisfy { tables.steps[$0].symbol == tables.steps[$1].symbol }
    }
  }

  private func isVarying(_ row: CompiledRow) -> Bool { row.form != 255 }

  /// Whether the item has a value where the rows write constants only, and it is none of them.
  private func contradicts(
    _ allowed: [[UInt32]: (texts: [[UInt8]], isOpen: Bool)], _ rows: [Int], _ position: Int, _ item: NodeID, _ home: NodeID,
    _ source: borrowing SourceDocument
  ) -> Bool {
    for row in rows {
      let steps = tables.rows[row].path.steps.indices.dropFirst(position)
      guard let rule = allowed[steps.map { tables.steps[$0].symbol }], !rule.isOpen, !isPreempted(row, rows) else { continue }
      let present = leaves(steps, of: item, home: home, position, source)
      if !present.isEmpty, !present.contains(where: { leaf in rule.texts.contains { isEqual(source, leaf, $0) } }) { return true }
    }
    return false
  }

  /// How many of an item's own elements the rows write, less those that they do not.
  private func coverage(_ rows: [Int], _ position: Int, _ item: NodeID, _ source: borrowing SourceDocument) -> Int {
    guard source[item].kind == .object else { return 0 }
    var covered: Set<UInt32> = []
    for row in rows {
      let steps = tables.rows[row].path.steps.indices.dropFirst(position)
      if let first = steps.first {
        covered.insert(tables.steps[first].symbol)
      } else if tables.rows[row].map >= 0 {
        for inner in library.rows[Int(tables.rows[row].map)] {
          if let first = tables.rows[inner].path.steps.indices.first { covered.insert(tables.steps[first].symbol) }
        }
      }
    }
    var count = 0
    source.forEachChild(of: item) { child in
      count += covered.contains(source[child].name & ~1) || covered.contains(source[child].name) ? 1 : -1
    }
    return count
  }

  /// The leaves at the end of some steps, whichever instance they are in.
  private func leaves(
    _ steps: Range<Int>.SubSequence, of item: NodeID, home: NodeID, _ position: Int, _ source: borrowing SourceDocument
  ) -> [NodeID] {
    var current = [(node: item, home: home)]
    if position > 0, tables.steps[steps.lowerBound - 1].resource != .none {
      guard let target = index.target(of: item, home: home, source) else { return [] }
      current = [(target, target)]
    }
    for step in steps {
      var next: [(node: NodeID, home: NodeID)] = []
      for place in current where source[place.node].kind == .object {
        guard let child = source.child(Symbol(tables.steps[step].symbol), of: place.node) else { continue }
        var items = [child]
        if source[child].kind == .array {
          items = []
          source.forEachChild(of: child) { items.append($0) }
        }
        for item in items {
          guard tables.steps[step].resource != .none else {
            next.append((item, place.home))
            continue
          }
          if let target = index.target(of: item, home: place.home, source) { next.append((target, target)) }
        }
      }
      current = next
    }
    return current.map(\.node)
  }
}
