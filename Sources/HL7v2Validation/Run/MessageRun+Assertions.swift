import HL7v2Definitions
import HL7v2Model
import SourceTree

/// Assertions about elements.
extension MessageRun {
  func evaluate(_ assertion: Assertion, _ element: ElementRef, _ document: borrowing SourceDocument) -> Verdict {
    switch assertion {
    case .always: return .pass
    case .presence(let path): return first(path, element, document) == nil ? .fail : .pass
    case .value(let test): return evaluate(test, element, document)
    case .compare(let comparison): return evaluate(comparison, element, document)
    case .valueSet(let path, let binding, let whenAbsent):
      let found = elements(path, element, document)
      guard let only = found.first else { return whenAbsent }
      return found.count > 1 ? .undecided : judge(binding, only, document).verdict
    case .isNull(let path):
      let found = elements(path, element, document)
      return !found.isEmpty && found.allSatisfy { document.isNull($0.node) } ? .pass : .fail
    case .setID(let path):
      let found = elements(path, element, document)
      guard let only = found.first, found.count == 1 else { return .undecided }
      return document.rawText(of: only.node) == String(element.instance) ? .pass : .fail
    case .sequence(let parents, let path): return countsUp(parents, path, element, document)
    case .within(let path, let inner, let occurrence, let whenAbsent):
      var (total, hits, undecided) = (0, 0, 0)
      visit(path, from: element, document) {
        let verdict = evaluate(inner, $0, document)
        total += 1
        if verdict == .pass { hits += 1 } else if verdict == .undecided { undecided += 1 }
      }
      return total == 0 ? whenAbsent : undecided > 0 ? .undecided : occurrence.holds(hits, of: total) ? .pass : .fail
    case .not, .all, .any, .exactlyOne: return combine(assertion, element, document)
    case .unsupported: return .undecided
    }
  }

  /// Parts are looked at in their order: what cannot be decided decides where it comes first.
  private func combine(_ assertion: Assertion, _ element: ElementRef, _ document: borrowing SourceDocument) -> Verdict {
    switch assertion {
    case .not(let inner):
      let verdict = evaluate(inner, element, document)
      return verdict == .pass ? .fail : verdict == .fail ? .pass : .undecided
    case .all(let parts):
      for part in parts {
        let verdict = evaluate(part, element, document)
        if verdict != .pass { return verdict }
      }
      return .pass
    case .any(let parts):
      for part in parts {
        let verdict = evaluate(part, element, document)
        if verdict != .fail { return verdict }
      }
      return .fail
    case .exactlyOne(let left, let right):
      let (first, second) = (evaluate(left, element, document), evaluate(right, element, document))
      return first == .undecided || second == .undecided ? .undecided : first != second ? .pass : .fail
    default: return .undecided
    }
  }

  private func evaluate(_ test: ValueTest, _ element: ElementRef, _ document: borrowing SourceDocument) -> Verdict {
    var (total, hits, undecided) = (0, 0, 0)
    visit(test.path, from: element, document) {
      total += 1
      switch matches(test.matcher, $0.node, document) {
      case .pass: hits += 1
      case .fail: break
      case .undecided: undecided += 1
      }
    }
    if total == 0 { return test.whenAbsent }
    return undecided > 0 ? .undecided : test.occurrence.holds(hits, of: total) ? .pass : .fail
  }

  private func matches(_ matcher: ValueTest.Matcher, _ node: NodeID, _ document: borrowing SourceDocument) -> Verdict {
    func verdict(_ holds: Bool) -> Verdict { holds ? .pass : .fail }
    switch matcher {
    case .text(let wanted, false): return verdict(text(node, document) == wanted)
    case .text(let wanted, true): return verdict(text(node, document).lowercased() == wanted.lowercased())
    case .pattern(let pattern): return pattern.matches(text(node, document)).map(verdict) ?? .undecided
    case .list(let list, false): return verdict(list.contains(text(node, document)))
    case .list(let list, true):
      let value = text(node, document).lowercased()
      return verdict(list.contains { $0.lowercased() == value })
    case .numbers(let list):
      let value = text(node, document)
      return verdict(list.contains { DecimalText.compare($0, value) == 0 })
    case .compared(let comparison, let other, let mode):
      return ValueOrder.compare(text(node, document), other, mode).map { verdict(comparison.holds($0)) } ?? .undecided
    case .form(let form): return verdict(IdentifierCheck.matches(form, document.bytes[document[node].range]))
    }
  }

  // MARK: Two paths

  private func evaluate(_ comparison: PathComparison, _ element: ElementRef, _ document: borrowing SourceDocument) -> Verdict {
    let left = elements(comparison.left, element, document)
    let right = elements(comparison.right, element, document)
    if left.isEmpty && right.isEmpty { return comparison.whenAbsent }
    guard !comparison.isStructured else { return compareParts(comparison, left, right, document) }
    if left.isEmpty || right.isEmpty { return .fail }
    let values = right.map { text($0.node, document) }
    var hits = 0
    for value in left.map({ text($0.node, document) }) {
      let equal = values.count { other in
        ValueOrder.compare(value, other, comparison.mode).map(comparison.comparison.holds) ?? false
      }
      if comparison.rightOccurrence.holds(equal, of: values.count) { hits += 1 }
    }
    return comparison.leftOccurrence.holds(hits, of: left.count) ? .pass : .fail
  }

  /// Compares elements of the same instance, part by part.
  private func compareParts(
    _ comparison: PathComparison, _ left: [ElementRef], _ right: [ElementRef], _ document: borrowing SourceDocument
  ) -> Verdict {
    var verdict = Verdict.pass
    for number in Set((left + right).map(\.instance)).sorted() {
      let pair = (left.first { $0.instance == number }, right.first { $0.instance == number })
      guard let one = pair.0, let other = pair.1 else {
        if comparison.isStrict { return .fail }
        continue
      }
      let (values, others) = (leaves(one.node, document), leaves(other.node, document))
      for place in Set(values.keys).union(others.keys) {
        guard let value = values[place], let second = others[place] else {
          if comparison.isStrict { return .fail }
          continue
        }
        guard let order = ValueOrder.compare(value, second, comparison.mode) else {
          verdict = .undecided
          continue
        }
        if !comparison.comparison.holds(order) { return .fail }
      }
    }
    return verdict
  }

  /// The values below an element by their place in it.
  private func leaves(_ node: NodeID, _ document: borrowing SourceDocument) -> [[Int]: String] {
    var result: [[Int]: String] = [:]
    for index in node.index..<Int(document[node].end) {
      let part = document.nodes[index]
      guard Int(part.end) == index + 1, part.length > 0 else { continue }
      var place = [1, 1]
      if let path = HL7Path(document, NodeID(index: index)) { place = [path.component ?? 1, path.subcomponent ?? 1] }
      result[place] = text(NodeID(index: index), document)
    }
    return result
  }

  /// Whether numbers count from 1: anew in each parent, or through all of them.
  private func countsUp(
    _ parents: ElementPath, _ path: ElementPath, _ element: ElementRef, _ document: borrowing SourceDocument
  ) -> Verdict {
    var (isByParent, isThrough, total) = (true, true, 0)
    visit(parents, from: element, document) { parent in
      var number = 0
      visit(path, from: parent, document) {
        number += 1
        total += 1
        let value = document.rawText(of: $0.node)
        if value != String(number) { isByParent = false }
        if value != String(total) { isThrough = false }
      }
    }
    return isByParent || isThrough ? .pass : .fail
  }
}
