import Diagnostics
import JSONSyntax
import SourceTree

/// What a resource calls itself: enough to find it again.
public struct ResourceHead: Sendable, Hashable {
  public var resourceType: String
  public var id: String?
  public var url: String?
  public var version: String?
  /// The profiles that an ImplementationGuide has for all resources of a type.
  public var globalProfiles: [GlobalProfile] = []

  /// Reads a resource in JSON; nil where the bytes are none.
  public init?(_ bytes: [UInt8]) {
    var document = SourceDocument(format: .json, valueEncoding: .json)
    document.bytes = ContiguousArray(bytes)
    var findings = FindingList()
    var reader = JSONReader()
    reader.parse(&document, findings: &findings)
    guard let root = document.roots.first else { return nil }
    self.init(document, root: root)
  }

  /// Reads the head of a canonical resource; nil for what is none.
  public init?(_ document: borrowing SourceDocument, root: NodeID) {
    guard document[root].kind == .object else { return nil }
    func text(_ name: String) -> String? {
      guard let child = document.child(name, of: root) else { return nil }
      let kind = document[child].kind
      return kind == .string || kind == .encodedString ? document.text(of: child) : nil
    }
    guard let resourceType = text("resourceType") else { return nil }
    self.resourceType = resourceType
    id = text("id")
    url = text("url")
    version = text("version")
    if resourceType == "ImplementationGuide" { globalProfiles = GlobalProfile.list(document, guide: root) }
  }

  /// What a package lists of the resource.
  public func entry(_ file: String) -> Package.Entry {
    var entry = Package.Entry(file: file, resourceType: resourceType, id: id, url: url, version: version)
    entry.globalProfiles = globalProfiles
    return entry
  }
}
