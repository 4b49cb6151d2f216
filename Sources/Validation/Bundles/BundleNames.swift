import Schema

/// Symbols and types that the checks of Bundles and references look for; `UInt32.max` where the schema does not have them.
struct BundleNames: Sendable {
  let id, meta, versionId, entry, resource, fullUrl, reference, type, relation, url, link, search, mode, system: UInt32
  let contained, identifier, display, value: UInt32
  let referenceType, bundle, uri, urlType, canonical, `extension`, messageHeader, provenance: TypeID

  init(_ schema: Schema) {
    func symbol(_ name: String) -> UInt32 { schema.seed.symbol(name)?.rawValue ?? .max }
    func type(_ name: String) -> TypeID { schema.type(named: name) ?? .none }
    id = symbol("id")
    meta = symbol("meta")
    versionId = symbol("versionId")
    entry = symbol("entry")
    resource = symbol("resource")
    fullUrl = symbol("fullUrl")
    reference = symbol("reference")
    self.type = symbol("type")
    relation = symbol("relation")
    url = symbol("url")
    link = symbol("link")
    search = symbol("search")
    mode = symbol("mode")
    system = symbol("system")
    contained = symbol("contained")
    identifier = symbol("identifier")
    display = symbol("display")
    value = symbol("value")
    referenceType = type("Reference")
    bundle = type("Bundle")
    uri = type("uri")
    urlType = type("url")
    canonical = type("canonical")
    `extension` = type("Extension")
    messageHeader = type("MessageHeader")
    provenance = type("Provenance")
  }
}
