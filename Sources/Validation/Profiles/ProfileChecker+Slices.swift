import Diagnostics
import Schema
import SourceTree

// Slices: which values belong to which, how many there are, and what is demanded of each.
extension ProfileChecker {
  mutating func checkSlices(
    _ slicing: SlicingPlan, _ plan: ElementPlan, _ range: Range<Int>, of parent: Occurrence, _ document: borrowing SourceDocument
  ) {
    var counts = [Int](repeating: 0, count: slicing.slices.count)
    var slices: [Int] = []
    var last = -1
    var unmatched: Int?
    for place in range {
      work += slicing.slices.count
      let value = occurrences[place]
      let slice = slicing.slices.firstIndex { matches(value, $0, slicing, document) }
      slices.append(slice ?? -1)
      if let slice { checkOnlySlice(value, slice, slicing, document) }
      guard let slice else {
        unmatched = unmatched ?? place
        if let remainder = slicing.remainder {
          checkValue(value, remainder, document)
        } else {
          if slicing.rules == .closed, slicing.slices.allSatisfy(slicing.canTell) {
            reportNoSlice(value, slicing, plan, document)
          }
          checkValue(value, plan, document)
        }
        continue
      }
      // What is said inside the element without a slice's name is said of all its values.
      if plan.element.children != .none { checkChildren(of: value, library.plan(plan.element.children, context), document) }
      counts[slice] += 1
      if slicing.isOrdered, slice < last { reportOrder(value, slicing.slices[slice], document) }
      last = max(last, slice)
      if slicing.rules == .openAtEnd, unmatched != nil { reportAfterOpen(value, slicing.slices[slice], document) }
    }
    for (index, slice) in slicing.slices.enumerated() {
      if range.isEmpty || slicing.canTell(slice) {
        checkSliceCount(counts[index], slice, parent, document)
      } else {
        reportUndecidable(slice, parent, document)
      }
      checkSlice(
        slice, slices.indices.filter { slices[$0] == index }.map { occurrences[range.lowerBound + $0] }, parent, document)
    }
  }

  private mutating func checkSlice(
    _ slice: SlicePlan, _ values: [Occurrence], _ parent: Occurrence, _ document: borrowing SourceDocument
  ) {
    if values.isEmpty { return }
    guard let again = slice.plan.slicing else {
      for value in values { checkValue(value, slice.plan, document) }
      return
    }
    let start = occurrences.count
    occurrences.append(contentsOf: values)
    checkSlices(again, slice.plan, start..<occurrences.count, of: parent, document)
    occurrences.removeSubrange(start...)
  }

  private mutating func checkSliceCount(
    _ count: Int, _ slice: SlicePlan, _ parent: Occurrence, _ document: borrowing SourceDocument
  ) {
    let element = slice.plan.element
    let name = Evidence(.schemaString, slice.name.rawValue)
    let span = opening(parent.place, document)
    if count < Int(element.minimum) {
      report(ConformanceRules.sliceMissing, parent.place, span, slice.plan, expected: name, actual: .number(count))
    } else if element.maximum != ElementRecord.unbounded, count > Int(element.maximum) {
      report(ConformanceRules.sliceTooOften, parent.place, span, slice.plan, expected: name, actual: .number(count))
    }
  }

  /// A value belongs to one slice only. Looked for where fixed values, patterns, types or profiles tell the slices from each other.
  private mutating func checkOnlySlice(
    _ value: Occurrence, _ slice: Int, _ slicing: SlicingPlan, _ document: borrowing SourceDocument
  ) {
    guard !slicing.discriminators.isEmpty, trial == 0, slicing.slices[slice].isSharp else { return }
    var others: [SlicePlan] = []
    for other in slicing.slices[(slice + 1)...] where other.isSharp && matches(value, other, slicing, document) {
      others.append(other)
    }
    if others.isEmpty { return }
    let all = [slicing.slices[slice]] + others
    let text = all.map { "`" + context.schema.string($0.name) + "`" }.joined(separator: ", ")
    let words = findings.text(text)
    report(
      ConformanceRules.sliceAmbiguous, value.place, opening(value.place, document), slicing.slices[slice].plan, expected: words)
  }

