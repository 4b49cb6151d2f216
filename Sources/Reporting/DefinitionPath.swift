import Diagnostics
import Schema

/// The place in a definition that a finding is about: `Patient|4.0.1#Patient.contact.gender`.
enum DefinitionPath {
  static func text(_ element: UInt32, in schema: Schema) -> String? {
    guard element != Finding.noDefinition, Int(element) < schema.tables.elements.count else { return nil }
    let record = schema.tables.elements[Int(element)]
    let path = schema.string(record.path)
    guard record.owner.index < schema.tables.types.count else { return path }
    let owner = schema.tables.types[record.owner.index]
    let version = schema.string(owner.version)
    let name = schema.string(owner.url).split(separator: "/").last.map(String.init) ?? schema.string(owner.name)
    return name + (version.isEmpty ? "" : "|" + version) + "#" + path
  }
}
