import Schema

/// Symbols of the names that the checks look for themselves; `UInt32.max` where the schema does not have them.
struct WellKnownNames: Sendable {
  let id, meta, contained, reference, type, entry, fullUrl, resource, request, response, coding, system, code, versionId: UInt32
  let lastUpdated, security, `extension`: UInt32

  init(_ schema: Schema) {
    func symbol(_ name: String) -> UInt32 { schema.seed.symbol(name)?.rawValue ?? .max }
    id = symbol("id")
    meta = symbol("meta")
    contained = symbol("contained")
    reference = symbol("reference")
    type = symbol("type")
    entry = symbol("entry")
    fullUrl = symbol("fullUrl")
    resource = symbol("resource")
    request = symbol("request")
    response = symbol("response")
    coding = symbol("coding")
    system = symbol("system")
    code = symbol("code")
    versionId = symbol("versionId")
    lastUpdated = symbol("lastUpdated")
    security = symbol("security")
    `extension` = symbol("extension")
  }
}
