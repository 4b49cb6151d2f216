import Diagnostics
import HL7v2Model
import SourceTree
import UKIdentifiers

/// Identifiers of the United Kingdom, where a message names them as such.
extension MessageRun {
  /// An identifier that is named as an NHS number must be one: by its authority `NHS`, by the type `NH`, or in the ways of older
  /// and foreign systems.
  mutating func checkIdentifier(_ document: borrowing SourceDocument, _ node: NodeID) {
    guard let value = document.component(1, of: node), !document.isNull(value), !isEmpty(document, value) else { return }
    let authority = document.component(4, of: node).flatMap { document.subcomponent(1, of: $0) }
    let type = document.component(5, of: node)
    let isNHS =
      authority.map { spells(document, $0, "NHS") || spells(document, $0, "NHSNBR") || spells(document, $0, "NHSNMBR") } ?? false
    let isTyped =
      type.map { spells(document, $0, "NH") || spells(document, $0, "NHS") || spells(document, $0, "NHSNMBR") } ?? false
    guard isNHS || isTyped else { return }
    switch NHSNumber.fault(Array(document.bytes[document[value].range])) {
    case nil: return
    case .form, .separators: report(MessageRules.nhsNumberForm, value, document)
    case .placeholder: report(MessageRules.nhsNumberPlaceholder, value, document)
    case .checkDigit: report(MessageRules.nhsNumberCheckDigit, value, document)
    case .notIssued: report(MessageRules.nhsNumberNotIssued, value, document)
    }
  }

  /// PID-19 of old systems: ten digits with the check digit of an NHS number are one, though nothing says so.
  mutating func checkUnmarkedNumber(_ document: borrowing SourceDocument, _ node: NodeID) {
    guard document[node].length == 10, NHSNumber.fault(Array(document.bytes[document[node].range])) == nil else { return }
    report(MessageRules.nhsNumberUnmarked, node, document)
  }

  /// The number of a doctor by the authority that gives it: General Medical Council, or general practitioners' numbers.
  mutating func checkProfessional(_ document: borrowing SourceDocument, _ node: NodeID) {
    guard let value = document.component(1, of: node), !document.isNull(value), !isEmpty(document, value),
      let authority = document.component(9, of: node).flatMap({ document.subcomponent(1, of: $0) })
    else { return }
    let number = Array(document.bytes[document[value].range])
    if spells(document, authority, "GMC") {
      // General practitioners are often named by their GP number there.
      if !ProfessionalCode.isGMC(number), !ProfessionalCode.isGMP(number) { report(MessageRules.gmcNumber, value, document) }
    } else if spells(document, authority, "GMP"), !ProfessionalCode.isGMP(number) {
      report(MessageRules.gmcNumber, value, document)
    }
  }

  /// The code of an organisation by its authority, the Organisation Data Service.
  mutating func checkOrganization(_ document: borrowing SourceDocument, _ node: NodeID) {
    guard let authority = document.component(6, of: node).flatMap({ document.subcomponent(1, of: $0) }),
      spells(document, authority, "ODS"), let value = document.component(10, of: node) ?? document.component(3, of: node),
      !document.isNull(value), !isEmpty(document, value)
    else { return }
    if ODSCode.fault(Array(document.bytes[document[value].range])) != nil { report(MessageRules.odsCode, value, document) }
  }

  private func spells(_ document: borrowing SourceDocument, _ node: NodeID, _ word: StaticString) -> Bool {
    let range = document[node].range
    guard range.count == word.utf8CodeUnitCount else { return false }
    return document.bytes[range].elementsEqual("\(word)".utf8)
  }
}
