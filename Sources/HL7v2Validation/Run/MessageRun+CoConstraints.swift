import Diagnostics
import HL7v2Definitions
import HL7v2Model
import SourceTree

/// Tables of what segments of a group must hold together.
extension MessageRun {
  /// A segment, and the value that ties it to others.
  private struct Row {
    var element: ElementRef
    var group: (node: NodeID, value: String)?
  }

  mutating func check(_ context: CoConstraintContext, _ message: ElementRef, _ document: borrowing SourceDocument) {
    for group in elements(context.path, message, document) where group.level == .group {
      for target in context.targets {
        let segments = elements(target.path, group, document).filter { $0.level == .segment }
        for table in target.tables { check(table, segments, in: group, document) }
      }
    }
  }

  private mutating func check(
    _ table: CoConstraintTable, _ segments: [ElementRef], in group: ElementRef, _ document: borrowing SourceDocument
  ) {
    if let condition = table.condition, evaluate(condition, group, document) != .pass { return }
    var rows = segments.map { segment -> Row in
      for path in table.groupPaths {
        let found = elements(path, segment, document)
        if found.count == 1 { return Row(element: segment, group: (found[0].node, text(found[0].node, document))) }
      }
      return Row(element: segment, group: nil)
    }
    for row in table.rows {
      var sizes: [String: Int] = [:]
      for one in rows { if let value = one.group?.value { sizes[value, default: 0] += 1 } }
      let met = take(row, from: &rows, document)
      check(row, met, in: group, document)
      for one in met {
        guard let tie = one.group, sizes[tie.value] ?? 0 > 1 else { continue }
        report(MessageProfileRules.coConstraintGroupNotDistinct, tie.node, document, actual: .node(tie.node))
      }
    }
    for part in table.groups { check(part, &rows, in: group, document) }
  }

  private mutating func check(
    _ part: CoConstraintGroup, _ rows: inout [Row], in group: ElementRef, _ document: borrowing SourceDocument
  ) {
    let primaries = take(part.primary, from: &rows, document)
    let tied = Dictionary(grouping: primaries.filter { $0.group != nil }) { $0.group?.value ?? "" }
    let rest = Dictionary(grouping: rows.filter { tied[$0.group?.value ?? ""] != nil && $0.group != nil }) {
      $0.group?.value ?? ""
    }
    rows.removeAll { row in row.group.map { tied[$0.value] != nil } ?? false }
    checkCount(part.demand, tied.count, part.name, at: group, document)
    for (value, primaries) in tied.sorted(by: { $0.value[0].element.node < $1.value[0].element.node }) {
      check(part.primary, primaries, in: group, document)
      var others = rest[value] ?? []
      for row in part.rows {
        let met = take(row, from: &others, document)
        check(row, met, in: group, document)
      }
    }
  }

  /// Takes the segments out that meet the selectors of a row.
  private func take(_ row: CoConstraint, from rows: inout [Row], _ document: borrowing SourceDocument) -> [Row] {
    var (met, left) = ([Row](), [Row]())
    for one in rows {
      var isMet = true
      for cell in row.selectors where holds(cell, one.element, document) != true { isMet = false }
      if isMet { met.append(one) } else { left.append(one) }
    }
    rows = left
    return met
  }

  private mutating func check(
    _ row: CoConstraint, _ met: [Row], in group: ElementRef, _ document: borrowing SourceDocument
  ) {
    checkCount(row.demand, met.count, row.label, at: group, document)
    for one in met {
      for cell in row.cells where holds(cell, one.element, document) == false {
        var finding = finding(MessageProfileRules.coConstraintCell, at: cell.path, one.element, document)
        finding.actual = findings.text("\(cell.label), because \(row.label)")
        report(finding)
      }
    }
  }

  private mutating func checkCount(
    _ demand: CoConstraintDemand, _ count: Int, _ label: String, at group: ElementRef, _ document: borrowing SourceDocument
  ) {
    if count == 0, demand.isRequired {
      report(MessageProfileRules.coConstraintMissing, group.node, document, actual: findings.text(label))
    } else if count > 0 || demand.isRequired, !demand.includes(count) {
      let range = "\(demand.minimum) to \(demand.maximum.map(String.init) ?? "any number of") times, not \(count)"
      report(
        MessageProfileRules.coConstraintCount, group.node, document, expected: findings.text(range), actual: findings.text(label))
    }
  }

  /// Whether a segment holds what a cell says; nil where there is nothing at the place.
  private func holds(_ cell: CoConstraintCell, _ segment: ElementRef, _ document: borrowing SourceDocument) -> Bool? {
    let found = elements(cell.path, segment, document)
    if found.isEmpty { return nil }
    switch cell.content {
    case .text(let wanted): return found.contains { text($0.node, document) == wanted }
    case .bound(let bindings):
      var isAbsent = true
      for element in found {
        for binding in bindings {
          switch judge(binding, element, document) {
          case .fine: return true
          case .absent, .undecided: continue
          default: isAbsent = false
          }
        }
      }
      return isAbsent ? nil : false
    }
  }
}

extension CoConstraintCell {
  var label: String {
    switch content {
    case .text(let text): "`\(name)` must be `\(text)`"
    case .bound(let bindings):
      bindings.first.flatMap { $0.code == nil ? nil : $0.value }.map { "`\(name)` must be `\($0)`" }
        ?? "`\(name)` must be of its value set"
    }
  }
}

extension CoConstraint {
  var label: String {
    selectors.map { $0.label.replacing(" must be ", with: " is ") }.joined(separator: " and ")
  }
}