  /// A slice that cannot be told is said once of a record.
  private mutating func reportUndecidable(_ slice: SlicePlan, _ parent: Occurrence, _ document: borrowing SourceDocument) {
    guard undecidable.insert(slice.plan.index).inserted else { return }
    report(
      ConformanceRules.slicingUndecidable, parent.place, opening(parent.place, document), slice.plan,
      expected: Evidence(.schemaString, slice.name.rawValue))
  }

  private mutating func reportOrder(_ value: Occurrence, _ slice: SlicePlan, _ document: borrowing SourceDocument) {
    report(
      ConformanceRules.sliceOrder, value.place, SourceSpan(document[value.place].range), slice.plan,
      expected: Evidence(.schemaString, slice.name.rawValue))
  }

  private mutating func reportAfterOpen(_ value: Occurrence, _ slice: SlicePlan, _ document: borrowing SourceDocument) {
    report(
      ConformanceRules.sliceAfterOthers, value.place, SourceSpan(document[value.place].range), slice.plan,
      expected: Evidence(.schemaString, slice.name.rawValue))
  }

  private mutating func reportNoSlice(
    _ value: Occurrence, _ slicing: SlicingPlan, _ plan: ElementPlan, _ document: borrowing SourceDocument
  ) {
    let words = SliceWords(schema: context.schema).reasons(slicing)
    let reasons = findings.text(words)
    report(ConformanceRules.noSlice, value.place, SourceSpan(document[value.place].range), plan, expected: reasons)
  }

  /// Whether a value is in a slice: all discriminators say so.
  mutating func matches(
    _ value: Occurrence, _ slice: SlicePlan, _ slicing: SlicingPlan, _ document: borrowing SourceDocument
  ) -> Bool {
    // Without discriminator a slice is told by conformance to it.
    if slicing.discriminators.isEmpty { return conforms(value, toSlice: slice, document) }
    // What the slice does not say of one discriminator is left open, as long as it says something of another.
    var isTold = false
    for (index, discriminator) in slicing.discriminators.enumerated() {
      guard let path = discriminator.path else { continue }
      if case .unknown = slice.criteria[index] { continue }
      isTold = true
      guard meets(value, path, slice.criteria[index], isOnly: slicing.discriminators.count == 1, document) else { return false }
    }
    return isTold
  }

  private mutating func conforms(_ value: Occurrence, toSlice slice: SlicePlan, _ document: borrowing SourceDocument) -> Bool {
    let outer = trial
    trialCount += 1
    trial = trialCount
    var kept = FindingList(bound: 50)
    swap(&kept, &findings)
    checkValue(value, slice.plan, document)
    let isFine = (findings.worst ?? .information) < .error
    swap(&kept, &findings)
    trial = outer
    return isFine
  }

  private mutating func meets(
    _ value: Occurrence, _ path: DiscriminatorPath, _ criterion: SliceCriterion, isOnly: Bool,
    _ document: borrowing SourceDocument
  ) -> Bool {
    let values = follow(path, from: value, document)
    switch criterion {
    case .value(let samples):
      return samples.contains { sample in
        let comparison = ValueComparison(record: record, isPattern: sample.isPattern)
        return values.contains { $0.node != .none && comparison.matches(document, $0.node, sample.tree, sample.node) }
      }
    case .member(let valueSet):
      if values.isEmpty { return !isOnly }
      return values.contains { isMember($0, valueSet, document) }
    case .exists(let isWanted): return values.isEmpty != isWanted
    case .types(let types): return values.contains { value in types.contains { isOfType(value.type, $0) } }
    case .profiles(let profiles):
      for value in values {
        for profile in profiles {
          if value.node != .none, let found = library.type(canonical: profile), conforms(value, to: found, document) {
            return true
          }
        }
      }
      return false
    case .unknown: return false
    }
  }

