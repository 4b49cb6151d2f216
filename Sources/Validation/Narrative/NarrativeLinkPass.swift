import Diagnostics
import Schema
import SourceTree

/// The links of narratives: those within the record lead to an `id` or `name` that one of its narratives has, and the others have a
/// scheme that a browser can follow (http://hl7.org/fhir/R4/narrative.html).
struct NarrativeLinkPass: Sendable {
  private let xhtml: TypeID?
  private static let schemes: Set<String> = [
    "http", "https", "mailto", "tel", "sms", "ftp", "sftp", "cid", "data",
  ]

  init(_ context: ValidationContext) { xhtml = context.schema.type(named: "xhtml") }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    guard let xhtml else { return }
    var targets = Set<String>()
    var links: [(node: NodeID, target: String)] = []
    for node in record.range where record[node].type == xhtml {
      let entry = document.nodes[Int(node)]
      guard entry.kind == .string || entry.kind == .encodedString else { continue }
      let text = document.decodedBytes(of: NodeID(node))
      for link in NarrativeAttributes.links(text.span, into: &targets) { links.append((NodeID(node), link)) }
    }
    for link in links {
      if link.target.hasPrefix("#") {
        let target = String(link.target.dropFirst())
        if target.isEmpty || targets.contains(target) { continue }
        report(NarrativeLinkRules.linkUnresolved, link.node, document, &findings)
      } else if let scheme = NarrativeLinkPass.scheme(link.target), !NarrativeLinkPass.schemes.contains(scheme) {
        report(NarrativeLinkRules.linkScheme, link.node, document, &findings)
      }
    }
  }

  private func report(_ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, _ findings: inout FindingList) {
    if findings.findings.last.map({ $0.rule == rule.code && $0.node == node }) ?? false { return }
    findings.append(Finding(rule, node: node, span: document.span(of: node)))
  }

  /// RFC 3986 section 3.1; nil for a relative address.
  private static func scheme(_ address: String) -> String? {
    var scheme = ""
    for byte in address.utf8 {
      if byte == UInt8(ascii: ":") { return scheme.isEmpty ? nil : scheme.lowercased() }
      let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26
      let isOther = byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "+") || byte == 0x2D || byte == UInt8(ascii: ".")
      guard isLetter || (isOther && !scheme.isEmpty) else { return nil }
      scheme.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return nil
  }
}

/// Finds links and their targets in the text of a narrative. What is not well-formed was reported; here it ends the search.
enum NarrativeAttributes {
  /// The values of `href` of `a` elements; those of `id` and `name` go into `targets`.
  static func links(_ text: Span<UInt8>, into targets: inout Set<String>) -> [String] {
    var links: [String] = []
    var position = 0
    while position < text.count {
      guard text[position] == UInt8(ascii: "<"), position + 1 < text.count,
        (text[position + 1] | 0x20) &- UInt8(ascii: "a") < 26
      else {
        position += 1
        continue
      }
      let isAnchor =
        text[position + 1] == UInt8(ascii: "a") && position + 2 < text.count && text[position + 2].isBlank
      position += 1
      while position < text.count, text[position] != UInt8(ascii: ">") {
        guard let attribute = attribute(text, &position) else { continue }
        if attribute.name == "id" || attribute.name == "name" { targets.insert(attribute.value) }
        if isAnchor, attribute.name == "href" { links.append(attribute.value) }
      }
    }
    return links
  }

  /// The next attribute in a tag; nil after a step that found none.
  private static func attribute(_ text: Span<UInt8>, _ position: inout Int) -> (name: String, value: String)? {
    let start = position
    while position < text.count, text[position] != UInt8(ascii: "="), text[position] != UInt8(ascii: ">"), !text[position].isBlank
    {
      position += 1
    }
    let name = string(text, start..<position)
    while position < text.count, text[position].isBlank { position += 1 }
    guard position < text.count, text[position] == UInt8(ascii: "=") else { return nil }
    position += 1
    while position < text.count, text[position].isBlank { position += 1 }
    guard position < text.count, text[position] == UInt8(ascii: "\"") || text[position] == UInt8(ascii: "'") else { return nil }
    let quote = text[position]
    let valueStart = position + 1
    position = valueStart
    while position < text.count, text[position] != quote { position += 1 }
    var value = ContiguousArray<UInt8>()
    XMLReferences.decode(text.extracting(valueStart..<position), isAttribute: true, into: &value)
    position = min(position + 1, text.count)
    return (name, String(decoding: value, as: UTF8.self))
  }

  private static func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    var result = ""
    for index in range { result.unicodeScalars.append(Unicode.Scalar(text[index])) }
    return result
  }
}
