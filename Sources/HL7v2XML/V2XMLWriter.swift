import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// Writes messages in HL7's XML encoding (v2.xml). Elements have the names of the message's version: groups of its structure, fields of
/// segments, components of data types; where the version has none the parts of a value are called `varies.1`, `varies.2`. Segments stay
/// in their order; one that has no place in the structure stands in the group that is open. Values become UTF-8; escape sequences other
/// than those of delimiters become `<escape V="…"/>`.
public struct V2XMLWriter {
  private let definitions: MessageDefinitions
  private var versions: [HL7Version: VersionDefinitions] = [:]

  public init(_ definitions: MessageDefinitions) { self.definitions = definitions }

  /// - Parameter root: a message.
  public mutating func write(
    _ document: borrowing SourceDocument, _ root: NodeID, into output: inout ContiguousArray<UInt8>
  ) {
    guard document[root].kind == .message else { return }
    let message = Message(document, root: root)
    let version = HL7Version(nearest: message.version(in: document) ?? "") ?? .v2_5_1
    let known = versions[version] ?? definitions.version(version)
    versions[version] = known
    var elements = V2XMLElements(definitions: definitions, version: known, message: message)
    let name = structureName(message, version, document)
    elements.open("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(name) xmlns=\"\(V2XMLReader.namespace)\">")
    var cursor = definitions.structure(name, version).flatMap { StructureTree(name: name, $0.text) }.map(StructureCursor.init)
    var groups: [(node: Int, number: Int)] = []
    document.forEachChild(of: root) { segment in
      let id = document.segmentID(of: segment)
      if cursor != nil {
        _ = cursor?.take(id)
        let now = cursor?.groupInstances ?? []
        V2XMLWriter.change(from: &groups, to: now, name, cursor?.tree, &elements)
      }
      elements.append(segment, id, document)
    }
    V2XMLWriter.change(from: &groups, to: [], name, cursor?.tree, &elements)
    elements.open("\n</\(name)>\n")
    output.append(contentsOf: elements.bytes)
  }

  /// Closes and opens groups.
  private static func change(
    from open: inout [(node: Int, number: Int)], to now: [(node: Int, number: Int)], _ name: String, _ tree: StructureTree?,
    _ elements: inout V2XMLElements
  ) {
    guard let tree else { return }
    let named = now.filter { !tree.nodes[$0.node].isChoice }
    var common = 0
    while common < min(open.count, named.count), open[common] == named[common] { common += 1 }
    for group in open[common...].reversed() { elements.close(name + "." + tree.nodes[group.node].name) }
    for group in named[common...] { elements.start(name + "." + tree.nodes[group.node].name) }
    open = named
  }

  /// The structure that the version gives the event, else what MSH-9 says.
  private func structureName(_ message: Message, _ version: HL7Version, _ document: borrowing SourceDocument) -> String {
    let written = message.structure(in: document) ?? ""
    if definitions.structure(written, version) != nil { return written }
    let code = message.code(in: document) ?? ""
    let event = message.triggerEvent(in: document) ?? ""
    if let known = definitions.structureName(code: code, event: event, version) { return known }
    for name in [written, event.isEmpty ? code : code + "_" + event] where V2XMLWriter.isName(name) { return name }
    return "MESSAGE"
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (first | 0x20) &- 0x61 < 26 else { return false }
    return text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") }
  }
}

/// The elements of a message as text.
struct V2XMLElements {
  let definitions: MessageDefinitions
  let version: VersionDefinitions
  let message: Message
  private(set) var bytes = ContiguousArray<UInt8>()
  private var depth = 1

  init(definitions: MessageDefinitions, version: VersionDefinitions, message: Message) {
    self.definitions = definitions
    self.version = version
    self.message = message
  }

