import Diagnostics
import Schema
import SourceTree
import UKIdentifiers

/// Checks national identifiers, codes and postcodes of the United Kingdom wherever a record has them, by the URI of their system.
struct NHSPass: Sendable {
  let context: ValidationContext
  private let names: NHSNames
  /// Read with the first record.
  private var facts = NHSFacts.none

  init(_ context: ValidationContext) {
    self.context = context
    names = NHSNames(context.schema)
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    guard context.nhs.isAvailable else { return }
    if facts.isEmpty { facts = context.nhs.facts }
    for index in record.range {
      let type = record[index].type
      if type == .none || document.nodes[Int(index)].kind != .object { continue }
      if type == names.identifier {
        checkIdentifier(NodeID(index), document, record, &findings)
      } else if type == names.coding {
        checkCoding(NodeID(index), document, record, &findings)
      } else if type == names.address {
        checkAddress(NodeID(index), document, record, &findings)
      } else if type == names.patient {
        checkDates(NodeID(index), document, record, &findings)
      }
    }
  }

  func report(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, _ findings: inout FindingList, repair: [UInt8]? = nil
  ) {
    let expected = repair.map { repair in findings.text(String(decoding: repair, as: UTF8.self)) } ?? .none
    findings.append(
      Finding(rule, node: node, span: document.span(of: node), expected: expected, actual: repair == nil ? .none : .node(node)))
  }
}

// Identifiers.
extension NHSPass {
  private func checkIdentifier(
    _ identifier: NodeID, _ document: borrowing SourceDocument, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let system = record.member(names.system, of: identifier, document), document[system].isText else { return }
    let text = document.decodedBytes(of: system)
    if let right = facts.misspelt[text.span] {
      return report(NHSRules.systemMisspelt, system, document, &findings, repair: Array(right.utf8))
    }
    guard let kind = facts.identifiers[text.span] else { return }
    let value = record.member(names.value, of: identifier, document)
    if kind == .nhsNumber { checkStatus(of: identifier, value, document, record, &findings) }
    guard let value, document[value].isText else { return }
    let bytes = Array(document.decodedBytes(of: value))
    switch kind {
    case .nhsNumber: checkNHSNumber(value, bytes, document, &findings)
    case .chiNumber: checkCHINumber(value, bytes, document, &findings)
    case .healthAndCareNumber:
      if !HealthAndCareNumber.isRight(bytes) { report(NHSRules.healthAndCareNumber, value, document, &findings) }
    case .odsCode: checkODSCode(value, bytes, document, &findings)
    case .gmcNumber: checkPerson(value, bytes, kind, ProfessionalCode.isGMC, NHSRules.gmcNumber, document, &findings)
    case .gmpNumber: checkPerson(value, bytes, kind, ProfessionalCode.isGMP, NHSRules.gmpNumber, document, &findings)
    case .nmcNumber: checkPerson(value, bytes, kind, ProfessionalCode.isNMC, NHSRules.nmcNumber, document, &findings)
    case .sdsID: checkPerson(value, bytes, kind, ProfessionalCode.isSDS, NHSRules.sdsID, document, &findings)
    }
  }

  private func checkNHSNumber(
    _ value: NodeID, _ bytes: [UInt8], _ document: borrowing SourceDocument, _ findings: inout FindingList
  ) {
    switch NHSNumber.fault(bytes) {
    case .form: report(NHSRules.nhsNumberForm, value, document, &findings)
    case .placeholder: report(NHSRules.nhsNumberPlaceholder, value, document, &findings)
    case .checkDigit: report(NHSRules.nhsNumberCheckDigit, value, document, &findings)
    case .notIssued: report(NHSRules.nhsNumberNotIssued, value, document, &findings)
    case .separators:
      let digits = NHSNumber.digits(bytes)?.map { $0 + 0x30 }
      report(NHSRules.nhsNumberSeparators, value, document, &findings, repair: digits)
    case nil:
      guard let digits = NHSNumber.digits(bytes), NHSNumber.service(digits) == .ireland else { return }
      report(NHSRules.nhsNumberOfOtherService, value, document, &findings)
    }
  }

