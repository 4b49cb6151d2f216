import Diagnostics
import HL7v2Syntax
import SourceTree

/// Writes the elements of one message as ER7, and remembers which element each part came from.
struct V2XMLWalk {
  private(set) var bytes = ContiguousArray<UInt8>()
  private(set) var findings = FindingList()
  private(set) var hasSegments = false
  private var delimiters = Delimiters.standard
  /// Element and content of each part, by kind and offset.
  private var marks: [Mark: Origin] = [:]

  private struct Mark: Hashable {
    var kind: NodeKind
    var offset: Int
  }

  /// What separates the parts of something, and what its parts are.
  private struct Level {
    var kind: NodeKind
    var separator: UInt8?
  }

  /// How deep groups may nest.
  private static let maximumDepth = 40

  // MARK: Delimiters

  /// MSH-1 and MSH-2 say by which characters values are escaped.
  mutating func takeDelimiters(_ source: borrowing SourceDocument, _ root: NodeID) {
    guard let header = child("MSH", of: root, source) else { return }
    if let field = child("MSH.1", of: header, source) {
      let text = Array(content(field, source).utf8)
      if text.count == 1, V2XMLWalk.canSeparate(text[0]) { delimiters.field = text[0] }
    }
    guard let encoding = child("MSH.2", of: header, source) else { return }
    let text = Array(content(encoding, source).utf8)
    guard (4...5).contains(text.count), text.allSatisfy(V2XMLWalk.canSeparate),
      Set(text + [delimiters.field]).count == text.count + 1
    else { return }
    (delimiters.component, delimiters.repetition) = (text[0], text[1])
    (delimiters.escape, delimiters.subcomponent) = (text[2], text[3])
    delimiters.truncation = text.count > 4 ? text[4] : nil
  }

  /// Printable ASCII, not a letter or digit.
  private static func canSeparate(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && (byte | 0x20) &- 0x61 >= 26 && byte &- 0x30 >= 10
  }

  private func child(_ name: String, of node: NodeID, _ source: borrowing SourceDocument) -> NodeID? {
    var found: NodeID?
    source.forEachChild(of: node) { child in
      if found == nil, source[child].kind == .element, V2XMLReader.localName(child, source) == name { found = child }
    }
    return found
  }

  private func content(_ node: NodeID, _ source: borrowing SourceDocument) -> String {
    var text = ""
    source.forEachChild(of: node) { child in
      if source[child].kind == .text || source[child].kind == .cdata { text += V2XMLWalk.text(child, source) }
    }
    return text
  }

  // MARK: Segments

  mutating func takeMessage(_ source: borrowing SourceDocument, _ root: NodeID, depth: Int = 0) {
    var children: [NodeID] = []
    source.forEachChild(of: root) { children.append($0) }
    for child in children where source[child].kind == .element {
      let name = V2XMLReader.localName(child, source)
      if name.utf8.count == 3, let id = SegmentID(name) {
        takeSegment(id, child, source)
      } else if depth < V2XMLWalk.maximumDepth, name.contains(".") {
        takeMessage(source, child, depth: depth + 1)
      } else {
        note(V2XMLRules.unknownElement, child, source)
      }
    }
  }

  private mutating func note(_ rule: Rule, _ node: NodeID, _ source: borrowing SourceDocument) {
    findings.append(Finding(rule, node: node, span: source.span(of: node)))
  }

  private mutating func takeSegment(_ id: SegmentID, _ node: NodeID, _ source: borrowing SourceDocument) {
    hasSegments = true
    mark(.record, node, source)
    bytes.append(contentsOf: "\(id)".utf8)
    let fields = parts(of: node, source)
    var number = 0
    if id.isHeader {
      bytes.append(delimiters.field)
      for character in [delimiters.component, delimiters.repetition, delimiters.escape, delimiters.subcomponent] {
        if let character { bytes.append(character) }
      }
      if let truncation = delimiters.truncation { bytes.append(truncation) }
      number = 2
    }
    for field in fields where field.number > 2 || !id.isHeader {
      let isRepeated = field.number == number
      if isRepeated, let repetition = delimiters.repetition { bytes.append(repetition) }
      while number < field.number {
        bytes.append(delimiters.field)
        number += 1
      }
      if !isRepeated { mark(.field, field.node, source) }
      mark(.repetition, field.node, source)
      takeValue(field.node, source, level: 0)
    }
    bytes.append(0x0D)
  }

