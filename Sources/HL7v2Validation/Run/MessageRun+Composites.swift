import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// Values and their components.
extension MessageRun {
  /// - Parameter depth: 0 for a field, 1 for a component, 2 for a subcomponent.
  mutating func checkValue(
    _ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, type: UInt16, depth: Int
  ) {
    if part.detail > 0 { checkDetail(document, node, part) }
    if depth == 0, part.length > 0, document[node].length > Int(part.length), part.table == 0 {
      report(
        MessageRules.valueTooLong, node, document, expected: .number(Int(part.length)), actual: .number(document[node].length))
    }
    guard Int(type) < plan.definitions.types.count else { return }
    let form = plan.definitions.lexicalForms[Int(type)]
    if form == .composite {
      checkComposite(document, node, part, plan.definitions.types[Int(type)], type: type, depth: depth)
    } else if form != .varies {
      checkSimple(document, node, part, form, type: type)
    }
    let rules = plan.definitions.types[Int(type)].rules
    if rules >= 0, let compiled = plan.compiled {
      let level = ElementRef.Level(rawValue: min(ElementRef.Level.field.rawValue + depth, ElementRef.Level.subcomponent.rawValue))
      check(compiled.rules[Int(rules)], ElementRef(node: node, level: level ?? .subcomponent), document)
    }
  }

  /// The lengths and the value that a profile gives.
  private mutating func checkDetail(_ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact) {
    guard let detail = plan.compiled?.details[Int(part.detail)], !document.isNull(node) else { return }
    let isSplit = Int(document[node].end) > node.index + 1
    if detail.hasLength || detail.conformance != nil, !isSplit, !isComposite(part.type) {
      let count = text(node, document).unicodeScalars.count
      if count < detail.shortest || count > detail.longest {
        let range = "\(detail.shortest) to \(detail.longest == .max ? "any number of" : String(detail.longest))"
        report(MessageProfileRules.length, node, document, expected: findings.text(range), actual: .number(count))
      } else if let conformance = detail.conformance, count > conformance.length {
        var finding = Finding(
          MessageProfileRules.conformanceLength, node: node, span: SourceSpan(document[node].range),
          expected: .number(conformance.length), actual: .number(count))
        // What may be cut was meant to be.
        if conformance.mayTruncate { finding.severity = .information }
        report(finding)
      }
    }
    if let constant = detail.constant, !isSplit, text(node, document) != constant {
      report(MessageProfileRules.notTheFixedValue, node, document, expected: findings.text(constant), actual: .node(node))
    }
  }

  private func isComposite(_ type: UInt16) -> Bool {
    Int(type) < plan.definitions.lexicalForms.count && plan.definitions.lexicalForms[Int(type)] == .composite
  }

  private mutating func checkComposite(
    _ document: borrowing SourceDocument, _ node: NodeID, _ part: PartFact, _ owner: VersionDefinitions.Owner, type: UInt16,
    depth: Int
  ) {
    let first = node.rawValue + 1
    guard document[node].end > first else {
      // One value where components could be is the first of them.
      if !document.isNull(node), let only = plan.definitions.part(1, of: owner), depth < 4 {
        checkValue(document, node, inherit(only, part), type: only.type, depth: depth + 1)
        if isWhole { checkAbsentComponents(document, node, owner, from: 2) }
      }
      finishComposite(document, node, type)
      return
    }
    // Below subcomponents nothing can be separated: a nested composite is its first component.
    var child = first
    var number = 1
    while child < document[node].end {
      let component = NodeID(child)
      child = document[component].end
      let found = Int(document[component].name)
      if isEmpty(document, component) { continue }
      while number < found {
        checkAbsentComponent(document, node, owner, number)
        number += 1
      }
      number = found + 1
      guard let fact = plan.definitions.part(found, of: owner) else {
        report(
          MessageRules.componentUnknown, component, document, expected: .number(owner.count),
          actual: findings.text(definitions.typeCode(plan.base(type))))
        return
      }
      if fact.usage == .notSupported {
        report(MessageProfileRules.notSupported, component, document, actual: findings.text(definitions.name(fact)))
        continue
      }
      checkValue(document, component, found == 1 ? inherit(fact, part) : fact, type: fact.type, depth: depth + 1)
    }
    checkAbsentComponents(document, node, owner, from: number)
    finishComposite(document, node, type)
  }

  @inline(__always)
  private mutating func checkAbsentComponents(
    _ document: borrowing SourceDocument, _ node: NodeID, _ owner: VersionDefinitions.Owner, from first: Int
  ) {
    var number = first
    while number <= owner.count {
      checkAbsentComponent(document, node, owner, number)
      number += 1
    }
  }

  /// What a composite means by its type.
  @inline(__always)
  private mutating func finishComposite(_ document: borrowing SourceDocument, _ node: NodeID, _ type: UInt16) {
    let base = plan.base(type)
    if base == library.identifierType {
      checkIdentifier(document, node)
    } else if base == library.professionalType {
      checkProfessional(document, node)
    } else if base == library.organizationType {
      checkOrganization(document, node)
    }
  }

  /// The table of a coded field is that of its first component.
  @inline(__always)
  private func inherit(_ component: PartFact, _ field: PartFact) -> PartFact {
    guard component.table == 0, field.table > 0 else { return component }
    let isCode =
      Int(component.type) < plan.definitions.lexicalForms.count
      && plan.definitions.lexicalForms[Int(component.type)] == .coded
    guard isCode || library.codedTypes.contains(field.type) else { return component }
    var result = component
    result.table = field.table
    result.doubts.formUnion(field.doubts)
    return result
  }

  @inline(__always)
  private mutating func checkAbsentComponent(
    _ document: borrowing SourceDocument, _ node: NodeID, _ owner: VersionDefinitions.Owner, _ number: Int
  ) {
    guard owner.mayMiss(number), let part = plan.definitions.part(number, of: owner), part.usage == .required else { return }
    var finding = Finding(
      MessageRules.componentMissing, node: node, span: SourceSpan(document[node].range), expected: .part(UInt32(number)),
      actual: findings.text(definitions.name(part)))
    if isWhole { finding.severity = .error }
    report(finding)
  }
}