  mutating func open(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func line() {
    bytes.append(0x0A)
    for _ in 0..<depth { bytes.append(contentsOf: "  ".utf8) }
  }

  mutating func start(_ name: String) {
    line()
    open("<\(name)>")
    depth += 1
  }

  mutating func close(_ name: String) {
    depth -= 1
    line()
    open("</\(name)>")
  }

  // MARK: Segments

  mutating func append(_ segment: NodeID, _ id: SegmentID, _ document: borrowing SourceDocument) {
    // A line that is no segment has no name and no place in XML: it becomes a comment.
    guard id != SegmentID.none else {
      line()
      open("<!-- ")
      for byte in document.bytes[document[segment].range] where byte != UInt8(ascii: "-") && byte >= 0x20 && byte < 0x7F {
        bytes.append(byte)
      }
      return open(" -->")
    }
    let owner = version.segment(id)
    start("\(id)")
    document.forEachChild(of: segment) { field in
      let number = Int(document[field].name)
      let name = "\(id).\(number)"
      var type = owner.flatMap { version.part(number, of: $0) }?.type
      if id.isHeader, number < 3 {
        appendHeaderField(field, name, document)
        return
      }
      if "\(id)" == "OBX", number == 5 { type = valueType(segment, document) ?? type }
      appendField(field, name, type, document)
    }
    close("\(id)")
  }

  /// Delimiters stand as they are.
  private mutating func appendHeaderField(_ field: NodeID, _ name: String, _ document: borrowing SourceDocument) {
    line()
    open("<\(name)>")
    append(text: document.rawText(of: field))
    open("</\(name)>")
  }

  /// OBX-5 has the type that OBX-2 names.
  private func valueType(_ segment: NodeID, _ document: borrowing SourceDocument) -> UInt16? {
    document.field(2, of: segment).map { message.text(of: $0, in: document) }.flatMap(definitions.typeIndex)
  }

  private mutating func appendField(_ field: NodeID, _ name: String, _ type: UInt16?, _ document: borrowing SourceDocument) {
    guard hasChild(.repetition, of: field, document) else { return appendValue(field, name, type, .component, document) }
    var next = 1
    document.forEachChild(of: field) { repetition in
      // An empty repetition has no node, but its place counts.
      while next < Int(document[repetition].name) {
        line()
        open("<\(name)/>")
        next += 1
      }
      appendValue(repetition, name, type, .component, document)
      next += 1
    }
  }

  private func hasChild(_ kind: NodeKind, of node: NodeID, _ document: borrowing SourceDocument) -> Bool {
    document.firstChild(of: node).map { document[$0].kind == kind } ?? false
  }

  // MARK: Values

  /// A value, with an element for each of its parts where it or its type has any.
  private mutating func appendValue(
    _ node: NodeID, _ name: String, _ type: UInt16?, _ kind: NodeKind, _ document: borrowing SourceDocument
  ) {
    let inner: NodeKind = kind == .component ? .subcomponent : .null
    let owner = type.flatMap { Int($0) < version.types.count ? version.types[Int($0)] : nil }
    let prefix = type.map { definitions.typeCode($0) } ?? ""
    let parts = prefix.isEmpty ? "varies" : prefix
    if kind != .null, hasChild(kind, of: node, document) {
      start(name)
      document.forEachChild(of: node) { part in
        let number = Int(document[part].name)
        let own = owner.flatMap { version.part(number, of: $0) }?.type
        appendValue(part, "\(parts).\(number)", own, inner, document)
      }
      close(name)
    } else if kind != .null, let owner, owner.count > 0 {
      start(name)
      appendValue(node, "\(parts).1", version.part(1, of: owner)?.type, inner, document)
      close(name)
    } else {
      line()
      open("<\(name)>")
      appendText(node, document)
      open("</\(name)>")
    }
  }

  /// Text between escape sequences in UTF-8, sequences as elements.
  private mutating func appendText(_ node: NodeID, _ document: borrowing SourceDocument) {
    let range = document[node].range
    var plain = message.delimiters
    plain.escape = nil
    let decoder = ValueDecoder(delimiters: plain, encoding: message.encoding)
    var position = range.lowerBound
    var start = position
    while position < range.upperBound {
      guard document.bytes[position] == message.delimiters.escape,
        let end = document.bytes[(position + 1)..<range.upperBound].firstIndex(of: document.bytes[position])
      else {
        position += 1
        continue
      }
      append(decoded: decoder, document, start..<position)
      append(decoded: decoder, document, (position + 1)..<end, isEscape: true)
      position = end + 1
      start = position
    }
    append(decoded: decoder, document, start..<range.upperBound)
  }

  private mutating func append(
    decoded decoder: ValueDecoder, _ document: borrowing SourceDocument, _ range: Range<Int>, isEscape: Bool = false
  ) {
    var text = ContiguousArray<UInt8>()
    decoder.append(document.bytes.span, range, to: &text)
    let string = String(decoding: text, as: UTF8.self)
    guard isEscape else { return append(text: string) }
    let delimiters = message.delimiters
    let meanings: [(String, UInt8?)] = [
      ("F", delimiters.field), ("S", delimiters.component), ("R", delimiters.repetition), ("E", delimiters.escape),
      ("T", delimiters.subcomponent),
    ]
    if let meaning = meanings.first(where: { $0.0 == string })?.1 { return append(text: String(UnicodeScalar(meaning))) }
    open("<escape V=\"")
    append(text: string)
    open("\"/>")
  }

  private mutating func append(text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": open("&lt;")
      case ">": open("&gt;")
      case "&": open("&amp;")
      case "\"": open("&quot;")
      case "\t", "\n", "\r": open("&#\(scalar.value);")
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        // No character of XML.
        let digits = String(scalar.value, radix: 16, uppercase: true)
        open("<escape V=\"X\(digits.count % 2 == 0 ? digits : "0" + digits)\"/>")
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}
