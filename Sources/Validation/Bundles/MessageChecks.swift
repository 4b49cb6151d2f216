import Diagnostics
import SourceTree

/// A message against its definition, where that is supplied (http://hl7.org/fhir/R4/messagedefinition.html): the event, and what the
/// message is about.
extension BundlePass {
  func checkDefinition(
    _ document: borrowing SourceDocument, _ header: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let canonical = document.member("definition", of: header), document[canonical].isText, let supplied = context.supplied
    else { return }
    var target = SourceDocument(format: .canonical, seed: schema.seed)
    guard let root = supplied.resource(for: document.text(of: canonical), into: &target),
      target.string("resourceType", of: root) == "MessageDefinition"
    else { return }
    checkEvent(document, header, target, root, &findings)
    let focuses = document.objects("focus", of: header)
    for wanted in target.objects("focus", of: root) {
      guard let type = target.string("code", of: wanted) else { continue }
      let fitting = focuses.filter { self.type(of: $0, document, record) == type }
      if let profile = target.string("profile", of: wanted) { checkProfile(profile, of: fitting, document, record, &findings) }
      let count = fitting.count
      let minimum = target.string("min", of: wanted).flatMap { Int($0) } ?? 0
      let maximum = target.string("max", of: wanted).flatMap { Int($0) } ?? .max
      guard count < minimum || count > maximum else { continue }
      findings.append(
        Finding(
          count < minimum ? BundleRules.focusMissing : BundleRules.focusTooMany, node: header, span: document.opening(of: header),
          expected: findings.text("\(count < minimum ? minimum : maximum) of \(type)"), actual: .number(count)))
    }
  }

  /// What the message is about conforms to the profile of its definition.
  private func checkProfile(
    _ profile: String, of focuses: [NodeID], _ document: borrowing SourceDocument, _ record: TypedNodes,
    _ findings: inout FindingList
  ) {
    for focus in focuses {
      guard let node = record.member(names.reference, of: focus, document), document[node].isText,
        let entry = entries.resolve(document, document.decodedBytes(of: node).span, from: 0).entry,
        entries.list[entry].resource != .none,
        ResourceTrial(context: context, depth: 0).conforms(document, entries.list[entry].resource, to: profile) == false
      else { continue }
      findings.append(
        Finding(
          BundleRules.focusProfile, node: focus, span: document.span(of: node), expected: findings.text(profile),
          actual: .node(node)))
    }
  }

  private func checkEvent(
    _ document: borrowing SourceDocument, _ header: NodeID, _ target: borrowing SourceDocument, _ definition: NodeID,
    _ findings: inout FindingList
  ) {
    guard let event = FormValue("event", of: header, in: document),
      let wanted = FormValue("event", of: definition, in: target), !event.isSame(as: wanted)
    else { return }
    findings.append(
      Finding(
        BundleRules.eventDiffers, node: event.node, span: document.opening(of: event.node), expected: findings.text(wanted.words))
    )
  }

  /// The type of what a reference in the first entry leads to.
  private func type(of reference: NodeID, _ document: borrowing SourceDocument, _ record: TypedNodes) -> String? {
    guard let node = record.member(names.reference, of: reference, document), document[node].isText else { return nil }
    let text = document.decodedBytes(of: node)
    if let entry = entries.resolve(document, text.span, from: 0).entry, entries.list[entry].resource != .none {
      return document.string("resourceType", of: entries.list[entry].resource)
    }
    let literal = ReferenceLiteral(text.span)
    return literal.type.isEmpty ? nil : String(decoding: text[literal.type], as: UTF8.self)
  }
}
