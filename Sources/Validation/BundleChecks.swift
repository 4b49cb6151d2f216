import Diagnostics
import Schema
import SourceTree

/// The ground rules of Bundles (http://hl7.org/fhir/R4/bundle.html).
extension StructuralValidator {
  /// Kinds of Bundle that have rules on their entries (http://hl7.org/fhir/R4/valueset-bundle-type.html).
  private enum BundleKind { case document, message, request, response, history, other }

  mutating func checkBundle(_ document: borrowing SourceDocument) {
    let kind = bundleKind(document)
    guard let array = member(document, top.node, names.entry), document.nodes[Int(array)].kind == .array else { return }
    var entry = array + 1
    var isFirst = true
    while entry < document.nodes[Int(array)].end {
      if document.nodes[Int(entry)].kind == .object {
        if isFirst { checkFirstEntry(document, entry, kind) }
        checkEntry(document, entry, kind)
      }
      isFirst = false
      entry = document.nodes[Int(entry)].end
    }
  }

  private func bundleKind(_ document: borrowing SourceDocument) -> BundleKind {
    guard let node = member(document, top.node, names.type), document.nodes[Int(node)].kind == .string else { return .other }
    let text = document.bytes.span.extracting(document.nodes[Int(node)].range)
    if text.isEqual("document") { return .document }
    if text.isEqual("message") { return .message }
    if text.isEqual("transaction") || text.isEqual("batch") { return .request }
    if text.isEqual("transaction-response") || text.isEqual("batch-response") { return .response }
    return text.isEqual("history") ? .history : .other
  }

  private mutating func checkFirstEntry(_ document: borrowing SourceDocument, _ entry: UInt32, _ kind: BundleKind) {
    let (rule, wanted) =
      switch kind {
      case .document: (ValidationRules.documentFirstEntry, "Composition")
      case .message: (ValidationRules.messageFirstEntry, "MessageHeader")
      default: (ValidationRules.documentFirstEntry, "")
      }
    guard !wanted.isEmpty, let expected = schema.type(named: wanted) else { return }
    let resource = member(document, entry, names.resource)
    // A resource of no known type has its finding already.
    if let resource, statedType(document, resource) == expected || statedType(document, resource) == nil { return }
    report(rule, entry, openingSpan(document, resource ?? entry), expected: Evidence(.schemaType, expected.rawValue))
  }

  private mutating func checkEntry(_ document: borrowing SourceDocument, _ entry: UInt32, _ kind: BundleKind) {
    checkExchange(document, entry, kind)
    guard let url = member(document, entry, names.fullUrl) else { return }
    let text = document.decodedBytes(of: NodeID(url))
    let resource = member(document, entry, names.resource)
    if kind != .history { checkUnique(document, url, text, resource) }
  }

  /// Entries say what is to be done and what was done in the Bundles that are for that, and nowhere else (`bdl-3`, `bdl-4`).
  private mutating func checkExchange(_ document: borrowing SourceDocument, _ entry: UInt32, _ kind: BundleKind) {
    if let request = member(document, entry, names.request) {
      if kind != .request, kind != .history {
        report(ValidationRules.entryRequestUnexpected, request, openingSpan(document, request))
      }
    } else if kind == .request || kind == .history {
      report(ValidationRules.entryRequestMissing, entry, openingSpan(document, entry))
    }
    if let response = member(document, entry, names.response) {
      if kind != .response, kind != .history {
        report(ValidationRules.entryResponseUnexpected, response, openingSpan(document, response))
      }
    } else if kind == .response || kind == .history {
      report(ValidationRules.entryResponseMissing, entry, openingSpan(document, entry))
    }
  }

  /// No two entries are the same version of the same resource (`bdl-7`).
  private mutating func checkUnique(
    _ document: borrowing SourceDocument, _ node: UInt32, _ url: ContiguousArray<UInt8>, _ resource: UInt32?
  ) {
    var key = url
    if let resource, let meta = member(document, resource, names.meta), let version = member(document, meta, names.versionId) {
      key.append(0)
      key.append(contentsOf: document.decodedBytes(of: NodeID(version)))
    }
    // The scope is that of the Bundle's first member, which is no container, so that these names stand apart from others.
    guard index.add(top.node + 1, key.span, node: node, type: .none) != nil else { return }
    report(ValidationRules.fullURLRepeated, node, SourceSpan(document.nodes[Int(node)].range), actual: .node(NodeID(node)))
  }
}

/// URLs in Bundles.
enum BundleURL {
  /// Whether a URL starts with a scheme (RFC 3986 section 3.1).
  static func isAbsolute(_ text: Span<UInt8>) -> Bool {
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: ":") { return position > 0 }
      let isSchemeByte =
        byte.isLetter
        || (position > 0 && (byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")))
      guard isSchemeByte else { return false }
      position += 1
    }
    return false
  }
}
