/// Finds the members of value sets by code.
@usableFromInline
struct ConceptTable: Sendable {
  /// Index of a concept + 1, or 0 for an empty slot.
  @usableFromInline let slots: ContiguousArray<UInt32>
  /// The value set of each concept.
  @usableFromInline let owners: ContiguousArray<UInt32>

  init(_ tables: Schema.Tables) {
    var owners = ContiguousArray(repeating: UInt32.max, count: tables.concepts.count)
    var size = 64
    while size < tables.concepts.count * 2 { size *= 2 }
    var slots = ContiguousArray<UInt32>(repeating: 0, count: size)
    let bytes = tables.stringBytes.span
    for (index, valueSet) in tables.valueSets.enumerated() {
      for concept in Int(valueSet.firstConcept)..<Int(valueSet.firstConcept + valueSet.conceptCount) {
        owners[concept] = UInt32(index)
        let code = Int(tables.concepts[concept].code.rawValue)
        let text = bytes.extracting(Int(tables.stringOffsets[code])..<Int(tables.stringOffsets[code + 1]))
        var slot = ConceptTable.hash(UInt32(index), text) & (size - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
        slots[slot] = UInt32(concept + 1)
      }
    }
    self.slots = slots
    self.owners = owners
  }

  @inlinable
  static func hash(_ valueSet: UInt32, _ code: Span<UInt8>) -> Int {
    var value = (UInt64(valueSet) &+ 0x9E37_79B9) &* 0xD6E8_FEB8_6659_FD93
    for index in code.indices { value = (value ^ UInt64(code[index])) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: value ^ value >> 29)
  }

  @inlinable
  func find(_ valueSet: ValueSetID, _ code: Span<UInt8>, _ tables: Schema.Tables) -> UInt32? {
    var slot = ConceptTable.hash(valueSet.rawValue, code) & (slots.count - 1)
    while slots[slot] != 0 {
      let concept = Int(slots[slot]) - 1
      if owners[concept] == valueSet.rawValue, matches(concept, code, tables) { return UInt32(concept) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The concept with a code of a code system; both must agree.
  func find(_ valueSet: ValueSetID, _ system: Span<UInt8>, _ code: Span<UInt8>, _ tables: Schema.Tables) -> UInt32? {
    var slot = ConceptTable.hash(valueSet.rawValue, code) & (slots.count - 1)
    while slots[slot] != 0 {
      let concept = Int(slots[slot]) - 1
      if owners[concept] == valueSet.rawValue, matches(concept, code, tables),
        ConceptTable.isEqual(tables.concepts[concept].system, system, tables)
      {
        return UInt32(concept)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func isEqual(_ string: StringID, _ text: Span<UInt8>, _ tables: Schema.Tables) -> Bool {
    guard string != .none else { return text.count == 0 }
    let start = Int(tables.stringOffsets[Int(string.rawValue)])
    guard Int(tables.stringOffsets[Int(string.rawValue) + 1]) - start == text.count else { return false }
    for index in text.indices where text[index] != tables.stringBytes[start + index] { return false }
    return true
  }

  @usableFromInline
  func matches(_ concept: Int, _ code: Span<UInt8>, _ tables: Schema.Tables) -> Bool {
    let string = Int(tables.concepts[concept].code.rawValue)
    let start = Int(tables.stringOffsets[string])
    guard Int(tables.stringOffsets[string + 1]) - start == code.count else { return false }
    for index in code.indices where code[index] != tables.stringBytes[start + index] { return false }
    return true
  }
}
