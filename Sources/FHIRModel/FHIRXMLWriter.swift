import Diagnostics
import Schema
import SourceTree

/// Writes canonical FHIR trees as FHIR XML (http://hl7.org/fhir/R4/xml.html): elements in the order of their definitions, values
/// as attributes, primitives together with their companions, narrative as the markup it is.
///
/// Properties that FHIR does not know are written after the others as elements of their name, with a finding; what XML cannot
/// hold is reported, too. Nothing is left out silently.
public struct FHIRXMLWriter: Sendable {
  public enum Form: Sendable {
    /// No blanks between elements.
    case compact
    /// Two spaces an indent, one element a line; narrative stays as it is.
    case pretty
  }

  public let form: Form
  var output = ContiguousArray<UInt8>()
  var findings = FindingList()
  var order: PropertyOrder
  var indent = 0
  /// Whether the property being written belongs to one that has been reported as unknown.
  var isInsideUnknown = false

  public init(schema: Schema, form: Form = .compact) {
    self.form = form
    order = PropertyOrder(FHIRTypeResolver(schema))
  }

  /// Appends one resource as an XML document.
  public mutating func write(
    _ document: borrowing SourceDocument, _ root: NodeID, into output: inout ContiguousArray<UInt8>,
    findings: inout FindingList
  ) {
    exchange(&output, &findings)
    order.prepare(document)
    indent = 0
    self.output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    if form == .compact { self.output.append(UInt8(ascii: "\n")) }
    writeResource(root, document, isRoot: true)
    self.output.append(UInt8(ascii: "\n"))
    exchange(&output, &findings)
  }

  /// Takes the caller's output and findings over, or hands them back.
  private mutating func exchange(_ output: inout ContiguousArray<UInt8>, _ findings: inout FindingList) {
    swap(&self.output, &output)
    swap(&self.findings, &findings)
  }

  /// `<Patient …>…</Patient>`
  mutating func writeResource(_ object: NodeID, _ document: borrowing SourceDocument, isRoot: Bool) {
    let type = order.resolver.resourceType(of: object, document, symbol: order.resourceType)
    let name = document[object].kind == .object ? resourceName(of: object, document) : "Resource"
    let start = order.push(object, document, type: type, isResource: true)
    breakLine()
    startTag(name)
    if isRoot { output.append(" xmlns=\"http://hl7.org/fhir\"") }
    finishElement(name, start, document)
  }

  private func resourceName(of object: NodeID, _ document: borrowing SourceDocument) -> String {
    guard let node = document.child(Symbol(order.resourceType), of: object) else { return "Resource" }
    let name = document.text(of: node)
    return XMLName.isValid(name) ? name : "Resource"
  }

  /// Writes the rest of an element whose start tag has its name: attributes, children (on the stack from `start`) and end tag.
  mutating func finishElement(_ name: String, _ start: Int, _ document: borrowing SourceDocument) {
    let end = order.count
    var written = 0
    for index in start..<end {
      let property = order[index]
      if isAttribute(property, document) {
        writeAttribute(document.name(of: property.node), property.node, document)
        written += 1
      } else if property.isResourceType {
        written += 1
      }
    }
    if written == end - start {
      output.append("/>")
    } else {
      output.append(UInt8(ascii: ">"))
      indent += 1
      writeElements(start..<end, document)
      indent -= 1
      breakLine()
      endTag(name)
    }
    order.removeAll(from: start)
  }

  /// `id` of elements and `url` of extensions.
  func isAttribute(_ property: PropertyOrder.Property, _ document: borrowing SourceDocument) -> Bool {
    property.isKnown && !property.entry.isCompanion && order.resolver.element(property.entry).isXMLAttribute
      && document[property.node].isScalar
  }

  mutating func writeAttribute(_ name: String, _ node: NodeID, _ document: borrowing SourceDocument) {
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: name.utf8)
    output.append("=\"")
    if !XMLStringWriter.append(node, of: document, to: &output) {
      findings.append(Finding(FHIRFormRules.characterReplaced, node: node, span: document.span(of: node)))
    }
    output.append(UInt8(ascii: "\""))
  }

  mutating func startTag(_ name: String) {
    output.append(UInt8(ascii: "<"))
    output.append(contentsOf: name.utf8)
  }

  mutating func endTag(_ name: String) {
    output.append("</")
    output.append(contentsOf: name.utf8)
    output.append(UInt8(ascii: ">"))
  }

  mutating func breakLine() {
    guard form == .pretty else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * 2))
  }
}

/// Names in XML, of which element names of FHIR use a small part (https://www.w3.org/TR/xml/#NT-Name).
enum XMLName {
  static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, isStart(first) else { return false }
    return name.utf8.allSatisfy { isStart($0) || $0 >= 0x30 && $0 <= 0x39 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  private static func isStart(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
  }
}
