import Schema
import SourceTree

/// The resources of a Bundle, found by type and by what refers to them (http://hl7.org/fhir/R4/bundle.html#references).
struct BundleIndex {
  struct Resource {
    var node: NodeID
    var type: String
  }

  private(set) var resources: [Resource] = []
  private var byURL: [String: NodeID] = [:]
  private var types: [UInt32: String] = [:]
  /// The contained resources of each resource, by local id.
  private var contained: [UInt32: [String: NodeID]] = [:]
  let reference: Symbol

  /// - Parameter root: a Bundle, or one resource.
  init(_ document: borrowing SourceDocument, root: NodeID?, reference: Symbol) {
    self.reference = reference
    guard let root else { return }
    guard document.resourceType(of: root) == "Bundle" else {
      add(root, url: nil, document)
      return
    }
    types[root.rawValue] = "Bundle"
    guard let entries = document.child("entry", of: root) else { return }
    document.forEachChild(of: entries) { entry in
      guard let resource = document.child("resource", of: entry) else { return }
      add(resource, url: document.child("fullUrl", of: entry).map { document.text(of: $0) }, document)
    }
  }

  private mutating func add(_ node: NodeID, url: String?, _ document: borrowing SourceDocument) {
    guard let type = document.resourceType(of: node) else { return }
    resources.append(Resource(node: node, type: type))
    types[node.rawValue] = type
    if let url, byURL[url] == nil { byURL[url] = node }
    if let id = document.child("id", of: node) {
      let relative = type + "/" + document.text(of: id)
      if byURL[relative] == nil { byURL[relative] = node }
    }
    guard let list = document.child("contained", of: node) else { return }
    document.forEachChild(of: list) { inner in
      guard let type = document.resourceType(of: inner), let id = document.child("id", of: inner) else { return }
      types[inner.rawValue] = type
      contained[node.rawValue, default: [:]][document.text(of: id)] = inner
    }
  }

  func type(of node: NodeID) -> String? { types[node.rawValue] }

  /// The resource that a Reference leads to.
  ///
  /// - Parameter home: the resource that the Reference is in.
  func target(of node: NodeID, home: NodeID, _ document: borrowing SourceDocument) -> NodeID? {
    guard let value = document.child(reference, of: node) else { return nil }
    let text = document.text(of: value)
    if text.hasPrefix("#") { return contained[home.rawValue]?[String(text.dropFirst())] }
    if let found = byURL[text] { return found }
    // `http://…/Patient/1` and `Patient/1/_history/2` mean the resource of that type and id.
    let parts = text.split(separator: "/")
    let end = parts.firstIndex(of: "_history") ?? parts.count
    guard end >= 2 else { return nil }
    return byURL[parts[(end - 2)..<end].joined(separator: "/")]
  }
}

extension SourceDocument {
  func resourceType(of object: NodeID) -> String? {
    guard self[object].kind == .object else { return nil }
    return child(Symbol(Schema.resourceTypeSymbol), of: object).map { text(of: $0) }
      ?? child("resourceType", of: object).map { text(of: $0) }
  }

  /// The elements at a path of names, arrays gone through.
  func elements(at path: ArraySlice<String>, of node: NodeID) -> [NodeID] {
    guard let name = path.first else { return [node] }
    guard let child = child(name, of: node) else { return [] }
    guard self[child].kind == .array else { return elements(at: path.dropFirst(), of: child) }
    var found: [NodeID] = []
    forEachChild(of: child) { found += elements(at: path.dropFirst(), of: $0) }
    return found
  }
}
