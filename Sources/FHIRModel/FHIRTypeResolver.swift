import Schema
import SourceTree

/// Follows the types of a schema down a canonical tree. Shared by what reads and writes FHIR.
///
/// Holds what it needs of the schema in arrays of its own: reading them counts no references, reading the schema's would.
struct FHIRTypeResolver: Sendable {
  /// What a type is to a reader or writer.
  enum TypeForm: UInt8, Sendable, BitwiseCopyable {
    case complex, resource, primitive, xhtml
  }

  /// What is needed of an element.
  struct ElementForm: Sendable, BitwiseCopyable {
    var ordinal: UInt16
    var isArray: Bool
    var isXMLAttribute: Bool
  }

  let resources: ResourceTypeTable
  /// For names that the schema does not share with a document.
  private let seed: NameSeed
  private let children: ChildTable
  private let elements: ContiguousArray<ElementForm>
  /// By type reference.
  private let valueTypes: ContiguousArray<TypeID>
  private let forms: ContiguousArray<TypeForm>
  private let primitives: ContiguousArray<PrimitiveType>

  init(_ schema: Schema) {
    resources = ResourceTypeTable(schema)
    seed = schema.seed
    children = schema.childTable
    let tables = schema.tables
    elements = ContiguousArray(
      tables.elements.map {
        ElementForm(
          ordinal: $0.ordinal, isArray: $0.flags.contains(.array), isXMLAttribute: $0.flags.contains(.xmlAttribute))
      })
    valueTypes = ContiguousArray(tables.typeReferences.map(\.type))
    primitives = ContiguousArray(tables.types.map(\.primitive))
    forms = ContiguousArray(
      tables.types.map { type in
        switch type.kind {
        case .primitive: type.primitive == .xhtml ? .xhtml : .primitive
        case .resource, .logical: .resource
        case .complex, .backbone: .complex
        }
      })
  }

  /// Whether a document's symbols are those of the schema.
  func shares(_ names: borrowing NameTable) -> Bool { names.seed === seed }

  /// The symbol of `resourceType` in a document, or nil where the document does not use it.
  func resourceTypeSymbol(in names: borrowing NameTable) -> UInt32? {
    shares(names) ? Schema.resourceTypeSymbol : names.symbol("resourceType")?.rawValue
  }

  /// The schema's number of each of a document's names, or an empty list where they are the same.
  func translation(of names: borrowing NameTable) -> ContiguousArray<UInt32> {
    if shares(names) { return [] }
    return ContiguousArray(
      (0..<names.count).map { seed.symbol(names.name(Symbol(UInt32($0))))?.rawValue ?? .max })
  }

  /// What a property means in a type. `symbol` is the schema's.
  @inline(__always)
  func property(_ symbol: UInt32, of type: TypeID?) -> ChildEntry? {
    guard let type else { return nil }
    return children.find(type, symbol)
  }

  @inline(__always)
  func element(_ entry: ChildEntry) -> ElementForm { elements[entry.element.index] }

  /// The type of a property's value.
  @inline(__always)
  func valueType(_ entry: ChildEntry) -> TypeID? {
    let type = valueTypes[Int(entry.typeReference)]
    return type == .none ? nil : type
  }

  @inline(__always)
  func form(_ type: TypeID) -> TypeForm { forms[type.index] }

  @inline(__always)
  func isResource(_ type: TypeID) -> Bool { forms[type.index] == .resource }

  @inline(__always)
  func primitive(_ type: TypeID) -> PrimitiveType { primitives[type.index] }

  /// The type that an object's `resourceType` names, or nil. `symbol` is that of `resourceType` in the document.
  func resourceType(of object: NodeID, _ document: borrowing SourceDocument, symbol: UInt32?) -> TypeID? {
    guard let symbol, let node = document.child(Symbol(symbol), of: object), document[node].kind == .string else { return nil }
    return resources.type(named: document.bytes.span.extracting(document[node].range))
  }
}
