import Diagnostics
import JSONSyntax
import Schema
import SourceTree
import Synchronization
import XMLSyntax

/// Resources that stand beside the records: definitions, code lists, questionnaires, examples of the packages and files that a run was
/// given. References and canonicals of records may resolve to them. They are known by what they call themselves and read only when
/// somebody asks for one; a resource is read once, and may be asked for from all threads.
public final class ResourceLibrary: Sendable {
  /// A resource that can be had.
  public struct Entry: Sendable, Hashable {
    public var resourceType: String
    public var id: String?
    public var url: String?
    public var version: String?
    /// The package or file it comes from, for reports.
    public var source: String
    /// Which of the loader's files it is; passed back to the loader.
    public var file: String

    public init(resourceType: String, id: String?, url: String?, version: String?, source: String, file: String) {
      self.resourceType = resourceType
      self.id = id
      self.url = url
      self.version = version
      self.source = source
      self.file = file
    }
  }

  /// Reads the bytes of an entry, JSON or XML; nil where they cannot be had any more.
  public typealias Reading = @Sendable (Entry) -> [UInt8]?

  public let entries: [Entry]
  private let schema: Schema
  private let reading: Reading
  private let byURL: [String: [Int]]
  private let byName: [String: [Int]]
  private let read = Mutex<[Int: SuppliedResource?]>([:])

  /// - Parameters:
  ///   - schema: what documents are read with, so that their names are its symbols.
  ///   - entries: of those with equal names the first one is found.
  public init(schema: Schema, entries: [Entry], reading: @escaping Reading) {
    self.schema = schema
    self.entries = entries
    self.reading = reading
    var byURL: [String: [Int]] = [:]
    var byName: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated() {
      if let url = entry.url { byURL[url, default: []].append(index) }
      if let id = entry.id { byName[entry.resourceType + "/" + id, default: []].append(index) }
    }
    self.byURL = byURL
    self.byName = byName
  }

  /// None at all.
  public convenience init(schema: Schema) { self.init(schema: schema, entries: []) { _ in nil } }

  /// The resource with a canonical URL, `url` or `url|version`; without a version the latest is meant by the order of the entries.
  public func resource(canonical: String) -> SuppliedResource? {
    index(canonical: canonical).flatMap { resource($0) }
  }

  /// The resource that a reference or canonical names: a canonical URL, or `Patient/example`.
  public func find(_ reference: String) -> SuppliedResource? {
    if let resource = resource(canonical: reference) { return resource }
    let parts = reference.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 ? resource(type: String(parts[0]), id: String(parts[1])) : nil
  }

  /// What is known of the resource with a canonical URL, without reading it.
  public func entry(canonical: String) -> Entry? { index(canonical: canonical).map { entries[$0] } }

  /// The resource that a relative reference such as `Patient/example` names.
  public func resource(type: String, id: String) -> SuppliedResource? {
    byName[type + "/" + id]?.first.flatMap { resource($0) }
  }

  /// What is known of the resource that a relative reference names, without reading it.
  public func entry(type: String, id: String) -> Entry? { byName[type + "/" + id]?.first.map { entries[$0] } }

  /// The resource of an entry.
  public func resource(_ index: Int) -> SuppliedResource? {
    read.withLock { known in
      if let resource = known[index] { return resource }
      let resource = parse(index)
      known[index] = .some(resource)
      return resource
    }
  }

  private func index(canonical: String) -> Int? {
    let bar = canonical.utf8.lastIndex(of: UInt8(ascii: "|"))
    let url = bar.map { String(canonical[..<$0]) } ?? canonical
    guard let found = byURL[url] else { return nil }
    guard let bar else { return found.first }
    let version = canonical[canonical.index(after: bar)...]
    return found.first { entries[$0].version ?? "" == version }
  }

  private func parse(_ index: Int) -> SuppliedResource? {
    guard let bytes = reading(entries[index]) else { return nil }
    return SuppliedResource(bytes, schema: schema, entry: entries[index])
  }
}

/// A resource that stands beside the records, read.
public final class SuppliedResource: Sendable {
  /// Canonical form, with the schema's names.
  public let document: SourceDocument
  public let root: NodeID
  public let entry: ResourceLibrary.Entry

  /// Reads a resource in JSON or XML; nil where it is malformed.
  public init?(_ bytes: [UInt8], schema: Schema, entry: ResourceLibrary.Entry) {
    guard let document = ResourceBytes.document(bytes, schema: schema), let root = document.roots.first else { return nil }
    self.root = root
    self.document = document
    self.entry = entry
  }
}

/// Reads a resource whose form is told by its first byte.
public enum ResourceBytes {
  /// Whether the bytes look like XML.
  public static func isXML(_ bytes: some Collection<UInt8>) -> Bool { first(of: bytes) == UInt8(ascii: "<") }

  /// Whether the bytes look like a JSON object.
  public static func isJSON(_ bytes: some Collection<UInt8>) -> Bool { first(of: bytes) == UInt8(ascii: "{") }

  private static func first(of bytes: some Collection<UInt8>) -> UInt8? {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return bytes.dropFirst(start).first { $0 > 0x20 }
  }

  /// The canonical document of one resource in JSON or XML, with the schema's names; nil where it is malformed.
  public static func document(_ bytes: [UInt8], schema: Schema) -> SourceDocument? {
    var findings = FindingList()
    var document = SourceDocument(format: .json, valueEncoding: .json, seed: schema.seed)
    if isXML(bytes) {
      var source = SourceDocument(format: .xml, valueEncoding: .xml, seed: schema.seed)
      source.bytes = ContiguousArray(bytes)
      var reader = XMLReader()
      reader.parse(&source, findings: &findings)
      document = SourceDocument(format: .xml, valueEncoding: .xml, seed: schema.seed)
      var converter = FHIRXMLConverter(schema: schema)
      converter.convert(&source, into: &document, findings: &findings)
    } else {
      document.bytes = ContiguousArray(bytes)
      var reader = JSONReader()
      reader.parse(&document, findings: &findings)
    }
    guard let root = document.roots.first, document[root].kind == .object,
      !findings.findings.contains(where: { $0.severity == .fatal })
    else { return nil }
    return document
  }
}
