import Diagnostics
import Schema
import SourceTree
import XMLSyntax

/// Properties become elements.
extension FHIRXMLWriter {
  /// One property and, for a primitive, its companion; either may be missing.
  private struct Pair {
    var value: NodeID?
    var companion: NodeID?
  }

  mutating func writeElements(_ range: Range<Int>, _ document: borrowing SourceDocument) {
    for index in range {
      let property = order[index]
      if property.isResourceType || isAttribute(property, document) { continue }
      guard property.isKnown else {
        writeUnknown(property.node, document)
        continue
      }
      switch property.type == .none ? .complex : order.resolver.form(property.type) {
      case .xhtml where document[property.node].isScalar && !property.entry.isCompanion:
        writeNarrative(property.node, document)
      case .primitive, .xhtml:
        // Properties of one element stand together, a choice's types and their companions: never more than a few dozen.
        let near = max(range.lowerBound, index - 64)..<min(range.upperBound, index + 64)
        let other = partner(of: property.entry, in: near)
        if !property.entry.isCompanion {
          writePrimitives(Pair(value: property.node, companion: other), document, property.type)
        } else if other == nil {
          writePrimitives(Pair(value: nil, companion: property.node), document, property.type)
        }
      case .complex, .resource: writeItems(property.node, document, type: property.type)
      }
    }
  }

  /// The companion of a primitive among its siblings, or the primitive of a companion.
  private func partner(of entry: ChildEntry, in range: Range<Int>) -> NodeID? {
    for index in range {
      let other = order[index].entry
      if other.typeReference == entry.typeReference, other.element == entry.element, other.isCompanion != entry.isCompanion {
        return order[index].node
      }
    }
    return nil
  }

  // MARK: Primitives

  private mutating func writePrimitives(_ pair: Pair, _ document: borrowing SourceDocument, _ type: TypeID) {
    let name = elementName(pair, document)
    let values = items(pair.value, document)
    let companions = items(pair.companion, document)
    for index in 0..<max(values.count, companions.count) {
      let value = index < values.count ? values[index] : nil
      let companion = index < companions.count ? companions[index] : nil
      writePrimitive(name, Pair(value: value, companion: companion), document, type)
    }
  }

  private func elementName(_ pair: Pair, _ document: borrowing SourceDocument) -> String {
    if let value = pair.value { return document.name(of: value) }
    return pair.companion.map { String(document.name(of: $0).dropFirst()) } ?? ""
  }

  /// The items of an array, or the one value, with nulls as nil.
  private func items(_ node: NodeID?, _ document: borrowing SourceDocument) -> [NodeID?] {
    guard let node else { return [] }
    var result: [NodeID?] = []
    if document[node].kind == .array {
      document.forEachChild(of: node) { result.append(document[$0].kind == .null ? nil : $0) }
    } else {
      result.append(document[node].kind == .null ? nil : node)
    }
    return result
  }

  private mutating func writePrimitive(_ name: String, _ pair: Pair, _ document: borrowing SourceDocument, _ type: TypeID) {
    if let value = pair.value, !document[value].isScalar {
      // An object or array where a value belongs: written as it is, the validator has reported it.
      writeNamed(name, value, document, type: .none)
      guard pair.companion != nil else { return }
    }
    breakLine()
    startTag(name)
    let value = pair.value.flatMap { document[$0].isScalar ? $0 : nil }
    guard let companion = pair.companion, document[companion].kind == .object else {
      if let value { writeAttribute("value", value, document) }
      output.append("/>")
      return
    }
    let start = order.push(companion, document, type: type, isResource: false)
    if let value { writeAttribute("value", value, document) }
    finishElement(name, start, document)
  }

  // MARK: Everything else

  private mutating func writeItems(_ node: NodeID, _ document: borrowing SourceDocument, type: TypeID) {
    let name = document.name(of: node)
    guard document[node].kind == .array else {
      writeNamed(name, node, document, type: type)
      return
    }
    let end = document[node].end
    var child = node.rawValue + 1
    while child < end {
      writeNamed(name, NodeID(child), document, type: type)
      child = document[NodeID(child)].end
    }
  }

  /// One element with an object or, where the shape is wrong, a value or further items in it.
  private mutating func writeNamed(_ name: String, _ node: NodeID, _ document: borrowing SourceDocument, type: TypeID) {
    switch document[node].kind {
    case .object where type != .none && order.resolver.isResource(type):
      breakLine()
      startTag(name)
      output.append(UInt8(ascii: ">"))
      indent += 1
      writeResource(node, document, isRoot: false)
      indent -= 1
      breakLine()
      endTag(name)
    case .object:
      let start = order.push(node, document, type: type == .none ? nil : type, isResource: false)
      breakLine()
      startTag(name)
      finishElement(name, start, document)
    case .array:
      document.forEachChild(of: node) { writeNamed(name, $0, document, type: type) }
    case .null:
      breakLine()
      startTag(name)
      output.append("/>")
    default:
      breakLine()
      startTag(name)
      writeAttribute("value", node, document)
      output.append("/>")
    }
  }

  private mutating func writeUnknown(_ node: NodeID, _ document: borrowing SourceDocument) {
    let symbol = Symbol(document[node].name)
    let isWritable = XMLName.isValid(document.names.name(symbol))
    if !isWritable || !isInsideUnknown {
      findings.append(
        Finding(
          isWritable ? FHIRFormRules.writtenUnknown : FHIRFormRules.notWritten, node: node, span: document.span(of: node),
          actual: .name(symbol)))
    }
    guard isWritable else { return }
    let wasInside = isInsideUnknown
    isInsideUnknown = true
    writeItems(node, document, type: .none)
    isInsideUnknown = wasInside
  }

  /// The markup as it stands where it is one well-formed element, else the text as a value.
  private mutating func writeNarrative(_ node: NodeID, _ document: borrowing SourceDocument) {
    breakLine()
    var markup = SourceDocument(format: .xml)
    markup.bytes = document.decodedBytes(of: node)
    let value = markup.bytes
    var problems = FindingList(bound: 1)
    var reader = XMLReader()
    reader.parse(&markup, findings: &problems)
    if problems.isEmpty, markup.nodes.count == Int(markup[markup.roots[0]].end), markup.roots[0].index == 0,
      markup[markup.roots[0]].length == value.count, markup.name(of: markup.roots[0]).hasSuffix("div")
    {
      output.append(value.span)
      return
    }
    findings.append(Finding(FHIRFormRules.narrativeNotXML, node: node, span: document.span(of: node)))
    startTag("div")
    writeAttribute("value", node, document)
    output.append("/>")
  }
}
