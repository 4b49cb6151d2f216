import Schema
import SourceTree

/// A stretch of a table.
struct TableRange: BitwiseCopyable, Sendable {
  var first: UInt32
  var count: UInt32

  static let empty = TableRange(first: 0, count: 0)
  var indices: Range<Int> { Int(first)..<Int(first + count) }
}

/// One step of a target path, resolved against the schema.
struct TargetStep: BitwiseCopyable, Sendable {
  var symbol: UInt32
  /// Position among the children of its type; decides the order in the result.
  var ordinal: UInt16
  var isArray: Bool
  /// Part of the instance key; 0 where none is written.
  var key: UInt8
  /// This array step makes a new instance for each repetition of the source.
  var takesRepetition: Bool
  /// This is the first array step: its instances belong to the segment in hand.
  var takesSegment: Bool
  var element: ElementID
  var type: TypeID
  var primitive: PrimitiveType
  /// The type it is a child of.
  var parent: TypeID
  /// The resource that a Reference is followed into, or ``TypeID/none``.
  var resource: TypeID
  /// Index of the local id of a contained resource, or `UInt32.max`.
  var contained: UInt32
}

/// A target path: steps from the resource or element that the map writes into.
struct CompiledPath: BitwiseCopyable, Sendable {
  var steps: TableRange
  /// The key of a leading `[n]`; 0 where none is written.
  var sibling: UInt8
  /// What the path ends at.
  var type: TypeID
  var primitive: PrimitiveType
}

/// A source element relative to the segment, value or row in hand. Numbers are 0 where nothing is written.
struct ElementAddress: BitwiseCopyable, Sendable, Equatable {
  /// Packed segment id of another segment, or 0 for what is in hand.
  var segment: UInt32
  var first: UInt16
  var second: UInt16
  var third: UInt16

  static let whole = ElementAddress(segment: 0, first: 0, second: 0, third: 0)
}

/// What a row does with its source.
enum RowAction: UInt8, BitwiseCopyable, Sendable {
  /// Copies the value, in the form of the target's type.
  case copy
  /// Calls a data type map.
  case call
  /// Writes an assignment.
  case assign
  /// Lists the source as ignored.
  case ignore
}

/// Conversions that are more than a copy and known by name to maps.
enum Transform: String, CaseIterable, Sendable {
  /// The URL of a coding system that HL7 v2 or a sender knows by a short name.
  case codingSystem = "coding-system"
  /// The URL of an identifier system that is named by a namespace.
  case identifierSystem = "identifier-system"
  /// The comparator of a number like `<5`.
  case comparator
  /// The number without its comparator.
  case number
  /// In lower case (ASCII).
  case lowercase
  /// The value with its separators, for types that no map takes apart.
  case encoded
  /// Text in Base64.
  case base64
}

/// The form a value must have for a row to apply.
enum ValueForm: String, CaseIterable, Sendable {
  case number
  /// A number after `<`, `>`, `<=` or `>=`.
  case comparison
  /// Neither.
  case words
  /// At least a day.
  case date
  /// Ten digits that pass the check of an NHS number.
  case nhsNumber = "nhs-number"
  /// The code of an organization or site of the Organisation Data Service.
  case odsCode = "ods-code"
  /// A General Medical Council reference; a code of a general medical practitioner.
  case gmcNumber = "gmc-number"
  case gmpNumber = "gmp-number"
  /// Nine digits, perhaps with hyphens between them.
  case socialSecurityNumber = "social-security-number"
}

/// One row, compiled.
struct CompiledRow: BitwiseCopyable, Sendable {
  var source: ElementAddress
  /// Index of the condition's root, or -1.
  var condition: Int32
  var isErrorCondition: Bool
  /// A constant is written because of what the source holds: the source counts as mapped.
  var marksSource: Bool
  var action: RowAction
  var path: CompiledPath
  /// The data type map called, or -1.
  var map: Int32
  /// The code map, -1 for none, -2 for the caller's.
  var code: Int32
  /// Parts of the assignment.
  var parts: TableRange
  /// Index into ``Transform/allCases``, or 255.
  var transform: UInt8
  /// Index into ``ValueForm/allCases``, or 255.
  var form: UInt8
  /// Why it is ignored: index of a reason.
  var reason: UInt16
  /// Text put between values that share one place, or `UInt32.max`.
  var joiner: UInt32
  /// A symbol that the parent of the target must have, or `UInt32.max`.
  var beside: UInt32

  static let inheritedCode: Int32 = -2
}

/// A part of an assignment.
struct CompiledPart: BitwiseCopyable, Sendable {
  /// Index of a text, or `UInt32.max` for an element.
  var text: UInt32
  var element: ElementAddress
}

/// A segment, data type or table map, compiled. Rows stand in the order of their first source number.
struct CompiledElementMap: Sendable {
  var name: String
  var target: TypeID
  var rows: TableRange
  /// Instance keys in the order of preference, for data types that make linked resources; else empty.
  var instanceOrder: [UInt8]
  /// The element by which an instance refers to the next.
  var instanceParent: TargetStep?
}

/// A node of a condition.
struct CompiledCondition: BitwiseCopyable, Sendable {
  enum Kind: UInt8, BitwiseCopyable, Sendable {
    case and, or, not, valued, mapped, equalElement, isIn, inRegistry, count, length
  }

  var kind: Kind
  var isNegated: Bool
  var comparison: Comparison
  var subject: ElementAddress
  var other: ElementAddress
  var number: Int32
  /// Texts to compare with, or child conditions.
  var operands: TableRange
}

/// A message map, compiled. A slot is a resource that its rows name: type, instance key and the place of the structure within which
/// it is one resource.
struct CompiledMessageMap: Sendable {
  struct Row: Sendable {
    /// The slot written into.
    var target: Int
    var map: Int
    /// Index of the condition's root, or -1.
    var condition: Int32
    /// Written before the map runs.
    var literals: [Literal]
    /// Made when all maps of the segment have run.
    var references: [ReferenceRule]
  }

  struct Literal: Sendable {
    var slot: Int
    var path: CompiledPath
    var text: UInt32
  }

  struct ReferenceRule: Sendable {
    var from: Int
    var path: CompiledPath
    var to: Int
  }

  var name: String
  /// `ADT^A01`, …
  var events: [String]
  var structure: MessageStructure
  var bundle: BundleKind
  /// Rows by node of the structure.
  var rows: [[Row]]
  /// For each node of the structure: the slots whose resources end when it begins anew.
  var slotsWithin: [[Int]]
  /// For each slot: the node of the structure within which its resource is one.
  var slotScopes: [Int]
  var slotTypes: [TypeID]
  var slotKeys: [Int]
}
