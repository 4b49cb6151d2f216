/// What a name means inside a type.
@frozen
public struct ChildEntry: Sendable, BitwiseCopyable {
  public var element: ElementID
  /// Index into the schema's type references: which type of a choice the name stands for.
  public var typeReference: UInt32
  /// Whether the name is the underscored companion of a primitive (`_birthDate`), which holds its id and extensions.
  public var isCompanion: Bool

  @inlinable
  public init(element: ElementID, typeReference: UInt32, isCompanion: Bool) {
    self.element = element
    self.typeReference = typeReference
    self.isCompanion = isCompanion
  }
}

/// Finds children by type and name with about one probe, for all types but profiles, whose children stand at the positions of those that
/// they constrain (``Schema/element(of:at:)``). A copy shares its memory; engines keep one, so that looking up does not
/// count references to the schema.
public struct ChildTable: Sendable {
  @usableFromInline
  @frozen
  struct Slot: Sendable, BitwiseCopyable {
    @usableFromInline var type: UInt32
    @usableFromInline var symbol: UInt32
    @usableFromInline var entry: ChildEntry
  }

  @usableFromInline let slots: ContiguousArray<Slot>
  @usableFromInline let shift: UInt64

  init(_ tables: Schema.Tables) {
    var entries: [Slot] = []
    for (index, type) in tables.types.enumerated() where !type.isProfile {
      let children = Int(type.firstElement)..<Int(type.firstElement + type.elementCount)
      for element in children {
        let record = tables.elements[element]
        let references = Int(record.firstTypeReference)..<Int(record.firstTypeReference) + Int(record.typeReferenceCount)
        for reference in references {
          let symbol = tables.typeReferences[reference].symbol
          let entry = ChildEntry(
            element: ElementID(UInt32(element)), typeReference: UInt32(reference), isCompanion: false)
          entries.append(Slot(type: UInt32(index), symbol: symbol, entry: entry))
          let target = tables.typeReferences[reference].type
          if target != .none, tables.types[target.index].hasCompanion {
            let entry = ChildEntry(
              element: ElementID(UInt32(element)), typeReference: UInt32(reference), isCompanion: true)
            entries.append(Slot(type: UInt32(index), symbol: symbol + 1, entry: entry))
          }
        }
      }
    }
    var bits: UInt64 = 6
    while 1 << bits < entries.count * 3 / 2 { bits += 1 }
    let empty = Slot(
      type: .max, symbol: .max, entry: ChildEntry(element: .none, typeReference: 0, isCompanion: false))
    var slots = ContiguousArray(repeating: empty, count: 1 << bits)
    shift = 64 - bits
    for entry in entries {
      var slot = ChildTable.slot(entry.type, entry.symbol, shift)
      while slots[slot].type != .max, slots[slot].type != entry.type || slots[slot].symbol != entry.symbol {
        slot = (slot + 1) & (slots.count - 1)
      }
      // Several types of one element under one name (a Reference to several targets) share the first entry.
      if slots[slot].type == .max { slots[slot] = entry }
    }
    self.slots = slots
  }

  @inlinable
  static func slot(_ type: UInt32, _ symbol: UInt32, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: ((UInt64(type) << 32 | UInt64(symbol)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  /// What the name `symbol` means in an object of type `type`.
  @inlinable
  public func find(_ type: TypeID, _ symbol: UInt32) -> ChildEntry? {
    var slot = ChildTable.slot(type.rawValue, symbol, shift)
    while true {
      let candidate = slots[slot]
      if candidate.type == type.rawValue, candidate.symbol == symbol { return candidate.entry }
      if candidate.type == .max { return nil }
      slot = (slot + 1) & (slots.count - 1)
    }
  }
}
