import Diagnostics
import HL7v2Syntax
import SourceTree

/// A message and what must be known to read its values: its delimiters and its character set. A small value; the message itself
/// stays in the document.
public struct Message: Sendable {
  public let root: NodeID
  public let delimiters: Delimiters
  /// The encoding that MSH-18 names where the bytes bear it out, else the one they show.
  public let encoding: TextEncoding

  /// - Parameter root: a root of kind `message`, or an envelope segment.
  public init(_ document: borrowing SourceDocument, root: NodeID) {
    var findings = FindingList(bound: 0)
    self.init(document, root: root, findings: &findings)
  }

  /// As ``init(_:root:)``, and reports where the declared character set and the bytes differ.
  public init(_ document: borrowing SourceDocument, root: NodeID, findings: inout FindingList) {
    self.root = root
    delimiters = Delimiters(document, root: root)
    let header = NodeID(root.rawValue + 1)
    let isMessage = document[root].kind == .message && document[root].end > header.rawValue
    let field = isMessage ? document.field(18, of: header) : nil
    let source = document.bytes.span
    let evidence = TextEvidence(source, document[root].range)
    let name = field.flatMap { document.repetition(1, of: $0) }.map { document[$0].range }
    // A reader that made UTF-8 of UTF-16 text has left the byte order mark.
    let wasWide = source.count > 2 && source[0] == 0xEF && source[1] == 0xBB && source[2] == 0xBF
    let named = name.map { DeclaredCharacterSet(source.extracting($0)) } ?? .none
    let declared = wasWide && named == .wideUnicode ? .encoding(.utf8) : named
    let decision = CharacterSetDecision(declared: declared, evidence: evidence)
    encoding = decision.encoding
    if let (rule, atDeclaration) = decision.rule {
      let first = evidence.firstHigh.map { $0..<($0 + 1) } ?? document[root].range
      let place = atDeclaration ? name ?? first : first
      findings.append(Finding(rule, node: field ?? root, span: SourceSpan(place)))
    }
    if decision.hasMalformed, let first = evidence.firstMalformed {
      let span = SourceSpan(first..<(first + 1))
      findings.append(Finding(HL7v2ModelRules.malformedText, node: root, span: span, actual: .number(evidence.malformed)))
    }
  }

  /// The header segment.
  public var header: NodeID { NodeID(root.rawValue + 1) }

  /// The value of a node as text: escape sequences resolved, in UTF-8.
  public func text(of node: NodeID, in document: borrowing SourceDocument) -> String {
    var bytes = ContiguousArray<UInt8>()
    appendText(of: node, in: document, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The value at a place of the message as text, or nil where nothing stands there.
  public func text(at path: HL7Path, in document: borrowing SourceDocument) -> String? {
    path.node(in: document, message: root).map { text(of: $0, in: document) }
  }

  /// Adds the value of a node to `output` in UTF-8, escape sequences resolved. Of a container all its bytes are taken, separators
  /// too.
  public func appendText(
    of node: NodeID, in document: borrowing SourceDocument, to output: inout ContiguousArray<UInt8>
  ) {
    let decoder = ValueDecoder(delimiters: delimiters, encoding: encoding)
    decoder.append(document.bytes.span, document[node].range, to: &output)
  }
}

/// What MSH-9 and its neighbours say about a message.
extension Message {
  /// MSH-9.1, such as `ADT`.
  public func code(in document: borrowing SourceDocument) -> String? { typeComponent(1, in: document) }

  /// MSH-9.2, such as `A01`.
  public func triggerEvent(in document: borrowing SourceDocument) -> String? { typeComponent(2, in: document) }

  /// MSH-9.3, such as `ADT_A01`; nil in many messages, mainly before version 2.3.1.
  public func structure(in document: borrowing SourceDocument) -> String? { typeComponent(3, in: document) }

  /// MSH-10.
  public func controlID(in document: borrowing SourceDocument) -> String? {
    document.field(10, of: header).map { text(of: $0, in: document) }
  }

  /// MSH-12.1, such as `2.5.1`.
  public func version(in document: borrowing SourceDocument) -> String? {
    document.field(12, of: header).flatMap { document.component(1, of: $0) }.map { text(of: $0, in: document) }
  }

  private func typeComponent(_ number: Int, in document: borrowing SourceDocument) -> String? {
    guard document[root].kind == .message else { return nil }
    return document.field(9, of: header).flatMap { document.component(number, of: $0) }.map { text(of: $0, in: document) }
  }
}