  private func isOfType(_ type: TypeID, _ wanted: TypeID) -> Bool {
    wanted == .none || library.isType(type, wanted) || type == wanted
  }

  /// The values at the end of a discriminator's path.
  private mutating func follow(
    _ path: DiscriminatorPath, from value: Occurrence, _ document: borrowing SourceDocument
  ) -> [Occurrence] {
    var values = [value]
    for step in path.steps {
      var next: [Occurrence] = []
      for value in values { next += follow(step, from: value, document) }
      values = next
    }
    return values
  }

  private mutating func follow(
    _ step: DiscriminatorPath.Step, from value: Occurrence, _ document: borrowing SourceDocument
  ) -> [Occurrence] {
    switch step {
    case .child(let name): return value.place == .none ? [] : children(of: value, named: name, document)
    case .ofType(let name):
      guard let type = context.schema.type(named: name), library.isType(value.type, type) else { return [] }
      return [value]
    case .resolve:
      guard value.node != .none else { return [] }
      let link = value.type == context.wellKnownTypes.reference ? document.child("reference", of: value.node) : value.node
      guard let link, document[link].isScalar else { return [] }
      if let target = links.find(document.text(of: link), from: value.node, record, document) {
        return [Occurrence(target, type: record.type(of: target))]
      }
      // A target elsewhere has at least a type, where the reference names it.
      let literal = ReferenceLiteral(document.bytes.span.extracting(document[link].range))
      guard !literal.type.isEmpty else { return [] }
      let name = document.bytes.span.extracting(document[link].range).extracting(literal.type)
      return context.resourceTypes.type(named: name).map { [Occurrence(.none, type: $0)] } ?? []
    case .extension(let url):
      return ["extension", "modifierExtension"].flatMap { children(of: value, named: $0, document) }.filter { item in
        item.node != .none && document.child("url", of: item.node).map { document.text(of: $0) == url } == true
      }
    }
  }

  /// The values of the element of a name, by the names of the base definition.
  mutating func children(of value: Occurrence, named name: String, _ document: borrowing SourceDocument) -> [Occurrence] {
    let start = occurrences.count
    var member = (value: NodeID.none, companion: NodeID.none)
    for object in [value.node, value.companion] where object != .none && document[object].kind == .object {
      document.forEachChild(of: object) { child in
        let element = record[child.rawValue].element
        guard element != TypedNode.noElement else { return }
        guard context.schema.string(context.schema.tables.elements[Int(element)].name) == name else { return }
        if record.symbol(document[child].name) & 1 == 0 { member.value = child } else { member.companion = child }
      }
    }
    gather(member, parent: value, document)
    let found = Array(occurrences[start...])
    occurrences.removeSubrange(start...)
    return found
  }
}

/// Says in words what tells the slices of an element from each other.
struct SliceWords {
  let schema: Schema

  func reasons(_ slicing: SlicingPlan) -> String {
    slicing.slices.prefix(8).map { slice in
      let conditions = zip(slicing.discriminators, slice.criteria).map { "`\($0.text)` \(words($1))" }
      return "`\(schema.string(slice.name))` (\(conditions.joined(separator: ", ")))"
    }.joined(separator: ", ") + (slicing.slices.count > 8 ? ", …" : "")
  }

  private func words(_ criterion: SliceCriterion) -> String {
    switch criterion {
    case .value(let samples):
      "is " + samples.prefix(3).map { "`" + $0.tree.document.rawText(of: $0.node) + "`" }.joined(separator: " or ")
    case .member(let valueSet): "in `" + schema.string(schema.tables.valueSets[valueSet.index].url) + "`"
    case .exists(let isWanted): isWanted ? "exists" : "does not exist"
    case .types(let types):
      "of type " + types.prefix(4).map { schema.string(schema.tables.types[$0.index].name) }.joined(separator: " or ")
    case .profiles(let profiles): "conforms to `" + profiles.prefix(3).map { schema.string($0) }.joined(separator: "` or `") + "`"
    case .unknown: "is not said"
    }
  }
}
