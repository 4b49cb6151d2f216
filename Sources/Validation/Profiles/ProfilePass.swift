import Diagnostics
import Schema
import SourceTree

/// Checks resources against the profiles that they claim in `meta.profile` and those that were asked for
/// (http://hl7.org/fhir/R4/resource.html#Meta.profile).
struct ProfilePass: ~Copyable {
  private let context: ValidationContext
  private var checker: ProfileChecker
  private let asked: [(url: String, type: TypeID?)]

  init(_ context: ValidationContext, _ codes: SharedCodes) {
    self.context = context
    checker = ProfileChecker(context, codes)
    asked = context.options.profiles.map { ($0, context.profiles.type(canonical: $0)) }
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    checker.begin(record)
    swap(&checker.findings, &findings)
    checkAsked(document, root)
    for resource in record.resources { checkClaims(document, resource, record) }
    swap(&checker.findings, &findings)
    checker.end()
  }

  private mutating func checkAsked(_ document: borrowing SourceDocument, _ root: NodeID) {
    let type = checker.record.type(of: root)
    for (url, profile) in asked {
      guard let profile else {
        let finding = Finding(
          ConformanceRules.unknownProfile, node: root, span: checker.opening(root, document), actual: checker.findings.text(url))
        checker.findings.append(finding)
        continue
      }
      if context.options.picksProfilesByType, !checker.isFitting(type, profile) { continue }
      apply(profile, root, type, at: root, document)
    }
  }

  private mutating func checkClaims(
    _ document: borrowing SourceDocument, _ resource: RecordResource, _ record: TypedNodes
  ) {
    guard let meta = document.child("meta", of: resource.node), document[meta].kind == .object,
      let list = document.child("profile", of: meta), document[list].kind == .array
    else { return }
    var claim = list.rawValue + 1
    while claim < document[list].end {
      let node = NodeID(claim)
      if document[node].kind == .string || document[node].kind == .encodedString { checkClaim(node, resource, document) }
      claim = document[node].end
    }
  }

  private mutating func checkClaim(_ claim: NodeID, _ resource: RecordResource, _ document: borrowing SourceDocument) {
    let url = document.text(of: claim)
    guard let profile = context.profiles.type(canonical: url) else {
      checker.findings.append(
        Finding(
          ConformanceRules.unknownProfile, node: claim, span: SourceSpan(document[claim].range),
          actual: checker.findings.text(url)))
      return
    }
    apply(profile, resource.node, resource.type, at: claim, document)
  }

  private mutating func apply(
    _ profile: TypeID, _ node: NodeID, _ type: TypeID, at place: NodeID, _ document: borrowing SourceDocument
  ) {
    let record = context.schema.tables.types[profile.index]
    let span = place == node ? checker.opening(node, document) : SourceSpan(document[place].range)
    guard checker.isFitting(type, profile) else {
      checker.findings.append(
        Finding(
          ConformanceRules.profileType, node: place, span: span, expected: Evidence(.schemaString, record.url.rawValue),
          actual: Evidence(.schemaType, type.rawValue)))
      return
    }
    guard record.isProfile else { return }
    if record.isAbstract, place != node {
      checker.findings.append(
        Finding(
          ConformanceRules.abstractProfile, node: place, span: span, actual: Evidence(.schemaString, record.url.rawValue)))
    }
    checker.apply(profile, to: Occurrence(node, type: type), document)
  }
}
