import FHIRModel
import Schema
import SourceTree

/// The kinds of Bundle (http://hl7.org/fhir/R4/valueset-bundle-type.html).
enum BundleType: Sendable {
  case document, message, transaction, transactionResponse, batch, batchResponse, history, searchset, collection, other

  init(_ text: String?) {
    switch text {
    case "document": self = .document
    case "message": self = .message
    case "transaction": self = .transaction
    case "transaction-response": self = .transactionResponse
    case "batch": self = .batch
    case "batch-response": self = .batchResponse
    case "history": self = .history
    case "searchset": self = .searchset
    case "collection": self = .collection
    default: self = .other
    }
  }

  /// Whether entries may do without a full URL, because the server gives or gave the identity.
  var allowsMissingFullURL: Bool {
    switch self {
    case .transaction, .transactionResponse, .batch, .batchResponse: true
    default: false
    }
  }
}

/// An entry of a Bundle.
struct BundleEntry: BitwiseCopyable, Sendable {
  var node: NodeID
  /// ``NodeID/none`` where there is none; the same for the members below.
  var resource = NodeID.none
  var fullURL = NodeID.none
  var id = NodeID.none
  var version = NodeID.none
  var type = TypeID.none
  /// How long the part of the full URL before `Type/id` is, or -1 where the full URL is not that of a RESTful server.
  var baseLength: Int32 = -1
}

/// The entries of one Bundle, found by full URL and by type and id in time that does not grow with the Bundle.
struct BundleEntries: Sendable {
  private(set) var type = BundleType.other
  private(set) var list: ContiguousArray<BundleEntry> = []
  /// By full URL as it stands.
  private var byURL = LinkTable()
  /// By `Type/id` of the resource.
  private var byID = LinkTable()

  /// Where a reference leads.
  struct Resolution {
    /// The entry, or nil.
    var entry: Int?
    /// Whether other entries have the same full URL.
    var isAmbiguous = false
  }

  mutating func read(
    _ document: borrowing SourceDocument, _ bundle: NodeID, _ record: TypedNodes, _ names: BundleNames,
    _ resources: ResourceTypeTable
  ) {
    list.removeAll(keepingCapacity: true)
    byURL.removeAll()
    byID.removeAll()
    type = BundleType(record.member(names.type, of: bundle, document).map { document.text(of: $0) })
    guard let array = record.member(names.entry, of: bundle, document), document[array].kind == .array else { return }
    let end = document[array].end
    var node = NodeID(array.rawValue + 1)
    while node.rawValue < end {
      if document[node].kind == .object { add(document, node, record, names, resources) }
      node = NodeID(document[node].end)
    }
  }

  private mutating func add(
    _ document: borrowing SourceDocument, _ node: NodeID, _ record: TypedNodes, _ names: BundleNames,
    _ resources: ResourceTypeTable
  ) {
    var entry = BundleEntry(node: node)
    if let resource = record.member(names.resource, of: node, document), document[resource].kind == .object {
      entry.resource = resource
      entry.type = record.type(of: resource)
      if let id = record.member(names.id, of: resource, document), document[id].isText {
        entry.id = id
        byID.add(BundleEntries.typeAndID(document, resource, id, record).span, list.count)
      }
      if let meta = record.member(names.meta, of: resource, document),
        let version = record.member(names.versionId, of: meta, document), document[version].isText
      {
        entry.version = version
      }
    }
    if let url = record.member(names.fullUrl, of: node, document), document[url].isText {
      entry.fullURL = url
      let text = document.decodedBytes(of: url)
      byURL.add(text.span, list.count)
      let literal = ReferenceLiteral(text.span)
      if literal.form == .absolute || literal.form == .relative, !literal.id.isEmpty, literal.versionStart == text.count,
        resources.type(named: text.span.extracting(literal.type)) != nil
      {
        entry.baseLength = Int32(truncatingIfNeeded: literal.type.lowerBound)
      }
    }
    list.append(entry)
  }

  private static func typeAndID(
    _ document: borrowing SourceDocument, _ resource: NodeID, _ id: NodeID, _ record: TypedNodes
  ) -> ContiguousArray<UInt8> {
    var key = ContiguousArray<UInt8>()
    if let type = record.member(Schema.resourceTypeSymbol, of: resource, document) {
      key.append(contentsOf: document.decodedBytes(of: type))
    }
    key.append(UInt8(ascii: "/"))
    key.append(contentsOf: document.decodedBytes(of: id))
    return key
  }

  /// The entry that a reference in entry `source` leads to, as the standard has it
  /// (http://hl7.org/fhir/R4/bundle.html#references): an absolute one by full URL, a relative one with the base of the full URL
  /// of the entry that it stands in; a version must be that of the resource.
  func resolve(_ document: borrowing SourceDocument, _ text: Span<UInt8>, from source: Int) -> Resolution {
    let literal = ReferenceLiteral(text)
    let version = literal.versionStart < text.count ? text.extracting((literal.versionStart + 10)..<text.count) : nil
    let end = literal.versionStart
    switch literal.form {
    case .relative:
      let entry = list[source]
      guard entry.fullURL != .none else { return Resolution() }
      var target = document.decodedBytes(of: entry.fullURL)
      if entry.baseLength >= 0 {
        target.removeSubrange(Int(entry.baseLength)...)
        for index in 0..<end { target.append(text[index]) }
      } else if target.span.hasPrefix("urn:"), let colon = target.lastIndex(of: UInt8(ascii: ":")) {
        // A name space of its own: the id takes the place of the last part.
        target.removeSubrange((colon + 1)...)
        for index in literal.id { target.append(text[index]) }
      } else {
        return Resolution()
      }
      return find(document, target.span, version)
    case .absolute, .urn, .other: return find(document, text.extracting(0..<end), version)
    case .empty, .local, .conditional: return Resolution()
    }
  }

  private func find(_ document: borrowing SourceDocument, _ url: Span<UInt8>, _ version: Span<UInt8>?) -> Resolution {
    var result = Resolution()
    var link = byURL.first(url)
    while let current = link {
      link = byURL.next(current)
      let number = byURL.value(current)
      let entry = list[number]
      if let version {
        guard entry.version != .none, document.decodedBytes(of: entry.version).span.isEqual(version) else { continue }
      }
      if result.entry == nil { result.entry = number } else { result.isAmbiguous = true }
    }
    return result
  }

  /// The first entry whose resource has this type and id, wherever it says to live.
  func entry(withTypeAndID text: Span<UInt8>) -> Int? { byID.first(text).map { byID.value($0) } }
}

extension Node {
  /// Whether the node is a string.
  var isText: Bool { kind == .string || kind == .encodedString }
}

extension TypedNodes {
  /// The member of an object with this symbol of the schema, or nil.
  func member(_ symbol: UInt32, of object: NodeID, _ document: borrowing SourceDocument) -> NodeID? {
    let node = document[object]
    guard node.kind == .object else { return nil }
    var child = object.rawValue + 1
    while child < node.end {
      let entry = document.nodes[Int(child)]
      if self.symbol(entry.name) == symbol { return NodeID(child) }
      child = entry.end
    }
    return nil
  }
}
