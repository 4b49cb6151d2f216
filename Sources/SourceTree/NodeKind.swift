/// What a node is, across all formats. The kind says how to read its bytes, not what they mean.
@frozen
public enum NodeKind: UInt8, Sendable, BitwiseCopyable {
  // Values.
  /// JSON `null`, or a position that holds nothing.
  case null
  /// `true` or `false`.
  case boolean
  /// A number, as its exact characters.
  case number
  /// Text whose bytes in the buffer are its value.
  case string
  /// Text whose bytes must be decoded first, see ``SourceDocument/valueEncoding``.
  case encodedString

  // Containers of JSON and of the canonical FHIR tree.
  case object
  case array

  // XML.
  /// An element. Its attributes come first among its children.
  case element
  case attribute
  /// Character data between tags.
  case text
  /// A CDATA section, markup included.
  case cdata
  case comment
  case processingInstruction

  // Records: HL7 v2 and tables.
  /// An HL7 v2 message, or a table with its rows.
  case message
  /// An HL7 v2 segment or a row of a table. In HL7 v2 the name slot holds the packed segment id.
  case record
  /// A field of a segment or a cell of a row. The name slot holds its number, from 1.
  case field
  /// One repetition of a repeating HL7 v2 field. The name slot holds its number, from 1.
  case repetition
  /// A component of an HL7 v2 field. The name slot holds its number, from 1.
  case component
  /// A subcomponent of an HL7 v2 component. The name slot holds its number, from 1.
  case subcomponent
}
