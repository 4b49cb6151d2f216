import Diagnostics
import FHIRModel
import SourceTree

/// One MeasureReport against its measure: groups, populations, stratifiers and scores.
struct ReportChecks {
  let form: MeasureForm
  let report: NodeID
  /// `MeasureReport.type`.
  let type: String
  let facts: RecordFacts

  func run(_ document: borrowing SourceDocument, _ findings: inout FindingList) {
    let groups = document.objects("group", of: report)
    if groups.count == 1, form.groups.count == 1 {
      // The only group may go without a code.
      let code = MeasureConcept(document, document.member("code", of: groups[0]))
      if let code, let wanted = form.groups[0].code, !code.matches(wanted) {
        tell(MeasureRules.partUnknown, groups[0], document, &findings, "group")
      }
      checkGroup(document, groups[0], form.groups[0], &findings)
      return
    }
    let found = match(document, groups, form.groups.map(\.code), "group", &findings)
    for (node, index) in found { checkGroup(document, node, form.groups[index], &findings) }
    if type == "data-collection" { return }
    let seen = Set(found.map(\.index))
    for (index, group) in form.groups.enumerated() where !seen.contains(index) {
      missing(report, "group", group.code, document, &findings)
    }
  }

  /// Parts of a report by the part of the measure that has the same code.
  private func match(
    _ document: borrowing SourceDocument, _ nodes: [NodeID], _ wanted: [MeasureConcept?], _ part: String,
    _ findings: inout FindingList
  ) -> [(node: NodeID, index: Int)] {
    var found: [(node: NodeID, index: Int)] = []
    for node in nodes {
      guard let code = MeasureConcept(document, document.items("code", of: node).first) else {
        tell(MeasureRules.partWithoutCode, node, document, &findings, part)
        continue
      }
      guard let index = wanted.firstIndex(where: { $0?.matches(code) ?? false }) else {
        tell(MeasureRules.partUnknown, node, document, &findings, part)
        continue
      }
      if found.contains(where: { $0.index == index }) {
        tell(MeasureRules.partRepeated, node, document, &findings, part)
      } else {
        found.append((node, index))
      }
    }
    return found
  }

  private func checkGroup(
    _ document: borrowing SourceDocument, _ node: NodeID, _ group: MeasureForm.Group, _ findings: inout FindingList
  ) {
    let populations = match(document, document.objects("population", of: node), group.populations, "population", &findings)
    for (population, _) in populations { checkPopulation(document, population, &findings) }
    checkScore(document, node, &findings)
    let stratifiers = match(document, document.objects("stratifier", of: node), group.stratifiers, "stratifier", &findings)
    for (index, population) in group.populations.enumerated() where !populations.contains(where: { $0.index == index }) {
      if population?.codings.contains(where: { $0.hasSuffix("|measure-observation") }) ?? false { continue }
      missing(node, "population", population, document, &findings)
    }
    for (index, stratifier) in group.stratifiers.enumerated() where !stratifiers.contains(where: { $0.index == index }) {
      missing(node, "stratifier", stratifier, document, &findings)
    }
  }

  private func checkPopulation(_ document: borrowing SourceDocument, _ node: NodeID, _ findings: inout FindingList) {
    guard type != "subject-list" else { return }
    if let subjects = document.member("subjectResults", of: node) {
      findings.append(
        Finding(MeasureRules.subjectsListed, node: subjects, span: document.opening(of: subjects)))
    }
    if document.member("count", of: node) == nil {
      findings.append(Finding(MeasureRules.countMissing, node: node, span: document.opening(of: node)))
    }
  }

  private func checkScore(_ document: borrowing SourceDocument, _ group: NodeID, _ findings: inout FindingList) {
    let score = document.member("measureScore", of: group)
    if type == "data-collection" || form.scoring == "cohort" {
      guard let score else { return }
      tell(MeasureRules.scoreNotAllowed, score, document, &findings, type == "data-collection" ? type : "cohort")
      return
    }
    guard let scoring = form.scoring else { return }
    guard let score else { return tell(MeasureRules.scoreMissing, group, document, &findings, scoring) }
    guard let value = document.member("value", of: score) else {
      if !hasAlternateScore(score, document) {
        tell(MeasureRules.scoreMissing, score, document, &findings, scoring)
      }
      return
    }
    guard scoring == "proportion" else { return }
    for name in ["unit", "system", "code"] {
      guard let unit = document.member(name, of: score) else { continue }
      findings.append(Finding(MeasureRules.proportionWithUnit, node: unit, span: document.span(of: unit)))
    }
    guard let number = FHIRDecimal(document.text(of: value)), let one = FHIRDecimal("1") else { return }
    if one.isLess(than: number) || (number.isNegative && !number.isZero) {
      findings.append(
        Finding(MeasureRules.proportionOutOfRange, node: value, span: document.span(of: value), actual: .node(value)))
    }
  }

  private func hasAlternateScore(_ score: NodeID, _ document: borrowing SourceDocument) -> Bool {
    document.objects("extension", of: score).contains {
      document.string("url", of: $0).flatMap { facts.roles[$0] } == .alternateScore
    }
  }

  private func tell(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, _ findings: inout FindingList, _ part: String
  ) {
    findings.append(Finding(rule, node: node, span: document.opening(of: node), expected: findings.text(part)))
  }

  private func missing(
    _ node: NodeID, _ part: String, _ code: MeasureConcept?, _ document: borrowing SourceDocument, _ findings: inout FindingList
  ) {
    findings.append(
      Finding(
        MeasureRules.partMissing, node: node, span: document.opening(of: node),
        expected: findings.text(part), actual: findings.text(code?.words ?? "without a code")))
  }
}
