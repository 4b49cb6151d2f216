import Schema
import SourceTree

/// What a map is read backwards on.
struct ReverseContext {
  var map: Int
  /// The element or resource that the map writes into.
  var base: NodeID
  /// The resource that holds it.
  var home: NodeID
  /// The reference that led to it, by its number; 0 for none.
  var via: UInt32 = 0
  /// The object that holds the base where the base is a value of its own.
  var parent: NodeID = .none
  /// The code map that `inherited` means, or -1.
  var code: Int32 = -1
  /// The segment or the value that the map reads from.
  var address: DraftAddress
  var isSegment = false
  /// For maps that make several linked resources: each by its key.
  var instances: [UInt8: NodeID]?
  /// The only element of an array that counts.
  var only: (symbol: UInt32, node: NodeID)?
  var depth = 0
}

/// An element at the end of a path.
struct ReverseFound {
  var node: NodeID
  var home: NodeID
  var via: UInt32
  /// The object that holds it.
  var parent: NodeID
  /// Which repetition of the field it is, from 0.
  var repetition: Int
}

/// A leaf as it was come by.
struct LeafClaim: Hashable {
  var node: UInt32
  var via: UInt32
}

extension ReverseEngine {
  /// Reads a map backwards: rows that always apply first, then those with a condition, then what constants and conditions tell.
  mutating func run(_ context: ReverseContext, _ source: borrowing SourceDocument) {
    guard context.depth < 12 else { return }
    let rows = library.rows[context.map]
    var literals: [ConditionLiteral] = []
    for isConditional in [false, true] {
      for row in rows where (tables.rows[row].condition >= 0) == isConditional && !isConstant(row) {
        let before = draft.values.count
        apply(row, context, source)
        if isConditional, draft.values.count > before { literals += self.literals(of: row) }
      }
    }
    for row in rows where isConstant(row) {
      if confirmConstant(row, context, source), tables.rows[row].condition >= 0 { literals += self.literals(of: row) }
    }
    for literal in literals { place(literal, context) }
  }

  /// The text of a row that writes the same whatever its source holds.
  func constant(_ row: Int) -> [UInt8]? {
    let compiled = tables.rows[row]
    guard compiled.action == .assign, compiled.parts.count > 0 else { return nil }
    var text: [UInt8] = []
    for part in compiled.parts.indices {
      guard tables.parts[part].text != .max else { return nil }
      text += tables.texts.bytes[tables.texts.range(tables.parts[part].text)]
    }
    return text
  }

  func isConstant(_ row: Int) -> Bool {
    let compiled = tables.rows[row]
    guard compiled.action == .assign else { return compiled.action == .ignore || compiled.isErrorCondition }
    return compiled.parts.indices.allSatisfy { tables.parts[$0].text != .max }
  }

  // MARK: Rows

  private mutating func apply(_ row: Int, _ context: ReverseContext, _ source: borrowing SourceDocument) {
    let compiled = tables.rows[row]
    guard !endsAtURL(compiled), compiled.form != ReverseEngine.wordsForm, guardsHold(row, context, source) else { return }
    if compiled.condition >= 0, excludes(Int(compiled.condition), context) { return }
    for found in resolve(row, context, source) {
      guard let address = address(compiled.source, context, repetition: found.repetition) else { continue }
      switch compiled.action {
      case .copy: copy(found, compiled, context, address, source)
      case .call: call(found, compiled, context, address, source)
      case .assign: unassign(found, compiled, context, source)
      case .ignore: return
      }
    }
  }

  /// Words in a number are no number when they are written.
  private static let wordsForm = UInt8(ValueForm.allCases.firstIndex(of: .words) ?? 254)

  /// Whether a condition wants something to have no value that has one already.
  private func excludes(_ index: Int, _ context: ReverseContext) -> Bool {
    let condition = tables.conditions[index]
    switch condition.kind {
    case .and: return condition.operands.indices.contains { excludes(Int(tables.operands[$0]), context) }
    case .valued where condition.isNegated:
      return address(condition.subject, context, repetition: 0).map(draft.isValued) ?? false
    case .not:
      let inner = tables.conditions[Int(tables.operands[condition.operands.indices.lowerBound])]
      guard inner.kind == .valued, !inner.isNegated else { return false }
      return address(inner.subject, context, repetition: 0).map(draft.isValued) ?? false
    default: return false
    }
  }

  /// The URL of an extension says what it is, and is no value.
  private func endsAtURL(_ row: CompiledRow) -> Bool {
    row.path.steps.indices.last.map { tables.steps[$0].symbol == library.maps.vocabulary.url } ?? false
  }

  /// The place that a row reads from.
  func address(_ element: ElementAddress, _ context: ReverseContext, repetition: Int) -> DraftAddress? {
    guard element.segment == 0 else { return nil }
    var address: DraftAddress?
    if context.isSegment {
      guard element.first > 0 else { return nil }
      address = DraftAddress(segment: context.address.segment, field: Int(element.first), repetition: repetition + 1)
    } else {
      address = context.address.part(Int(element.first))
    }
    if element.second > 0 { address = address?.part(Int(element.second)) }
    if element.third > 0 { address = address?.part(Int(element.third)) }
    return address
  }

