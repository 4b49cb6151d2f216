import SourceTree

/// One piece of evidence of a finding, small enough for the hot path; turned into words when the finding is shown.
@frozen
public struct Evidence: Hashable, Sendable, BitwiseCopyable {
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    case none
    /// `value` is a number, for example a count or a limit.
    case number
    /// `value` is a ``Symbol`` of the document's names.
    case name
    /// `value` is a ``NodeID`` whose text is meant (a value from a record: masked unless values may be shown).
    case node
    /// `value` is a byte of the source, shown as a character or as hexadecimal.
    case byte
    /// `value` is a node kind (``NodeKind``).
    case nodeKind
    /// `value` is the index of a type in the schema.
    case schemaType
    /// `value` is the index of an element in the schema.
    case schemaElement
    /// `value` is the index of a value set in the schema.
    case valueSet
    /// `value` is the index of a string in the schema.
    case schemaString
    /// `value` is the index of a phrase in the list that belongs to the rule, see ``PhraseTable``.
    case phrase
    /// `value` is the index of an invariant in the schema; what it demands is meant.
    case constraint
    /// `value` is the index of a type in the schema; its canonical URL is meant.
    case profile
    /// What the finding is about is not there: `value` is the number of a field or component below the finding's node, or the packed
    /// id of a segment. Paths of HL7 v2 name it.
    case part
    /// `value` is the index of a text that belongs to the list of findings, see ``FindingList/text(_:)``.
    case text
  }

  public var kind: Kind
  public var value: UInt32

  @inlinable
  public init(_ kind: Kind, _ value: UInt32) {
    self.kind = kind
    self.value = value
  }

  public static let none = Evidence(.none, 0)

  @inlinable
  public static func number(_ value: Int) -> Evidence { Evidence(.number, UInt32(clamping: value)) }

  @inlinable
  public static func name(_ symbol: Symbol) -> Evidence { Evidence(.name, symbol.rawValue) }

  @inlinable
  public static func node(_ node: NodeID) -> Evidence { Evidence(.node, node.rawValue) }

  @inlinable
  public static func part(_ number: UInt32) -> Evidence { Evidence(.part, number) }

  @inlinable
  public static func byte(_ byte: UInt8) -> Evidence { Evidence(.byte, UInt32(byte)) }

  @inlinable
  public static func phrase(_ phrase: Phrase) -> Evidence { Evidence(.phrase, UInt32(phrase.rawValue)) }
}
