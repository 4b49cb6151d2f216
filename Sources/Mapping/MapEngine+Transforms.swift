import Schema
import SourceTree
import UKIdentifiers

extension MapEngine {
  /// Applies a row's transform to a text of the result.
  ///
  /// - Returns: where the transformed text stands, or nil when there is none; the reason is noted then.
  mutating func transformed(
    _ range: Range<Int>, _ row: CompiledRow, _ leaf: NodeID, _ context: MapContext, _ target: inout SourceDocument
  ) -> Range<Int>? {
    guard row.transform != 255 else { return range }
    switch Transform.allCases[Int(row.transform)] {
    case .encoded: return range
    case .base64: return Base64.append(range, to: &target.bytes)
    case .lowercase:
      for index in range where target.bytes[index] &- 0x41 < 26 { target.bytes[index] |= 0x20 }
      return range
    case .codingSystem: return system(range, tables.codingSystems, leaf, &target)
    case .identifierSystem: return system(range, tables.identifierSystems, leaf, &target)
    case .comparator:
      guard let parts = NumberForm.parts(target.bytes, range), !parts.comparator.isEmpty else { return nil }
      return parts.comparator
    case .number:
      guard let parts = NumberForm.parts(target.bytes, range) else { return nil }
      return parts.number
    }
  }

  /// Whether a value has the form that a row wants.
  mutating func hasForm(_ form: UInt8, _ value: ValueCursor, _ source: borrowing SourceDocument) -> Bool {
    guard let leaf = value.leaf(in: source) else { return false }
    let range = source.nodes[leaf.index].range
    switch ValueForm.allCases[Int(form)] {
    case .number: return NumberForm.parts(source.bytes, range)?.comparator.isEmpty ?? false
    case .comparison: return NumberForm.parts(source.bytes, range).map { !$0.comparator.isEmpty } ?? false
    case .words: return NumberForm.parts(source.bytes, range) == nil
    case .date: return DateForm(source.bytes, range).map { $0.digits >= 8 } ?? false
    case .odsCode: return ODSCode.fault(Array(source.bytes[range])) == nil
    case .gmcNumber: return ProfessionalCode.isGMC(Array(source.bytes[range]))
    case .gmpNumber: return ProfessionalCode.isGMP(Array(source.bytes[range]))
    case .socialSecurityNumber:
      let digits = source.bytes[range].count { $0 &- 0x30 < 10 }
      return digits == 9 && source.bytes[range].allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") }
    case .nhsNumber: return NHSNumber.isWritten(source.bytes, range)
    }
  }

  /// The URL of a system named by a short name: as the policy has it, by the rule for tables of HL7, as it is when it is a URI,
  /// else made from the policy's prefix.
  private mutating func system(
    _ range: Range<Int>, _ table: Int32, _ leaf: NodeID, _ target: inout SourceDocument
  ) -> Range<Int>? {
    if let entry = tables.codes.find(table, target.bytes, range, tables.texts) {
      return append(text: entry.code, to: &target)
    }
    let start = target.bytes.count
    if let number = hl7Table(target.bytes, range) {
      target.bytes.append(contentsOf: "http://terminology.hl7.org/CodeSystem/v2-".utf8)
      for index in number { target.bytes.append(target.bytes[index]) }
      return start..<target.bytes.count
    }
    if isURI(target.bytes, range) { return range }
    if isObjectIdentifier(target.bytes, range) {
      target.bytes.append(contentsOf: "urn:oid:".utf8)
      for index in range { target.bytes.append(target.bytes[index]) }
      return start..<target.bytes.count
    }
    guard tables.localPrefix != .max else {
      marks.note(leaf, .codeNotMapped)
      return nil
    }
    _ = append(text: tables.localPrefix, to: &target)
    for index in range { URLText.append(target.bytes[index], keeping: false, to: &target.bytes) }
    return start..<target.bytes.count
  }

  /// The digits of `HL70203`.
  private func hl7Table(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    guard range.count == 7, bytes[range].starts(with: "HL7".utf8), bytes[range].dropFirst(3).allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    return (range.lowerBound + 3)..<range.upperBound
  }

  private func isURI(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    for prefix in ["http://", "https://", "urn:"] where bytes[range].starts(with: prefix.utf8) {
      return !bytes[range].contains(0x20)
    }
    return false
  }

  private func isObjectIdentifier(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count > 4, bytes[range.lowerBound] &- 0x30 < 3, bytes[range.lowerBound + 1] == UInt8(ascii: ".") else {
      return false
    }
    return bytes[range].allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }
      && bytes[range.upperBound - 1] != UInt8(ascii: ".")
  }
}
