import Diagnostics
import Schema
import SourceTree

/// Single values: their form, and what primitives must look like.
extension StructuralValidator {
  @inline(__always)
  mutating func checkValue(_ document: borrowing SourceDocument, _ index: UInt32, _ node: Node, _ slot: Int) -> UInt32 {
    let form = plan.children[slot].form
    if form == .primitive {
      checkPrimitive(document, index, node, slot)
      return node.end
    }
    guard node.kind == .object, node.end > index + 1, form != .unknown else { return reportNoObject(index, node, slot) }
    guard form == .resource else {
      if node.end == index + 2, form != .companion { checkOnlyID(document, index, node, slot) }
      enter(index, node, plan.children[slot].type, slot: slot, isArray: false)
      return index + 1
    }
    guard let type = resourceType(of: index, document) else { return node.end }
    let isContained = plan.children[slot].isContained
    enter(index, node, type, slot: slot, isArray: false)
    top.isContained = isContained
    enterResource(document)
    return index + 1
  }

  /// An id alone is no content (`ele-1`).
  @inline(never)
  private mutating func checkOnlyID(_ document: borrowing SourceDocument, _ index: UInt32, _ node: Node, _ slot: Int) {
    guard schemaSymbol(document.nodes[Int(index + 1)].name) == names.id else { return }
    report(ValidationRules.onlyID, index, SourceSpan(node.range), plan.children[slot].element)
  }

  @inline(never)
  private mutating func reportNoObject(_ index: UInt32, _ node: Node, _ slot: Int) -> UInt32 {
    let child = plan.children[slot]
    if child.form == .unknown { return node.end }
    let rule =
      switch node.kind {
      case .object: ValidationRules.emptyObject
      case .null: ValidationRules.nullNotAllowed
      default: child.isCompanion ? ValidationRules.companionShape : ValidationRules.wrongForm
      }
    let isWrongForm = rule.code == ValidationRules.wrongForm.code
    report(
      rule, index, SourceSpan(node.range), child.element,
      expected: isWrongForm ? .phrase(ValidationPhrases.object) : .none,
      actual: node.kind == .object || node.kind == .null ? .none : kindEvidence(node))
    return node.end
  }

  @inline(__always)
  private mutating func checkPrimitive(_ document: borrowing SourceDocument, _ index: UInt32, _ node: Node, _ slot: Int) {
    let type = plan.children[slot].primitive
    // In XML every value is text; one that is no number or boolean was left as it stands.
    let isXMLText = document.format == .xml && (node.kind == .string || node.kind == .encodedString)
    guard StructuralValidator.isForm(of: type, node.kind) || isXMLText else {
      reportWrongForm(document, index, node, slot)
      return
    }
    if node.kind == .encodedString {
      checkDecoded(document, index, node, slot)
    } else if type == .xhtml {
      checkNarrative(document, index, node, document.bytes.span.extracting(node.range))
    } else {
      checkText(document, index, node, slot, document.bytes.span.extracting(node.range))
    }
  }

  /// Whether a primitive type is written as this kind of JSON value (http://hl7.org/fhir/R4/json.html#primitive).
  @inline(__always)
  private static func isForm(of type: PrimitiveType, _ kind: NodeKind) -> Bool {
    switch type {
    case .boolean: kind == .boolean
    case .integer, .unsignedInt, .positiveInt, .decimal: kind == .number
    default: kind == .string || kind == .encodedString
    }
  }

  private mutating func reportWrongForm(_ document: borrowing SourceDocument, _ index: UInt32, _ node: Node, _ slot: Int) {
    let child = plan.children[slot]
    let expected =
      switch child.primitive {
      case .boolean: ValidationPhrases.boolean
      case .integer, .unsignedInt, .positiveInt, .decimal: ValidationPhrases.number
      default: ValidationPhrases.string
      }
    let rule = node.kind == .null ? ValidationRules.nullNotAllowed : ValidationRules.wrongForm
    let isWrongForm = node.kind != .null
    report(
      rule, index, SourceSpan(node.range), child.element, expected: isWrongForm ? .phrase(expected) : .none,
      actual: isWrongForm ? kindEvidence(node) : .none)
  }

  @inline(never)
  private mutating func checkDecoded(_ document: borrowing SourceDocument, _ index: UInt32, _ node: Node, _ slot: Int) {
    var text = ContiguousArray<UInt8>()
    swap(&text, &decoded)
    text.removeAll(keepingCapacity: true)
    ValueText.decode(document, node, into: &text)
    if plan.children[slot].primitive == .xhtml {
      checkNarrative(document, index, node, text.span)
    } else {
      checkText(document, index, node, slot, text.span)
    }
    swap(&text, &decoded)
  }

  @inline(__always)
  private mutating func checkText(
    _ document: borrowing SourceDocument, _ index: UInt32, _ node: Node, _ slot: Int, _ text: Span<UInt8>
  ) {
    let type = plan.children[slot].primitive
    let fault: FormatFault
    if type == .string || type == .markdown {
      // The JSON reader has reported raw control characters, so that strings without escapes are not read again.
      let isClean = node.kind == .string && document.format == .json
      fault = isClean && text.count > 0 ? .none : TextFormat.stringFault(text)
      if text.count > PrimitiveFormat.maximumStringLength || (text.count > 0 && text[0].isBlank) {
        checkUnusualString(index, node, slot, text)
      }
    } else {
      fault = PrimitiveFormat.fault(text, type)
    }
    if fault != .none {
      var rule = PrimitiveRules.rule(for: type)
      // The specification advises lower case for URIs, and demands it of the type `uuid` only.
      if fault == .upperCaseUUID { rule.severity = .warning }
      report(rule, index, SourceSpan(node.range), plan.children[slot].element, expected: .phrase(fault.phrase))
    } else if plan.children[slot].isBound {
      checkCode(index, node, slot, text)
    }
  }

  @inline(never)
  private mutating func checkUnusualString(_ index: UInt32, _ node: Node, _ slot: Int, _ text: Span<UInt8>) {
    let element = plan.children[slot].element
    if text.count > PrimitiveFormat.maximumStringLength {
      let count = TextFormat.characterCount(text)
      guard count > PrimitiveFormat.maximumStringLength else { return }
      report(
        ValidationRules.stringTooLong, index, SourceSpan(node.range), element,
        expected: .number(PrimitiveFormat.maximumStringLength), actual: .number(count))
    } else if TextFormat.isBlank(text) {
      report(ValidationRules.blankString, index, SourceSpan(node.range), element)
    }
  }

  private mutating func checkCode(_ index: UInt32, _ node: Node, _ slot: Int, _ text: Span<UInt8>) {
    let child = plan.children[slot]
    guard schema.concept(in: child.valueSet, code: text) == nil else { return }
    report(
      ValidationRules.codeNotInValueSet, index, SourceSpan(node.range), child.element,
      expected: Evidence(.valueSet, child.valueSet.rawValue), actual: .node(NodeID(index)))
  }
}
