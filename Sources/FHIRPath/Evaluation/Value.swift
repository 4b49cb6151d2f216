import Schema
import SourceTree

/// The types of FHIRPath's own namespace, `System`.
public enum SystemType: String, Sendable, CaseIterable {
  case boolean = "Boolean"
  case string = "String"
  case integer = "Integer"
  case long = "Long"
  case decimal = "Decimal"
  case date = "Date"
  case dateTime = "DateTime"
  case time = "Time"
  case quantity = "Quantity"
}

/// A stretch of text in one of the buffers an evaluation uses.
@frozen
public struct TextReference: Sendable, BitwiseCopyable {
  public enum Store: UInt8, Sendable, BitwiseCopyable {
    /// The document's bytes.
    case document
    /// The bytes of the evaluator's own document.
    case scratch
    /// Literals of the expression.
    case program
  }

  public var offset: UInt32
  public var length: UInt32
  public var store: Store

  init(_ store: Store, _ range: Range<Int>) {
    self.store = store
    offset = UInt32(truncatingIfNeeded: range.lowerBound)
    length = UInt32(truncatingIfNeeded: range.count)
  }

  var range: Range<Int> { Int(offset)..<(Int(offset) + Int(length)) }
}

/// An element: the node of its value, the node of its underscored companion, and its type. Either node may be missing.
@frozen
public struct NodeReference: Sendable, BitwiseCopyable {
  public var node: NodeID
  /// The object with a primitive's id and extensions.
  public var companion: NodeID
  /// The type in the schema, or ``TypeID/none`` where it is not known.
  public var type: TypeID
  /// Whether the node stands in the evaluator's own document.
  public var isScratch: Bool
  /// Whether the definition gives the element a type of FHIRPath, as it does for the ids of resources.
  var isSystemTyped: Bool

  init(_ node: NodeID, companion: NodeID = .none, type: TypeID = .none, isScratch: Bool = false, isSystemTyped: Bool = false) {
    self.node = node
    self.companion = companion
    self.type = type
    self.isScratch = isScratch
    self.isSystemTyped = isSystemTyped
  }
}

/// Index of a unit in an evaluator.
struct UnitID: Sendable, BitwiseCopyable, Hashable {
  var rawValue: UInt32
  static let one = UnitID(rawValue: 0)
}

/// What a collection holds: plain data, nothing counted.
enum Value: Sendable, BitwiseCopyable {
  case node(NodeReference)
  case boolean(Bool)
  case integer(Int64)
  case long(Int64)
  case decimal(ExactDecimal)
  case string(TextReference)
  case temporal(Temporal)
  case quantity(ExactDecimal, UnitID)
  /// The result of type(): a type of FHIRPath (`isSystem`) or of FHIR.
  case type(isSystem: Bool, TextReference)
  /// `%factory`.
  case factory

  var systemType: SystemType? {
    switch self {
    case .boolean: .boolean
    case .integer: .integer
    case .long: .long
    case .decimal: .decimal
    case .string: .string
    case .temporal(let value):
      switch value.kind {
      case .date: .date
      case .dateTime: .dateTime
      case .time: .time
      }
    case .quantity: .quantity
    case .node, .type, .factory: nil
    }
  }

  /// A number as a decimal.
  var number: ExactDecimal? {
    switch self {
    case .integer(let value), .long(let value): ExactDecimal(value)
    case .decimal(let value): value
    default: nil
    }
  }
}
