import Schema
import SourceTree
import Synchronization

/// What expressions are compiled and evaluated against: the types of FHIR, and the units. Made once, shared by all workers.
public final class FHIRPathModel: Sendable {
  /// Nil for plain JSON without types.
  public let schema: Schema?
  private let makeUnits: @Sendable () -> UnitTable
  private let lazyUnits = Mutex<UnitTable?>(nil)
  /// For each symbol of the schema the string of the choice it belongs to (`value` for `valueQuantity`), or ``StringID/none``.
  let choices: ContiguousArray<StringID>
  let choiceNames: [String: StringID]
  let resource: TypeID
  let quantity: TypeID
  let `extension`: TypeID
  let ids: ModelNames

  /// - Parameter units: asked for when the first quantity is looked at.
  public init(schema: Schema?, units: @autoclosure @escaping @Sendable () -> UnitTable = .empty) {
    self.schema = schema
    makeUnits = units
    var choices = ContiguousArray(repeating: StringID.none, count: schema?.tables.names.count ?? 0)
    var names: [String: StringID] = [:]
    if let schema {
      for element in schema.tables.elements where element.flags.contains(.choice) {
        let name = schema.string(element.name)
        let id = names[name] ?? element.name
        names[name] = id
        for index in 0..<Int(element.typeReferenceCount) {
          let symbol = Int(schema.tables.typeReferences[Int(element.firstTypeReference) + index].symbol)
          guard symbol + 1 < choices.count else { continue }
          choices[symbol] = id
          choices[symbol + 1] = id
        }
      }
    }
    self.choices = choices
    choiceNames = names
    resource = schema?.type(named: "Resource") ?? .none
    quantity = schema?.type(named: "Quantity") ?? .none
    `extension` = schema?.type(named: "Extension") ?? .none
    ids = ModelNames(schema)
  }

  public var units: UnitTable {
    lazyUnits.withLock { units in
      if let units { return units }
      let made = makeUnits()
      units = made
      return made
    }
  }

  func primitive(_ type: TypeID) -> PrimitiveType {
    guard let schema, type != .none else { return .none }
    return schema.tables.types[type.index].primitive
  }

  /// Whether a type is another or derives from it.
  func isType(_ type: TypeID, _ ancestor: TypeID) -> Bool {
    guard let schema, ancestor != .none else { return false }
    var current = type
    for _ in 0..<16 where current != .none {
      if current == ancestor { return true }
      current = schema.tables.types[current.index].base
    }
    return false
  }
}

/// Symbols of names that the evaluator itself looks for, in documents that have the schema's names.
struct ModelNames: Sendable {
  var id: UInt32
  var `extension`: UInt32
  var url: UInt32

  init(_ schema: Schema?) {
    func symbol(_ name: String) -> UInt32 { schema?.seed.symbol(name)?.rawValue ?? Symbol.none.rawValue }
    id = symbol("id")
    `extension` = symbol("extension")
    url = symbol("url")
  }
}