  /// Whether the constants that the same part of the source always writes are there: where one is not, the part had no value.
  private mutating func guardsHold(_ row: Int, _ context: ReverseContext, _ source: borrowing SourceDocument) -> Bool {
    let compiled = tables.rows[row]
    guard compiled.source.first > 0 else { return true }
    for other in library.rows[context.map] where other != row {
      let rule = tables.rows[other]
      guard rule.source.first == compiled.source.first, rule.condition < 0, rule.form == 255, rule.beside == .max,
        rule.source.second == 0 || rule.source.second == compiled.source.second, rule.source.segment == 0,
        rule.action == .assign, let text = constant(other), !isPreempted(other, library.rows[context.map])
      else { continue }
      let present = resolve(other, context, source, isQuiet: true)
      if !present.contains(where: { isEqual(source, $0.node, text) }) { return false }
    }
    return true
  }

  func isEqual(_ source: borrowing SourceDocument, _ node: NodeID, _ text: [UInt8]) -> Bool {
    source.text(of: node).utf8.elementsEqual(text)
  }

  private mutating func call(
    _ found: ReverseFound, _ row: CompiledRow, _ context: ReverseContext, _ address: DraftAddress,
    _ source: borrowing SourceDocument
  ) {
    var place = address
    if row.parts.count > 0 {
      let element = tables.parts[row.parts.indices.lowerBound].element
      guard let other = self.address(element, context, repetition: found.repetition) else { return }
      place = other
    }
    var inner = ReverseContext(
      map: Int(row.map), base: found.node, home: found.home, via: found.via, parent: found.parent,
      address: place)
    inner.code = row.code == CompiledRow.inheritedCode ? context.code : row.code
    inner.depth = context.depth + 1
    if !tables.maps[inner.map].instanceOrder.isEmpty { inner.instances = chain(inner, source) }
    run(inner, source)
  }

  /// The linked resources from the first on, each by the key of the rows that made it.
  private mutating func chain(_ context: ReverseContext, _ source: borrowing SourceDocument) -> [UInt8: NodeID] {
    let map = tables.maps[context.map]
    var instances: [UInt8: NodeID] = [:]
    var remaining = map.instanceOrder[...]
    var current: NodeID? = context.base
    while let node = current, !remaining.isEmpty {
      var best: (score: Int, position: Int)?
      for position in remaining.indices {
        let rows = library.rows[context.map].filter { max(tables.rows[$0].path.sibling, 1) == remaining[position] }
        guard let score = score(rows, after: 0, node, home: node, source), score > best?.score ?? .min else { continue }
        best = (score, position)
      }
      guard let best else { break }
      instances[remaining[best.position]] = node
      remaining = remaining[(best.position + 1)...]
      guard let parent = map.instanceParent, let link = source.child(Symbol(parent.symbol), of: node) else { break }
      current = index.target(of: link, home: node, source)
      if current != nil { say(link, in: source) }
    }
    return instances
  }

  // MARK: Constants and conditions

  /// A constant that stands where a row wrote it says no more than the place of the segment or field.
  private mutating func confirmConstant(_ row: Int, _ context: ReverseContext, _ source: borrowing SourceDocument) -> Bool {
    guard let text = constant(row) else { return false }
    var isThere = false
    for found in resolve(row, context, source, isQuiet: true) where isEqual(source, found.node, text) {
      say(found.node, in: source)
      isThere = true
    }
    return isThere
  }

  /// An element that a condition says to have one of some texts.
  struct ConditionLiteral {
    var element: ElementAddress
    var texts: [String]
  }

  private func literals(of row: Int) -> [ConditionLiteral] {
    var found: [ConditionLiteral] = []
    collect(Int(tables.rows[row].condition), &found)
    return found
  }

  private func collect(_ index: Int, _ found: inout [ConditionLiteral]) {
    let condition = tables.conditions[index]
    switch condition.kind {
    case .and: for child in condition.operands.indices { collect(Int(tables.operands[child]), &found) }
    case .isIn where !condition.isNegated:
      let texts = condition.operands.indices.map { tables.texts.text(tables.operands[$0]) }
      found.append(ConditionLiteral(element: condition.subject, texts: texts))
    // Of alternatives the first is as good as any.
    case .or:
      if let child = condition.operands.indices.first { collect(Int(tables.operands[child]), &found) }
    default: return
    }
  }

  private mutating func place(_ literal: ConditionLiteral, _ context: ReverseContext) {
    guard let address = address(literal.element, context, repetition: 0), !draft.isValued(address),
      let text = choice(literal.texts, context)
    else { return }
    _ = draft.place(text, at: address, source: .none, counting: false)
  }

  /// Which of several texts a message of the version would have.
  private func choice(_ texts: [String], _ context: ReverseContext) -> String? {
    if texts.count == 1 { return texts[0] }
    // HD.3 by the form of HD.2.
    if texts.contains("ISO"), texts.contains("UUID") {
      let identifier = context.address.part(2).flatMap { draft.text(at: $0) }
      return identifier.map { $0.utf8.count == 36 ? "UUID" : "ISO" }
    }
    guard context.isSegment else { return nil }
    let isOld = options.version < "2.5"
    let isBeforeDTM = options.version < "2.6"
    if texts.contains("DT"), texts.contains("TS") {
      let value = draft.text(at: DraftAddress(segment: context.address.segment, field: 5)) ?? ""
      return value.utf8.count <= 8 ? "DT" : isBeforeDTM ? "TS" : "DTM"
    }
    if texts.contains("CWE"), texts.contains("CE") { return isOld ? "CE" : "CWE" }
    return draft.segments[context.address.segment] == "OBX" ? texts[0] : nil
  }
}