  /// The children of a segment, field or component with the numbers in their names, in the order of these.
  private mutating func parts(of node: NodeID, _ source: borrowing SourceDocument) -> [(number: Int, node: NodeID)] {
    var parts: [(number: Int, node: NodeID)] = []
    var children: [NodeID] = []
    source.forEachChild(of: node) { children.append($0) }
    for child in children where source[child].kind == .element {
      let name = V2XMLReader.localName(child, source)
      let digits = name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? ""
      if let number = Int(digits), (1...V2XMLWalk.maximumNumber).contains(number) {
        parts.append((number, child))
      } else if name != "escape" {
        note(V2XMLRules.unknownElement, child, source)
      }
    }
    return parts.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }.map(\.element)
  }

  /// More parts than anything has; a larger number would only fill memory with separators.
  private static let maximumNumber = 1000

  // MARK: Values

  /// - Parameter level: 0 for a repetition of a field, 1 for a component, 2 for a subcomponent.
  private mutating func takeValue(_ node: NodeID, _ source: borrowing SourceDocument, level: Int) {
    let inner = level < 2 ? parts(of: node, source) : []
    guard !inner.isEmpty else { return takeText(node, source) }
    let separator = level == 0 ? delimiters.component : delimiters.subcomponent
    let kind: NodeKind = level == 0 ? .component : .subcomponent
    var number = 1
    var last = 0
    for part in inner {
      if part.number == last {
        note(V2XMLRules.repeatedPart, part.node, source)
        continue
      }
      last = part.number
      while number < part.number, let separator {
        bytes.append(separator)
        number += 1
      }
      mark(kind, part.node, source)
      takeValue(part.node, source, level: level + 1)
    }
  }

  private mutating func takeText(_ node: NodeID, _ source: borrowing SourceDocument) {
    var pieces: [(text: String, escape: String?)] = []
    source.forEachChild(of: node) { child in
      switch source[child].kind {
      case .text, .cdata: pieces.append((V2XMLWalk.text(child, source), nil))
      case .element where V2XMLReader.localName(child, source) == "escape":
        pieces.append(("", V2XMLWalk.attribute("V", of: child, source)))
      default: break
      }
    }
    for (index, piece) in pieces.enumerated() {
      guard let escape = piece.escape else {
        append(V2XMLWalk.trimmed(piece.text, isFirst: index == 0, isLast: index == pieces.count - 1))
        continue
      }
      guard let sign = delimiters.escape else { continue }
      bytes.append(sign)
      bytes.append(contentsOf: escape.utf8.filter { $0 != sign && $0 != 0x0D && $0 != 0x0A && $0 != delimiters.field })
      bytes.append(sign)
    }
  }

  /// Line ends around a value are those of the layout.
  private static func trimmed(_ text: String, isFirst: Bool, isLast: Bool) -> Substring {
    var text = text[...]
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" }
    func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }
    if isFirst {
      let blanks = text.unicodeScalars.prefix(while: isBlank)
      if blanks.contains(where: isLineEnd) { text = text[blanks.endIndex...] }
    }
    if isLast, let end = text.unicodeScalars.lastIndex(where: { !isBlank($0) }) {
      let after = text.unicodeScalars.index(after: end)
      if text.unicodeScalars[after...].contains(where: isLineEnd) { text = text[..<after] }
    }
    return text
  }

  /// Delimiters in values are escaped.
  private mutating func append(_ text: Substring) {
    var isAfterReturn = false
    for byte in text.utf8 {
      defer { isAfterReturn = byte == 0x0D }
      switch byte {
      case delimiters.field: appendEscape("F")
      case delimiters.component: appendEscape("S")
      case delimiters.repetition: appendEscape("R")
      case delimiters.escape: appendEscape("E")
      case delimiters.subcomponent: appendEscape("T")
      case 0x0D: appendEscape(".br")
      case 0x0A: if !isAfterReturn { appendEscape(".br") }
      default: bytes.append(byte)
      }
    }
  }

  private mutating func appendEscape(_ sequence: StaticString) {
    guard let sign = delimiters.escape else {
      bytes.append(0x20)
      return
    }
    bytes.append(sign)
    bytes.append(contentsOf: "\(sequence)".utf8)
    bytes.append(sign)
  }

  // MARK: Text

  static func text(_ node: NodeID, _ source: borrowing SourceDocument) -> String {
    guard source[node].kind == .cdata else { return source.text(of: node) }
    let raw = source.rawText(of: node)
    guard raw.hasPrefix("<![CDATA["), raw.hasSuffix("]]>") else { return raw }
    return String(raw.dropFirst(9).dropLast(3))
  }

  static func attribute(_ name: String, of node: NodeID, _ source: borrowing SourceDocument) -> String {
    var value = ""
    source.forEachChild(of: node) { child in
      if source[child].kind == .attribute, source.name(of: child) == name { value = source.text(of: child) }
    }
    return value
  }

  // MARK: Origins

  /// Remembers where the part that begins here came from: its text where it has one, else its element.
  private mutating func mark(_ kind: NodeKind, _ node: NodeID, _ source: borrowing SourceDocument) {
    // An element around one element is where the text of that stands.
    var inner = node
    while let child = V2XMLWalk.only(.element, of: inner, source) { inner = child }
    let span = source.span(of: V2XMLWalk.only(.text, of: inner, source) ?? node)
    marks[Mark(kind: kind, offset: bytes.count)] = Origin(span: span, node: node)
  }

  /// The child of a kind, where it is the only one that holds anything.
  private static func only(_ kind: NodeKind, of node: NodeID, _ source: borrowing SourceDocument) -> NodeID? {
    var found: [NodeID] = []
    source.forEachChild(of: node) { child in
      let isBlank = source[child].kind == .text && source.bytes[source[child].range].allSatisfy { $0 <= 0x20 }
      if !isBlank, source[child].kind != .attribute { found.append(child) }
    }
    return found.count == 1 && source[found[0]].kind == kind ? found[0] : nil
  }

  /// Gives each node the place it came from.
  func addOrigins(to target: inout SourceDocument, from span: SourceSpan, node root: NodeID) {
    var segment = Origin(span: span, node: root)
    target.origins.removeAll(keepingCapacity: true)
    for index in target.nodes.indices {
      let node = target.nodes[index]
      let known = marks[Mark(kind: node.kind, offset: Int(node.offset))]
      if node.kind == .record { segment = known ?? segment }
      target.origins.append(node.kind == .message ? Origin(span: span, node: root) : known ?? segment)
    }
  }
}