  /// What the verification status says about the number being there.
  private func checkStatus(
    of identifier: NodeID, _ value: NodeID?, _ document: borrowing SourceDocument, _ record: TypedNodes,
    _ findings: inout FindingList
  ) {
    for item in document.objects("extension", of: identifier)
    where document.string("url", of: item) == facts.verificationExtension {
      guard let concept = document.member("valueCodeableConcept", of: item) else { continue }
      for coding in document.objects("coding", of: concept) {
        guard let node = document.member("code", of: coding) else { continue }
        let code = document.text(of: node)
        let isWrong = value == nil ? facts.statusesWithNumber.contains(code) : facts.statusesWithoutNumber.contains(code)
        if isWrong { report(NHSRules.statusContradiction, node, document, &findings) }
      }
    }
  }

  private func checkCHINumber(
    _ value: NodeID, _ bytes: [UInt8], _ document: borrowing SourceDocument, _ findings: inout FindingList
  ) {
    switch CHINumber.fault(bytes) {
    case .form: report(NHSRules.chiNumberForm, value, document, &findings)
    case .date: report(NHSRules.chiNumberDate, value, document, &findings)
    case .checkDigit: report(NHSRules.chiNumberCheckDigit, value, document, &findings)
    case nil: break
    }
  }

  private func checkODSCode(
    _ value: NodeID, _ bytes: [UInt8], _ document: borrowing SourceDocument, _ findings: inout FindingList
  ) {
    switch ODSCode.fault(bytes) {
    case .form: report(NHSRules.odsCodeForm, value, document, &findings)
    case .spelling: report(NHSRules.odsCodeSpelling, value, document, &findings, repair: ODSCode.mended(bytes))
    case nil:
      if isPlaceholder(bytes, .odsCode) { report(NHSRules.codePlaceholder, value, document, &findings) }
    }
  }

  private func checkPerson(
    _ value: NodeID, _ bytes: [UInt8], _ kind: NHSFacts.IdentifierKind, _ isRight: ([UInt8]) -> Bool, _ rule: Rule,
    _ document: borrowing SourceDocument, _ findings: inout FindingList
  ) {
    if isPlaceholder(bytes, kind) {
      report(NHSRules.codePlaceholder, value, document, &findings)
    } else if !isRight(bytes) {
      report(rule, value, document, &findings)
    }
  }

  private func isPlaceholder(_ bytes: [UInt8], _ kind: NHSFacts.IdentifierKind) -> Bool {
    facts.placeholders[kind]?[bytes.span] ?? false
  }
}

// Codes.
extension NHSPass {
  private func checkCoding(
    _ coding: NodeID, _ document: borrowing SourceDocument, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let system = record.member(names.system, of: coding, document), document[system].isText,
      let code = record.member(names.code, of: coding, document), document[code].isText
    else { return }
    let text = document.decodedBytes(of: system)
    let form = facts.codeForms[text.span]
    let list = form == nil ? facts.codeLists[text.span] : nil
    if form == nil, list == nil { return }
    let bytes = Array(document.decodedBytes(of: code))
    switch form {
    case .snomedCT:
      switch SNOMEDIdentifier.spreadsheetDamage(bytes) {
      case .exact(let repair): report(NHSRules.snomedDamage, code, document, &findings, repair: repair)
      case .candidate(let repair): report(NHSRules.snomedDamageCandidate, code, document, &findings, repair: repair)
      case nil: return
      }
    case .readV2: if !ClinicalCode.isReadV2(bytes) { report(NHSRules.readCode, code, document, &findings) }
    case .ctv3: if !ClinicalCode.isCTV3(bytes) { report(NHSRules.readCode, code, document, &findings) }
    case nil:
      guard list?[bytes.span] == nil, !isReported(code, document, findings),
        !context.nhs.isKnown(system: document.text(of: system), to: context.schema)
      else { return }
      report(NHSRules.codeUnknown, code, document, &findings)
    }
  }
}

