import Diagnostics
import Schema
import SourceTree

/// Words for the evidence of a finding.
struct EvidenceText {
  /// Values are cut to this many characters: they are there to be recognised, not to be read in full.
  static let longestValue = 60

  let schema: Schema?
  let phrases: PhraseTable
  let visibility: ValueVisibility
  /// The texts of the findings at hand, see `FindingList.texts`.
  var texts: [String] = []

  /// The words, or nil where there is no evidence.
  func text(_ evidence: Evidence, in document: borrowing SourceDocument) -> String? {
    switch evidence.kind {
    case .none: nil
    case .number: evidence.value == .max ? "*" : String(evidence.value)
    case .name: name(evidence.value, in: document)
    case .node: value(of: NodeID(evidence.value), in: document)
    case .part: EvidenceText.segmentID(evidence.value)
    case .byte: EvidenceText.byte(UInt8(truncatingIfNeeded: evidence.value))
    case .nodeKind: NodeKind(rawValue: UInt8(truncatingIfNeeded: evidence.value)).map(EvidenceText.kind)
    case .text: Int(evidence.value) < texts.count ? texts[Int(evidence.value)] : ""
    case .schemaType, .schemaElement, .valueSet, .schemaString, .constraint, .profile:
      schema.flatMap { definition(evidence, in: $0) }
    case .phrase: phrases[UInt16(truncatingIfNeeded: evidence.value)]
    }
  }

  /// The value of a node, masked unless values may be shown; a container's kind.
  func value(of node: NodeID, in document: borrowing SourceDocument) -> String? {
    guard node.index < document.nodes.count else { return nil }
    let entry = document[node]
    switch entry.kind {
    case .object, .array, .element, .message, .record: return EvidenceText.kind(entry.kind)
    default:
      if entry.length > 1 << 12 { return shown(of: entry.range, in: document) }
      return shown(document.text(of: node))
    }
  }

  /// The bytes of a range as a value.
  func shown(of range: Range<Int>, in document: borrowing SourceDocument) -> String {
    let part = range.clamped(to: 0..<document.bytes.count).prefix(1 << 10)
    return shown(String(decoding: document.bytes[part], as: UTF8.self))
  }

  private func shown(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(EvidenceText.longestValue) { scalars.append(scalar) }
    let isCut = scalars.count < text.unicodeScalars.count
    let kept = visibility == .masked ? ValueMask.mask(String(scalars)) : String(scalars)
    return DisplayText.visible(kept) + (isCut ? "…" : "")
  }

  private func definition(_ evidence: Evidence, in schema: Schema) -> String? {
    let index = Int(evidence.value)
    let tables = schema.tables
    switch evidence.kind {
    case .schemaType where index < tables.types.count: return schema.string(tables.types[index].name)
    case .schemaElement where index < tables.elements.count: return schema.string(tables.elements[index].path)
    case .valueSet where index < tables.valueSets.count: return schema.string(tables.valueSets[index].url)
    case .schemaString where index < tables.stringOffsets.count - 1: return schema.string(StringID(evidence.value))
    case .profile where index < tables.types.count: return schema.string(tables.types[index].url)
    case .constraint where index < tables.constraints.count:
      let constraint = tables.constraints[index]
      return constraint.message == .none
        ? "`" + schema.string(constraint.expression) + "` must be true" : schema.string(constraint.message)
    default: return nil
    }
  }

  private func name(_ value: UInt32, in document: borrowing SourceDocument) -> String {
    document.format == .hl7v2 ? EvidenceText.segmentID(value) : DisplayText.visible(document.names.name(Symbol(value)))
  }

  /// A packed segment id (`PID` = 0x504944), or a plain number.
  static func segmentID(_ value: UInt32) -> String {
    let letters = [value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF]
    guard letters.allSatisfy({ 0x21..<0x7F ~= $0 }) else { return String(value) }
    return letters.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar(UInt8($1))) }
  }

  /// A character between backticks, or the number of what cannot be shown.
  static func byte(_ byte: UInt8) -> String {
    0x21..<0x7F ~= byte && byte != UInt8(ascii: "`")
      ? "`" + String(Unicode.Scalar(byte)) + "`" : "0x" + DisplayText.hexadecimal(UInt32(byte), digits: 2)
  }

  static func kind(_ kind: NodeKind) -> String {
    switch kind {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string, .encodedString: "a string"
    case .object: "an object"
    case .array: "an array"
    case .element: "an element"
    case .attribute: "an attribute"
    case .text, .cdata: "text"
    case .comment: "a comment"
    case .processingInstruction: "a processing instruction"
    case .message: "a message"
    case .record: "a record"
    case .field: "a field"
    case .repetition: "a repetition"
    case .component: "a component"
    case .subcomponent: "a subcomponent"
    }
  }
}
