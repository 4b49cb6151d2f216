import Diagnostics
import Schema
import SourceTree

/// Elements of one name become one property: a value, an object, or an array of either.
extension FHIRXMLWalk {
  /// `range` is on the stack of children; all have the same name.
  mutating func convertProperty(_ range: Range<Int>) {
    let first = children[range.lowerBound]
    guard let property = first.property else {
      convertItems(range, isArray: range.count > 1)
      return
    }
    let element = resolver.element(property)
    let isArray = element.isArray || range.count > 1
    if element.isXMLAttribute { reportAttributeExpected(first) }
    guard let type = resolver.valueType(property) else {
      convertItems(range, isArray: isArray)
      return
    }
    if resolver.form(type) == .primitive {
      convertPrimitives(range, type, isArray: isArray)
    } else {
      convertItems(range, isArray: isArray)
    }
  }

  /// Anything but primitives, one value an element.
  private mutating func convertItems(_ range: Range<Int>, isArray: Bool) {
    let name = children[range.lowerBound].symbol
    guard isArray else {
      convertItem(children[range.lowerBound], name: name)
      return
    }
    let array = target.open(.array, offset: Int(source[children[range.lowerBound].node].offset), name: name)
    for index in range { convertItem(children[index], name: Symbol.none.rawValue) }
    close(array, children[range.upperBound - 1].node)
  }

  private mutating func convertItem(_ child: Child, name: UInt32) {
    let type = child.property.flatMap(resolver.valueType)
    if let type, resolver.form(type) == .xhtml {
      convertNarrative(child.node, name: name)
    } else if let type, resolver.isResource(type) {
      convertContained(child, name: name)
    } else if let value = lonelyValue(of: child.node) {
      // A value where an object belongs, or an element FHIR does not know: the validator says so.
      appendString(value, name: name)
    } else {
      convertObject(child.node, as: type, name: name)
    }
  }

  /// The `value` attribute of an element that has nothing else.
  private func lonelyValue(of element: NodeID) -> Node? {
    let end = source[element].end
    var node = element.rawValue + 1
    var value: Node?
    while node < end {
      let entry = source.nodes[Int(node)]
      if entry.kind == .attribute, entry.name == symbols.value { value = entry } else { return nil }
      node = entry.end
    }
    return value
  }

  /// The markup of a narrative is kept as it stands.
  private mutating func convertNarrative(_ element: NodeID, name: UInt32) {
    if let value = lonelyValue(of: element) {
      appendString(value, name: name)
      return
    }
    let entry = source[element]
    guard entry.length < Node.maximumLength else {
      let span = SourceSpan(nameRange(of: element))
      findings.append(LimitRules.finding(.valueSize, limits: .standard, span: span))
      return
    }
    target.append(.string, offset: Int(entry.offset), length: entry.length, name: name)
  }

  /// `contained` and `resource` hold a resource element each.
  private mutating func convertContained(_ child: Child, name: UInt32) {
    scope.enter(child.node, &source)
    let start = children.count
    reportAttributes(of: child.node)
    collectChildren(of: child.node, as: nil, owner: owner)
    let resources = start..<children.count
    if resources.count != 1 {
      let span = SourceSpan(nameRange(of: child.node))
      findings.append(
        Finding(
          FHIRFormRules.resourceCount, node: owner, span: span, expected: .name(Symbol(child.symbol)),
          actual: .number(resources.count)))
    }
    // Items of an array follow one another; several resources where one belongs become an array, which the validator reports.
    let isWrapped = name != Symbol.none.rawValue && resources.count > 1
    let array = isWrapped ? target.open(.array, offset: Int(source[child.node].offset), name: name) : NodeID.none
    for index in resources {
      let name = isWrapped ? Symbol.none.rawValue : name
      _ = convertResource(children[index].node, name: name)
    }
    if isWrapped { close(array, child.node) }
    if resources.isEmpty { convertEmpty(child.node, name: name) }
    children.removeSubrange(start...)
    scope.leave()
  }

  private mutating func convertEmpty(_ element: NodeID, name: UInt32) {
    let object = target.open(.object, offset: Int(source[element].offset), name: name)
    close(object, element)
  }

  private mutating func reportAttributeExpected(_ child: Child) {
    findings.append(
      Finding(
        FHIRFormRules.attributeExpected, node: owner,
        span: SourceSpan(nameRange(of: child.node)), definition: child.property?.element.rawValue ?? Finding.noDefinition,
        actual: .name(Symbol(child.symbol))))
  }

  /// The value of an attribute as a string node.
  mutating func appendString(_ attribute: Node, name: UInt32) {
    target.append(
      needsDecoding(attribute.range) ? .encodedString : .string, offset: Int(attribute.offset), length: attribute.length,
      name: name)
  }

  /// References, and blanks that attribute values turn into spaces (XML 1.0 section 3.3.3).
  private func needsDecoding(_ range: Range<Int>) -> Bool {
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&") || byte == 0x0A || byte == 0x0D || byte == 0x09 { return true }
    }
    return false
  }
}
