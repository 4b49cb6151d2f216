import Diagnostics
import SourceTree

/// Documents (http://hl7.org/fhir/R4/documents.html) and messages (http://hl7.org/fhir/R4/messaging.html).
extension BundlePass {
  mutating func checkDocument(
    _ document: borrowing SourceDocument, _ bundle: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let first = entries.list.first, first.resource != .none else { return }
    if let composition = schema.type(named: "Composition"), first.type == composition {
      checkComposition(document, first.resource, record, &findings)
    }
    checkReachability(document, bundle, record, isMessage: false, &findings)
  }

  mutating func checkMessage(
    _ document: borrowing SourceDocument, _ bundle: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let first = entries.list.first, first.resource != .none else { return }
    if first.type == names.messageHeader {
      checkDefinition(document, first.resource, record, &findings)
      for focus in document.objects("focus", of: first.resource) {
        checkIsInBundle(document, focus, record, BundleRules.messageReferenceUnresolved, &findings)
      }
    }
    checkReachability(document, bundle, record, isMessage: true, &findings)
  }

  /// What the Composition refers to of its own is in the document.
  private func checkComposition(
    _ document: borrowing SourceDocument, _ composition: NodeID, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    var references = ["subject", "author", "encounter", "custodian"].flatMap { document.objects($0, of: composition) }
    for attester in document.objects("attester", of: composition) { references += document.objects("party", of: attester) }
    for event in document.objects("event", of: composition) { references += document.objects("detail", of: event) }
    var sections = document.objects("section", of: composition)
    while let section = sections.popLast() {
      references += ["author", "focus", "entry"].flatMap { document.objects($0, of: section) }
      sections += document.objects("section", of: section)
    }
    for reference in references.sorted() {
      checkIsInBundle(document, reference, record, BundleRules.documentReferenceUnresolved, &findings)
    }
  }

  private func checkIsInBundle(
    _ document: borrowing SourceDocument, _ reference: NodeID, _ record: TypedNodes, _ rule: Rule,
    _ findings: inout FindingList
  ) {
    guard let node = record.member(names.reference, of: reference, document), document[node].isText else { return }
    let text = document.decodedBytes(of: node)
    let literal = ReferenceLiteral(text.span)
    // What is wrong in itself was reported.
    if literal.form == .local || literal.form == .empty || literal.form == .other && !BundleURL.isAbsolute(text.span) { return }
    if literal.form == .relative, entries.list[0].fullURL == .none { return }
    if entries.resolve(document, text.span, from: 0).entry != nil { return }
    let other = literal.form == .relative ? entries.entry(withTypeAndID: text.span.extracting(0..<literal.versionStart)) : nil
    var finding = Finding(rule, node: reference, span: document.opening(of: reference), actual: .node(node))
    if let other, entries.list[other].fullURL != .none {
      finding.rule = BundleRules.documentReferenceElsewhere.code
      finding.expected = .node(entries.list[other].fullURL)
    }
    findings.append(finding)
  }

  /// Every entry belongs to the document: the Composition leads to it, or it leads to one that belongs.
  private func checkReachability(
    _ document: borrowing SourceDocument, _ bundle: NodeID, _ record: TypedNodes, isMessage: Bool,
    _ findings: inout FindingList
  ) {
    let graph = EntryGraph(count: entries.list.count, edges: edges)
    let styles = stylesheets(document, bundle, record)
    let forward = graph.reached(from: [0] + styles)
    let linked = graph.reached(from: [0] + styles, backwards: true)
    for (number, entry) in entries.list.enumerated() where entry.resource != .none && !forward[number] {
      let rule: Rule
      if linked[number] {
        if isMessage || entry.type == names.provenance { continue }
        rule = BundleRules.entryOnlyLeadsBack
      } else {
        rule = isMessage ? BundleRules.messageEntryUnreachable : BundleRules.documentEntryUnreachable
      }
      findings.append(Finding(rule, node: entry.node, span: document.opening(of: entry.node)))
    }
  }

  /// The entries that style sheet links of the Bundle name.
  private func stylesheets(_ document: borrowing SourceDocument, _ bundle: NodeID, _ record: TypedNodes) -> [Int] {
    document.objects("link", of: bundle).compactMap { link in
      guard document.string("relation", of: link) == "stylesheet",
        let url = record.member(names.url, of: link, document), document[url].isText
      else { return nil }
      return entries.entry(withTypeAndID: document.decodedBytes(of: url).span)
    }
  }
}
