import Diagnostics
import SourceTree

/// Cuts UTF-8 text into the nodes of an XML document, every node at its exact bytes.
///
/// It finds tags, attributes, text and sections, and everything whose place only it knows: tags that do not match, text that
/// ends too early, a document type. Which characters names and values may have is not its business: ``WellFormedness`` asks
/// libxml2. So it need not be trusted on bad documents, only be total.
struct XMLTokenizer {
  /// An element whose end tag is yet to come.
  struct OpenElement {
    var node: NodeID
    var nameStart: Int
    var nameLength: Int
    /// How many namespaces are declared here and around.
    var namespaceCount: Int
  }

  /// Looking for repeated attributes takes time that grows with their number squared.
  static let attributeLimit = 1000
  /// Every name is looked up among the namespaces in scope.
  static let namespaceLimit = 256

  let limits: Limits
  var position = 0
  var open = ContiguousArray<OpenElement>()
  var hasRoot = false

  init(limits: Limits, start: Int) {
    self.limits = limits
    position = start
  }

  /// Fills the document. On a fault the nodes made so far are there, the root is not.
  mutating func run(_ bytes: Span<UInt8>, _ document: inout SourceDocument) throws(XMLFault) {
    let count = bytes.count
    while position < count {
      if bytes[position] == .lessThan {
        try readMarkup(bytes, &document)
      } else {
        try readText(bytes, &document)
      }
      guard document.nodes.count <= limits.nodeCount else { throw XMLFault(.nodeCount, position..<position) }
    }
    if let last = open.last { throw unexpectedEnd(of: last, at: count) }
    guard hasRoot else { throw XMLFault(XMLRules.noRootElement, count..<count) }
  }

  private mutating func readMarkup(_ bytes: Span<UInt8>, _ document: inout SourceDocument) throws(XMLFault) {
    guard position + 1 < bytes.count else { throw unexpectedEnd(bytes) }
    switch bytes[position + 1] {
    case UInt8(ascii: "/"): try readEndTag(bytes, &document)
    case UInt8(ascii: "?"):
      let name = XMLTokenizer.nameEnd(bytes, position + 2)
      try readSection(.processingInstruction, opening: 2, name: (position + 2)..<name, closing: "?>", bytes, &document)
    case UInt8(ascii: "!"): try readDeclaration(bytes, &document)
    default: try readStartTag(bytes, &document)
    }
  }

  private mutating func readDeclaration(
    _ bytes: Span<UInt8>, _ document: inout SourceDocument
  ) throws(XMLFault) {
    if XMLTokenizer.has("<!--", bytes, position) {
      try readSection(.comment, opening: 4, name: 0..<0, closing: "-->", bytes, &document)
    } else if XMLTokenizer.has("<![CDATA[", bytes, position), !open.isEmpty {
      try readSection(.cdata, opening: 9, name: 0..<0, closing: "]]>", bytes, &document)
    } else if XMLTokenizer.has("<!DOCTYPE", bytes, position) {
      throw XMLFault(XMLRules.documentTypeRefused, position..<(position + 9))
    } else if position + 9 > bytes.count {
      throw unexpectedEnd(bytes)
    } else {
      throw XMLFault(open.isEmpty ? XMLRules.contentOutsideRoot : XMLRules.malformedTag, position..<(position + 2))
    }
  }

  /// A comment, CDATA section or processing instruction. The node spans all of it, markup included.
  private mutating func readSection(
    _ kind: NodeKind, opening: Int, name: Range<Int>, closing: StaticString, _ bytes: Span<UInt8>,
    _ document: inout SourceDocument
  ) throws(XMLFault) {
    let start = position
    var end = start + opening
    while !XMLTokenizer.has(closing, bytes, end) {
      guard end < bytes.count else { throw unexpectedEnd(bytes) }
      end += 1
    }
    end += closing.utf8CodeUnitCount
    guard end - start <= limits.valueSize else { throw XMLFault(.valueSize, start..<(start + opening)) }
    var symbol = Symbol.none
    if !name.isEmpty {
      // Read by the name table only, which loads integers.
      symbol = unsafe document.names.intern(bytes.bytes, name.lowerBound, name.count)
    }
    document.append(kind, offset: start, length: end - start, name: symbol.rawValue)
    position = end
  }

  private mutating func readText(_ bytes: Span<UInt8>, _ document: inout SourceDocument) throws(XMLFault) {
    let start = position
    let count = bytes.count
    var end = start
    var isBlank = true
    while end < count {
      let byte = bytes[end]
      if byte == .lessThan { break }
      if !XMLTokenizer.isBlank(byte) { isBlank = false }
      end += 1
    }
    if open.isEmpty, !isBlank {
      while XMLTokenizer.isBlank(bytes[position]) { position += 1 }
      throw XMLFault(XMLRules.contentOutsideRoot, position..<(position + 1))
    }
    guard end - start <= limits.valueSize else { throw XMLFault(.valueSize, start..<(start + 1)) }
    document.append(.text, offset: start, length: end - start, name: Symbol.none.rawValue)
    position = end
  }

  // MARK: Faults

  /// The document ends inside a tag, comment or section: the innermost open element is named, or the markup that starts before the root.
  func unexpectedEnd(_ bytes: Span<UInt8>) -> XMLFault {
    if let last = open.last { return unexpectedEnd(of: last, at: bytes.count) }
    let markup = position..<min(position + 1, bytes.count)
    return XMLFault(XMLRules.unexpectedEnd, bytes.count..<bytes.count, .names(expected: markup, actual: nil))
  }

  func unexpectedEnd(of element: OpenElement, at end: Int) -> XMLFault {
    let name = element.nameStart..<(element.nameStart + element.nameLength)
    return XMLFault(XMLRules.unexpectedEnd, end..<end, .names(expected: name, actual: nil))
  }
}

extension UInt8 {
  static let lessThan = UInt8(ascii: "<")
  static let greaterThan = UInt8(ascii: ">")
}

// MARK: Bytes

extension XMLTokenizer {
  /// XML 1.0 production 3, S.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  /// Whether `text` stands at `offset`.
  @inline(__always)
  static func has(_ text: StaticString, _ bytes: Span<UInt8>, _ offset: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard offset + length <= bytes.count else { return false }
    for index in 0..<length where unsafe bytes[offset + index] != text.utf8Start[index] { return false }  // in range of `text`
    return true
  }

  /// One past the name at `start`: up to a blank or a character of markup.
  @inline(__always)
  static func nameEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < bytes.count {
      switch bytes[end] {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: "?"),
        UInt8(ascii: "\""), UInt8(ascii: "'"):
        return end
      default: end += 1
      }
    }
    return end
  }

  @inline(__always)
  static func skipBlanks(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    return end
  }
}
