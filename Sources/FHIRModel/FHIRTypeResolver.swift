import Schema
import SourceTree

/// Follows the types of a schema down a canonical tree. Shared by what reads and writes FHIR.
struct FHIRTypeResolver: Sendable {
  let schema: Schema
  let resources: ResourceTypeTable
  /// The symbol of `resourceType` where the schema's names have it.
  private let resourceTypeSymbol: UInt32?

  init(_ schema: Schema) {
    self.schema = schema
    resources = ResourceTypeTable(schema)
    resourceTypeSymbol = schema.seed.symbol("resourceType")?.rawValue
  }

  /// The symbol of `resourceType` in a document, or nil where the document does not use it.
  func resourceTypeSymbol(in names: NameTable) -> UInt32? {
    if names.seed === schema.seed, let resourceTypeSymbol { return resourceTypeSymbol }
    return names.symbol("resourceType")?.rawValue
  }

  /// The schema's number of a document's name.
  @inline(__always)
  func schemaSymbol(_ symbol: UInt32, in names: borrowing NameTable) -> UInt32 {
    if names.seed === schema.seed { return symbol }
    return schema.seed.symbol(names.name(Symbol(symbol)))?.rawValue ?? .max
  }

  /// What a property means in a type.
  @inline(__always)
  func property(_ symbol: UInt32, of type: TypeID?) -> ChildEntry? {
    guard let type else { return nil }
    return schema.child(of: type, named: symbol)
  }

  /// The type of a property's value.
  @inline(__always)
  func valueType(_ entry: ChildEntry) -> TypeID? {
    let type = schema.tables.typeReferences[Int(entry.typeReference)].type
    return type == .none ? nil : type
  }

  @inline(__always)
  func isResource(_ type: TypeID) -> Bool {
    let kind = schema.tables.types[type.index].kind
    return kind == .resource || kind == .logical
  }

  /// The type that an object's `resourceType` names, or nil. `symbol` is that of `resourceType` in the document.
  func resourceType(of object: NodeID, _ document: borrowing SourceDocument, symbol: UInt32?) -> TypeID? {
    guard let symbol, let node = document.child(Symbol(symbol), of: object), document[node].kind == .string else { return nil }
    let bytes = document.bytes
    return resources.type(named: bytes.span.extracting(document[node].range))
  }
}
