import Schema
import SourceTree

extension ReverseEngine {
  /// Puts a leaf at the place that a row copies from.
  mutating func copy(
    _ found: ReverseFound, _ row: CompiledRow, _ context: ReverseContext, _ address: DraftAddress,
    _ source: borrowing SourceDocument
  ) {
    guard isLeaf(found.node, source) else { return }
    let claim = LeafClaim(node: found.node.rawValue, via: found.via)
    guard !claims.contains(claim) else { return }
    let text = source.text(of: found.node)
    guard let value = value(text, found, row, context, source) else {
      // A code that the map does not have is none that another part could hold.
      if !context.isSegment, (row.code == CompiledRow.inheritedCode ? context.code : row.code) >= 0 { claims.insert(claim) }
      return
    }
    if value != text { claimTranslation(found, row, context, source) }
    if row.joiner != .max, context.isSegment, row.source.second == 0 {
      placeParts(value, found, row, address)
      claims.insert(claim)
      return
    }
    let isCoded = !context.isSegment && (row.code == CompiledRow.inheritedCode ? context.code : row.code) >= 0
    if put(value, at: address, from: found.node) || isCoded { claims.insert(claim) }
  }

  /// The system and display beside a translated code are those of FHIR's code.
  private mutating func claimTranslation(
    _ found: ReverseFound, _ row: CompiledRow, _ context: ReverseContext, _ source: borrowing SourceDocument
  ) {
    guard row.path.primitive == .code, isInCoding(row, context) else { return }
    for name in ["system", "display"] {
      guard let node = source.child(name, of: found.parent) else { continue }
      claims.insert(LeafClaim(node: node.rawValue, via: found.via))
      say(node, in: source)
    }
  }

  func isLeaf(_ node: NodeID, _ source: borrowing SourceDocument) -> Bool {
    switch source[node].kind {
    case .string, .encodedString, .number, .boolean: true
    default: false
    }
  }

  /// Values that were joined come apart again: one repetition each.
  private mutating func placeParts(_ value: String, _ found: ReverseFound, _ row: CompiledRow, _ address: DraftAddress) {
    let joiner = tables.texts.text(row.joiner)
    var address = address
    for part in value.split(separator: joiner.isEmpty ? "\n" : joiner, omittingEmptySubsequences: false) {
      _ = put(String(part), at: address, from: found.node)
      address.repetition += 1
    }
  }

  /// Places a text and keeps the account of its leaf.
  mutating func put(_ text: String, at address: DraftAddress, from node: NodeID) -> Bool {
    guard draft.place(text, at: address, source: node) else { return false }
    accounts[node.rawValue, default: LeafAccount()].places.append(address.leaf)
    return true
  }

  // MARK: Forms

  /// A leaf in the form of a message; nil where it has none.
  private func value(
    _ text: String, _ found: ReverseFound, _ row: CompiledRow, _ context: ReverseContext, _ source: borrowing SourceDocument
  ) -> String? {
    if row.transform != 255 {
      return transformed(text, Transform.allCases[Int(row.transform)], found, source)
    }
    if row.form != 255, ValueForm.allCases[Int(row.form)] == .number, source.child("comparator", of: found.parent) != nil {
      return nil
    }
    let code = row.code == CompiledRow.inheritedCode ? context.code : row.code
    let isCoded = row.path.primitive == .code || row.path.primitive == .boolean
    if code >= 0, isCoded {
      let isCoding = source[found.parent].kind == .object && isInCoding(row, context)
      let system = isCoding ? source.child("system", of: found.parent).map { source.text(of: $0) } : nil
      if let known = library.inverse.code(code, text, system: system) { return known }
      return isCoding ? text : nil
    }
    switch row.path.primitive {
    case .date, .dateTime, .instant, .time: return TimeStampText.text(text)
    default: return text
    }
  }

  private func isInCoding(_ row: CompiledRow, _ context: ReverseContext) -> Bool {
    let steps = row.path.steps.indices
    let type = steps.count > 1 ? tables.steps[steps.upperBound - 2].type : tables.maps[context.map].target
    return type == library.maps.vocabulary.codingType
  }

  private func transformed(
    _ text: String, _ transform: Transform, _ found: ReverseFound, _ source: borrowing SourceDocument
  ) -> String? {
    switch transform {
    case .codingSystem: return library.inverse.systemName(tables.codingSystems, text)
    case .identifierSystem: return library.inverse.systemName(tables.identifierSystems, text)
    // The number carries it.
    case .comparator: return nil
    case .number:
      guard let comparator = source.child("comparator", of: found.parent) else { return nil }
      return source.text(of: comparator) + text
    case .base64: return Base64Text.decoded(text)
    case .lowercase, .encoded: return text
    }
  }

  // MARK: Assignments

  /// Takes a text apart that an assignment put together of texts and elements.
  mutating func unassign(
    _ found: ReverseFound, _ row: CompiledRow, _ context: ReverseContext, _ source: borrowing SourceDocument
  ) {
    let parts = row.parts.indices
    if parts.count == 1 {
      let element = tables.parts[parts.lowerBound].element
      guard let address = address(element, context, repetition: found.repetition) else { return }
      copy(found, row, context, address, source)
      return
    }
    let claim = LeafClaim(node: found.node.rawValue, via: found.via)
    guard isLeaf(found.node, source), !claims.contains(claim),
      let values = match(source.text(of: found.node), parts)
    else { return }
    for (part, value) in values where !value.isEmpty {
      guard let address = address(tables.parts[part].element, context, repetition: found.repetition) else { continue }
      if put(value, at: address, from: found.node) { claims.insert(claim) }
    }
  }

  /// What the elements of an assignment were, where the text has all its constant parts.
  private func match(_ text: String, _ parts: Range<Int>) -> [(part: Int, value: String)]? {
    var rest = text[...]
    var open: Int?
    var values: [(part: Int, value: String)] = []
    for part in parts {
      guard tables.parts[part].text != .max else {
        if open != nil { return nil }
        open = part
        continue
      }
      let constant = tables.texts.text(tables.parts[part].text)
      if constant.isEmpty { continue }
      guard let element = open else {
        guard rest.hasPrefix(constant) else { return nil }
        rest = rest.dropFirst(constant.count)
        continue
      }
      guard let place = rest.firstRange(of: constant) else { return nil }
      values.append((element, String(rest[..<place.lowerBound])))
      rest = rest[place.upperBound...]
      open = nil
    }
    if let open {
      values.append((open, String(rest)))
      rest = ""
    }
    return rest.isEmpty ? values : nil
  }
}

/// Dates and times of FHIR as those of HL7 v2: without separators, precision kept.
enum TimeStampText {
  static func text(_ value: String) -> String {
    let bytes = Array(value.utf8)
    guard let first = bytes.first, first &- 0x30 < 10 else { return value }
    var result: [UInt8] = []
    var isInZone = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "Z"): result += Array("+0000".utf8)
      case UInt8(ascii: "+"):
        isInZone = true
        result.append(byte)
      // A hyphen after the time begins the zone.
      case UInt8(ascii: "-"):
        if !isInZone, bytes[..<index].contains(UInt8(ascii: "T")) {
          isInZone = true
          result.append(byte)
        }
      case UInt8(ascii: "T"), UInt8(ascii: ":"): continue
      case 0x30...0x39, UInt8(ascii: "."): result.append(byte)
      default: return value
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// Text that was put into Base64 (RFC 4648 section 4).
enum Base64Text {
  /// Nil where the bytes are no text.
  static func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      guard let value = value(byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
