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

  mutating func writeElements(
    _ range: Range<Int>, _ document: borrowing SourceDocument, _ output: inout ContiguousArray<UInt8>,
    _ findings: inout FindingList
  ) {
    for index in range {
      let property = order[index]
      if property.isResourceType || isAttribute(property, document) { continue }
      guard property.isKnown else {
        writeUnknown(property.node, document, &output, &findings)
        continue
      }
      switch property.type == .none ? .complex : order.resolver.form(property.type) {
      case .xhtml where document[property.node].isScalar && !property.entry.isCompanion:
        writeNarrative(property.node, document, &output, &findings)
      case .primitive, .xhtml:
        // Properties of one element stand together, a choice's types and their companions: never more than a few dozen.
        let near = max(range.lowerBound, index - 64)..<min(range.upperBound, index + 64)
        let other = partner(of: property.entry, in: near)
        if !property.entry.isCompanion {
          writePrimitives(Pair(value: property.node, companion: other), document, property.type, &output, &findings)
        } else if other == nil {
          writePrimitives(Pair(value: nil, companion: property.node), document, property.type, &output, &findings)
        }
      case .complex, .resource: writeItems(property.node, document, type: property.type, &output, &findings)
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

  private mutating func writePrimitives(
    _ pair: Pair, _ document: borrowing SourceDocument, _ type: TypeID, _ output: inout ContiguousArray<UInt8>,
    _ findings: inout FindingList
  ) {
    let name = elementName(pair, document)
    let values = items(pair.value, document)
    let companions = items(pair.companion, document)
    for index in 0..<max(values.count, companions.count) {
      let value = index < values.count ? values[index] : nil
      let companion = index < companions.count ? companions[index] : nil
      writePrimitive(name, Pair(value: value, companion: companion), document, type, &output, &findings)
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

  private mutating func writePrimitive(
    _ name: String, _ pair: Pair, _ document: borrowing SourceDocument, _ type: TypeID,
    _ output: inout ContiguousArray<UInt8>, _ findings: inout FindingList
  ) {
    if let value = pair.value, !document[value].isScalar {
      // An object or array where a value belongs: written as it is, the validator has reported it.
      writeNamed(name, value, document, type: .none, &output, &findings)
      guard pair.companion != nil else { return }
    }
    breakLine(&output)
    startTag(name, &output)
    let value = pair.value.flatMap { document[$0].isScalar ? $0 : nil }
    guard let companion = pair.companion, document[companion].kind == .object else {
      if let value { writeAttribute("value", value, document, &output, &findings) }
      output.append("/>")
      return
    }
    let start = order.push(companion, document, type: type, isResource: false)
    if let value { writeAttribute("value", value, document, &output, &findings) }
    finishElement(name, start, document, &output, &findings)
  }

  // MARK: Everything else

  private mutating func writeItems(
    _ node: NodeID, _ document: borrowing SourceDocument, type: TypeID, _ output: inout ContiguousArray<UInt8>,
    _ findings: inout FindingList
  ) {
    let name = document.name(of: node)
    guard document[node].kind == .array else {
      writeNamed(name, node, document, type: type, &output, &findings)
      return
    }
    let end = document[node].end
    var child = node.rawValue + 1
    while child < end {
      writeNamed(name, NodeID(child), document, type: type, &output, &findings)
      child = document[NodeID(child)].end
    }
  }

  /// One element with an object or, where the shape is wrong, a value or further items in it.
  private mutating func writeNamed(
    _ name: String, _ node: NodeID, _ document: borrowing SourceDocument, type: TypeID,
    _ output: inout ContiguousArray<UInt8>, _ findings: inout FindingList
  ) {
    switch document[node].kind {
    case .object where type != .none && order.resolver.isResource(type):
      breakLine(&output)
      startTag(name, &output)
      output.append(UInt8(ascii: ">"))
      indent += 1
      writeResource(node, document, isRoot: false, &output, &findings)
      indent -= 1
      breakLine(&output)
      endTag(name, &output)
    case .object:
      let start = order.push(node, document, type: type == .none ? nil : type, isResource: false)
      breakLine(&output)
      startTag(name, &output)
      finishElement(name, start, document, &output, &findings)
    case .array:
      document.forEachChild(of: node) { writeNamed(name, $0, document, type: type, &output, &findings) }
    case .null:
      breakLine(&output)
      startTag(name, &output)
      output.append("/>")
    default:
      breakLine(&output)
      startTag(name, &output)
      writeAttribute("value", node, document, &output, &findings)
      output.append("/>")
    }
  }

  private mutating func writeUnknown(
    _ node: NodeID, _ document: borrowing SourceDocument, _ output: inout ContiguousArray<UInt8>,
    _ findings: inout FindingList
  ) {
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
    writeItems(node, document, type: .none, &output, &findings)
    isInsideUnknown = wasInside
  }

  /// The markup as it stands where it is one well-formed element, else the text as a value.
  private func writeNarrative(
    _ node: NodeID, _ document: borrowing SourceDocument, _ output: inout ContiguousArray<UInt8>,
    _ findings: inout FindingList
  ) {
    breakLine(&output)
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
    startTag("div", &output)
    writeAttribute("value", node, document, &output, &findings)
    output.append("/>")
  }
}
