import Diagnostics
import FHIRModel
import SourceTree

/// Answers against the limits of their question.
extension ResponseChecks {
  func checkLimits(
    _ document: borrowing SourceDocument, _ value: FormValue, _ item: QuestionnaireForm.Item,
    _ pass: inout QuestionnairePass, _ findings: inout FindingList
  ) {
    switch value.type {
    case "String", "Uri": checkText(document, value, item, &pass, &findings)
    case "Attachment": checkAttachment(document, value, item.limits, &findings)
    case "Reference": checkReference(document, value, item.limits, &findings)
    case "Quantity": checkQuantity(document, value, item.limits, &pass, &findings)
    default: break
    }
    checkRange(document, value, item.limits, &findings)
    if let places = item.limits.decimalPlaces, let number = value.number, number.fractionDigits > places {
      report(QuestionnaireRules.decimalPlaces, value.node, document, &findings, expected: String(places))
    }
  }

  private func checkText(
    _ document: borrowing SourceDocument, _ value: FormValue, _ item: QuestionnaireForm.Item,
    _ pass: inout QuestionnairePass, _ findings: inout FindingList
  ) {
    guard let text = value.text else { return }
    let count = text.unicodeScalars.count
    if let minimum = item.limits.minLength, count < minimum {
      report(QuestionnaireRules.answerTooShort, value.node, document, &findings, expected: String(minimum))
    }
    if let maximum = item.maxLength, count > maximum {
      report(QuestionnaireRules.answerTooLong, value.node, document, &findings, expected: String(maximum))
    }
    if item.type == .string, text.utf8.contains(0x0A) || text.utf8.contains(0x0D) {
      report(QuestionnaireRules.lineBreak, value.node, document, &findings)
    }
    if let pattern = item.limits.pattern, pass.matches(document, value.node, pattern) == false {
      report(QuestionnaireRules.answerPattern, value.node, document, &findings, expected: item.limits.format ?? pattern)
    }
  }

  private func checkRange(
    _ document: borrowing SourceDocument, _ value: FormValue, _ limits: AnswerLimits, _ findings: inout FindingList
  ) {
    if let minimum = limits.minValue, let order = value.order(minimum), order < 0 {
      report(QuestionnaireRules.answerBelowMinimum, value.node, document, &findings, expected: minimum.words)
    }
    if let maximum = limits.maxValue, let order = value.order(maximum), order > 0 {
      report(QuestionnaireRules.answerAboveMaximum, value.node, document, &findings, expected: maximum.words)
    }
  }

  private func checkAttachment(
    _ document: borrowing SourceDocument, _ value: FormValue, _ limits: AnswerLimits, _ findings: inout FindingList
  ) {
    if !limits.mimeTypes.isEmpty {
      let type = document.string("contentType", of: value.node) ?? ""
      let isAllowed = limits.mimeTypes.contains { $0 == type || ($0.hasSuffix("/*") && type.hasPrefix($0.dropLast())) }
      if !isAllowed {
        report(
          QuestionnaireRules.attachmentType, value.node, document, &findings,
          expected: limits.mimeTypes.joined(separator: ", "))
      }
    }
    guard let maximum = limits.maxSize else { return }
    var size = document.string("size", of: value.node).flatMap { FHIRDecimal($0) }
    if size == nil, let data = document.member("data", of: value.node), document[data].isText {
      size = FHIRDecimal(String(document[data].length / 4 * 3))
    }
    if let size, maximum.isLess(than: size) {
      report(QuestionnaireRules.attachmentSize, value.node, document, &findings, expected: maximum.text)
    }
  }

  private func checkReference(
    _ document: borrowing SourceDocument, _ value: FormValue, _ limits: AnswerLimits, _ findings: inout FindingList
  ) {
    guard let text = value.text else { return }
    let bytes = ContiguousArray(text.utf8)
    let literal = ReferenceLiteral(bytes.span)
    let isAddress = literal.form == .absolute || literal.form == .relative
    guard isAddress, !literal.type.isEmpty else { return }
    let type = String(decoding: bytes[literal.type], as: UTF8.self)
    guard let known = context.schema.type(named: type), context.schema.tables.types[known.index].kind == .resource else {
      report(QuestionnaireRules.referenceType, value.node, document, &findings, expected: "a resource")
      return
    }
    if !limits.resourceTypes.isEmpty, !limits.resourceTypes.contains(type) {
      report(
        QuestionnaireRules.referenceType, value.node, document, &findings,
        expected: limits.resourceTypes.joined(separator: ", "))
    }
  }

  private func checkQuantity(
    _ document: borrowing SourceDocument, _ value: FormValue, _ limits: AnswerLimits, _ pass: inout QuestionnairePass,
    _ findings: inout FindingList
  ) {
    if let minimum = limits.minQuantity {
      checkQuantity(document, value, minimum, QuestionnaireRules.answerBelowMinimum, isFault: { $0 < 0 }, &pass, &findings)
    }
    if let maximum = limits.maxQuantity {
      checkQuantity(document, value, maximum, QuestionnaireRules.answerAboveMaximum, isFault: { $0 > 0 }, &pass, &findings)
    }
    if limits.takesOtherUnits { return }
    if !limits.units.isEmpty,
      !limits.units.contains(where: {
        $0.code == value.code && $0.system == value.system && ($0.code != nil || $0.display == value.display)
      })
    {
      report(
        QuestionnaireRules.answerUnit, value.node, document, &findings,
        expected: limits.units.map { $0.display ?? $0.code ?? "" }.joined(separator: ", "))
    } else if let valueSet = limits.unitValueSet {
      let isAllowed = value.code.map { isMember(value.system, $0, of: valueSet) } ?? false
      if isAllowed == false {
        report(QuestionnaireRules.answerUnit, value.node, document, &findings, expected: valueSet)
      }
    }
  }

  private func checkQuantity(
    _ document: borrowing SourceDocument, _ value: FormValue, _ limit: FormValue, _ rule: Rule, isFault: (Int) -> Bool,
    _ pass: inout QuestionnairePass, _ findings: inout FindingList
  ) {
    guard value.number != nil, limit.number != nil else { return }
    guard let order = pass.order(value, limit) else {
      report(QuestionnaireRules.quantityNotComparable, value.node, document, &findings, expected: limit.words)
      return
    }
    if isFault(order) { report(rule, value.node, document, &findings, expected: limit.words) }
  }
}