extension NHSPass {
  /// Whether a binding has complained about a code, at the code or at what holds it.
  private func isReported(_ code: NodeID, _ document: borrowing SourceDocument, _ findings: FindingList) -> Bool {
    let rules = [ValidationRules.codeNotInValueSet, ValidationRules.codingNotInValueSet, ValidationRules.conceptNotInValueSet]
    let bindings = rules.map(\.code)
    return findings.findings.contains { finding in
      bindings.contains(finding.rule) && finding.node != .none && finding.node <= code
        && code.rawValue < document[finding.node].end
    }
  }
}

// Addresses and dates.
extension NHSPass {
  private func checkAddress(
    _ address: NodeID, _ document: borrowing SourceDocument, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let postcode = record.member(names.postalCode, of: address, document), document[postcode].isText else { return }
    if let country = record.member(names.country, of: address, document), document[country].isText {
      guard facts.postcodeCountries[document.decodedBytes(of: country).span] == true else { return }
    } else if !isBritish(record.resources[record.resource(around: address)].node, document, record) {
      return
    }
    let bytes = Array(document.decodedBytes(of: postcode))
    switch Postcode.fault(bytes) {
    case .form: report(NHSRules.postcodeForm, postcode, document, &findings)
    case .spelling: report(NHSRules.postcodeSpelling, postcode, document, &findings, repair: Postcode.mended(bytes))
    case .doubtful: report(NHSRules.postcodeDoubtful, postcode, document, &findings)
    case .nullWord: report(NHSRules.postcodeNullWord, postcode, document, &findings)
    case nil: break
    }
  }

  /// Whether a resource is British by a profile that it claims or by one of its identifiers.
  private func isBritish(_ resource: NodeID, _ document: borrowing SourceDocument, _ record: TypedNodes) -> Bool {
    if let meta = document.member("meta", of: resource) {
      for profile in document.items("profile", of: meta) where document[profile].isText {
        let url = document.text(of: profile)
        if facts.britishProfiles.contains(where: { url.hasPrefix($0) }) { return true }
      }
    }
    return document.objects("identifier", of: resource).contains { identifier in
      guard let system = record.member(names.system, of: identifier, document), document[system].isText else { return false }
      return facts.identifiers[document.decodedBytes(of: system).span] != nil
    }
  }

  /// Nobody dies before they are born. Dates are compared as far as both go.
  private func checkDates(
    _ patient: NodeID, _ document: borrowing SourceDocument, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    guard let birth = record.member(names.birthDate, of: patient, document), document[birth].isText,
      let death = record.member(names.deceasedDateTime, of: patient, document), document[death].isText
    else { return }
    let born = document.decodedBytes(of: birth).prefix(10)
    let died = document.decodedBytes(of: death).prefix(10)
    let common = min(born.count, died.count)
    guard common >= 4, died.prefix(common).lexicographicallyPrecedes(born.prefix(common)) else { return }
    report(NHSRules.deathBeforeBirth, death, document, &findings)
  }
}

/// Symbols and types that the pass looks for.
private struct NHSNames: Sendable {
  let system, value, code, postalCode, country, birthDate, deceasedDateTime: UInt32
  let identifier, coding, address, patient: TypeID

  init(_ schema: Schema) {
    func symbol(_ name: String) -> UInt32 { schema.seed.symbol(name)?.rawValue ?? .max }
    func type(_ name: String) -> TypeID { schema.type(named: name) ?? TypeID(.max - 1) }
    system = symbol("system")
    value = symbol("value")
    code = symbol("code")
    postalCode = symbol("postalCode")
    country = symbol("country")
    birthDate = symbol("birthDate")
    deceasedDateTime = symbol("deceasedDateTime")
    identifier = type("Identifier")
    coding = type("Coding")
    address = type("Address")
    patient = type("Patient")
  }
}
