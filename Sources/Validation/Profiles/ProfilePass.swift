import Diagnostics
import Schema
import SourceTree

/// Checks resources against the profiles that they claim in `meta.profile` and those that were asked for
/// (http://hl7.org/fhir/R4/resource.html#Meta.profile).
struct ProfilePass: ~Copyable {
  private let context: ValidationContext
  private var checker: ProfileChecker
  private let asked: [(url: String, type: TypeID?)]
  /// The profiles of implementation guides for all resources of a type.
  private let global: [TypeID: [TypeID]]
  private let observation: TypeID
  private let entryProfiles: [(entry: ValidationOptions.EntryProfile, type: TypeID?)]

  init(_ context: ValidationContext, _ codes: SharedCodes) {
    self.context = context
    checker = ProfileChecker(context, codes)
    let library = context.profiles
    asked = context.options.profiles.map { ($0, library.type(canonical: $0)) }
    entryProfiles = context.options.entryProfiles.map { ($0, library.type(canonical: $0.profile)) }
    observation = context.schema.type(named: "Observation") ?? .none
    var global: [TypeID: [TypeID]] = [:]
    for (name, profiles) in context.options.globalProfiles {
      guard let type = context.schema.type(named: name) else { continue }
      global[type] = profiles.compactMap { library.type(canonical: $0) }
    }
    self.global = global
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    checker.begin(record)
    swap(&checker.findings, &findings)
    checkAsked(document, root)
    for resource in record.resources where !(resource.isContained && context.options.ignoresContained) {
      checkClaims(document, resource, record)
      if !resource.isContained { checkGlobal(document, resource) }
      if resource.type == observation { checkImplied(document, resource) }
    }
    if !entryProfiles.isEmpty { checkEntries(document, root, record) }
    swap(&checker.findings, &findings)
    checker.end()
  }

  private mutating func checkAsked(_ document: borrowing SourceDocument, _ root: NodeID) {
    let type = checker.record.type(of: root)
    for (url, profile) in asked {
      guard let profile else {
        reportUnknown(url, at: root, document)
        continue
      }
      if context.options.picksProfilesByType, !checker.isFitting(type, profile) { continue }
      apply(profile, root, type, at: root, document)
    }
  }

  private mutating func checkGlobal(_ document: borrowing SourceDocument, _ resource: RecordResource) {
    for profile in global[resource.type] ?? [] { apply(profile, resource.node, resource.type, at: resource.node, document) }
  }

  /// The profile of vital signs that the code of an Observation asks for (http://hl7.org/fhir/R4/observation-vitalsigns.html).
  private mutating func checkImplied(_ document: borrowing SourceDocument, _ resource: RecordResource) {
    guard let code = document.member("code", of: resource.node) else { return }
    let profiles = context.facts.observationProfiles
    var chosen: RecordFacts.CodedProfile?
    for coding in document.objects("coding", of: code) {
      guard let system = document.string("system", of: coding), let code = document.string("code", of: coding),
        let found = profiles[system + "|" + code]
      else { continue }
      if found.rank < chosen?.rank ?? .max { chosen = found }
    }
    guard let chosen, let profile = context.profiles.type(canonical: chosen.profile) else { return }
    apply(profile, resource.node, resource.type, at: resource.node, document)
  }

  /// The profiles for single entries of the Bundle that the record is.
  private mutating func checkEntries(_ document: borrowing SourceDocument, _ root: NodeID, _ record: TypedNodes) {
    var counts: [TypeID?: Int] = [:]
    for resource in record.resources where resource.bundle == root && resource.outer == 0 && !resource.isContained {
      for (entry, profile) in entryProfiles {
        let type = entry.type.map { context.schema.type(named: $0) ?? .none }
        guard type == nil || type == resource.type, counts[type, default: 0] == entry.number else { continue }
        guard let profile else { reportUnknown(entry.profile, at: resource.node, document); continue }
        apply(profile, resource.node, resource.type, at: resource.node, document)
      }
      counts[nil, default: 0] += 1
      counts[resource.type, default: 0] += 1
    }
  }

  private mutating func reportUnknown(_ url: String, at node: NodeID, _ document: borrowing SourceDocument) {
    checker.findings.append(
      Finding(
        ConformanceRules.unknownProfile, node: node, span: document.opening(of: node), actual: checker.findings.text(url)))
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
      return reportUnknown(url, at: claim, document)
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
