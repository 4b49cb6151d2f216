import Diagnostics
import Schema
import SourceTree

/// What stands inside an element: attributes, children, their order.
extension FHIRXMLWalk {
  mutating func convertAttributes(of element: NodeID, as type: TypeID?, owner: NodeID, isPrimitive: Bool) {
    let end = source[element].end
    var node = element.rawValue + 1
    while node < end, source[NodeID(node)].kind == .attribute {
      let attribute = NodeID(node)
      node += 1
      if scope.isDeclaration(attribute, &source) { continue }
      let symbol = source[attribute].name
      if isPrimitive, symbol == symbols.value { continue }
      let property = resolver.property(symbol, of: type)
      let isAllowed = property.map { resolver.element($0).isXMLAttribute }
      if isAllowed ?? (type == nil && (symbol == symbols.id || symbol == symbols.url || symbol == symbols.value)) {
        appendString(source[attribute], name: symbol)
      } else {
        reportUnknown(attribute)
      }
    }
  }

  /// For elements that have no attributes at all.
  mutating func reportAttributes(of element: NodeID) {
    let end = source[element].end
    var node = element.rawValue + 1
    while node < end, source[NodeID(node)].kind == .attribute {
      if !scope.isDeclaration(NodeID(node), &source) { reportUnknown(NodeID(node)) }
      node += 1
    }
  }

  private mutating func reportUnknown(_ attribute: NodeID) {
    let entry = source[attribute]
    guard !isSchemaLocation(entry.name) else { return }
    let span = SourceSpan(nameRange(ofAttribute: entry))
    findings.append(
      Finding(FHIRFormRules.unknownAttribute, node: owner, span: span, actual: .name(Symbol(entry.name))))
  }

  /// Tolerated for validating editors, see http://hl7.org/fhir/R4/xml.html.
  private func isSchemaLocation(_ symbol: UInt32) -> Bool {
    let name = source.names.name(Symbol(symbol))
    return name.hasSuffix(":schemaLocation") || name.hasSuffix(":noNamespaceSchemaLocation")
  }

  /// Puts the child elements on the stack, repetitions next to each other.
  mutating func collectChildren(of element: NodeID, as type: TypeID?, owner: NodeID) {
    let start = children.count
    let end = source[element].end
    var node = element.rawValue + 1
    var last: Int = -1
    var isRegular = true
    var hasText = false
    while node < end {
      let entry = source.nodes[Int(node)]
      switch entry.kind {
      case .element:
        let symbol = scope.localName(of: entry.name, &source)
        let property = resolver.property(symbol, of: type)
        if children.count == start || children[children.count - 1].symbol != symbol {
          let ordinal = property.map { Int(resolver.element($0).ordinal) } ?? -1
          if ordinal <= last { isRegular = false }
          last = max(last, ordinal)
        }
        children.append(Child(node: NodeID(node), symbol: symbol, property: property))
      case .text, .cdata:
        if !hasText, let range = textRange(entry) {
          let name = scope.localName(of: source[element].name, &source)
          findings.append(
            Finding(FHIRFormRules.textNotAllowed, node: owner, span: SourceSpan(range), actual: .name(Symbol(name))))
          hasText = true
        }
      default: break
      }
      node = entry.end
    }
    if !isRegular { arrangeChildren(from: start, owner) }
  }

  /// The part of a text that is more than blanks.
  private func textRange(_ text: Node) -> Range<Int>? {
    var range = text.range
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
    while let first = range.first, isBlank(bytes[first]) { range = (first + 1)..<range.upperBound }
    while let last = range.last, isBlank(bytes[last]) { range = range.lowerBound..<last }
    return range.isEmpty ? nil : range
  }

  /// Reports what is out of order, and brings repetitions together.
  private mutating func arrangeChildren(from start: Int, _ owner: NodeID) {
    var groups: [UInt32: Int] = [:]
    var ordered: [[Child]] = []
    var previous: Child?
    var highest: Child?
    var highestOrdinal = -1
    var isReported = false
    for child in children[start...] {
      let group = groups[child.symbol]
      if let group, child.symbol != previous?.symbol, ordered[group].count > 0 {
        findings.append(finding(FHIRFormRules.notAdjacent, child, before: nil, owner))
      } else if group == nil {
        if let highest, !isReported, ordinal(child) < highestOrdinal, child.property != nil {
          findings.append(finding(FHIRFormRules.elementOrder, child, before: highest, owner))
          isReported = true
        }
      }
      if highest == nil || ordinal(child) > highestOrdinal {
        highest = child
        highestOrdinal = ordinal(child)
      }
      if let group {
        ordered[group].append(child)
      } else {
        groups[child.symbol] = ordered.count
        ordered.append([child])
      }
      previous = child
    }
    children.replaceSubrange(start..., with: ordered.joined())
  }

  private func ordinal(_ child: Child) -> Int {
    child.property.map { Int(resolver.element($0).ordinal) } ?? -1
  }

  private func finding(_ rule: Rule, _ child: Child, before other: Child?, _ owner: NodeID) -> Finding {
    Finding(
      rule, node: owner, span: SourceSpan(nameRange(of: child.node)),
      definition: child.property?.element.rawValue ?? Finding.noDefinition,
      expected: other.map { .name(Symbol($0.symbol)) } ?? .none, actual: .name(Symbol(child.symbol)))
  }

  /// Elements of FHIR are in its namespace; each wrong declaration is reported once.
  mutating func checkNamespace(of element: NodeID, _ owner: NodeID) {
    let name = scope.name(ofElement: element, &source)
    if name.namespace != .none, namespaces.isFHIR(name.namespace, source) { return }
    guard namespaces.isNew(name.namespace) else { return }
    let range = name.namespace == .none ? nameRange(of: element) : source[name.namespace].range
    findings.append(Finding(FHIRFormRules.wrongNamespace, node: owner, span: SourceSpan(range), actual: .name(name.local)))
  }
}
