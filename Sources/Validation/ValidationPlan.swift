import Schema
import SourceTree

/// A schema arranged for the walk. Made once; copies share its arrays.
struct ValidationPlan: Sendable {
  private(set) var types: ContiguousArray<TypePlan>
  /// Open addressing by type and name. Slots that are not taken have the owner `UInt32.max`.
  private(set) var children: ContiguousArray<ChildPlan>
  /// Masks of resource numbers, ``maskLength`` words each.
  private(set) var targetMasks: ContiguousArray<UInt64> = []
  let maskLength: Int
  let elements: ContiguousArray<ElementRecord>
  /// The type `Element`, which companions have.
  let elementType: TypeID
  /// Where `extension` and `value[x]` of an extension are noted.
  let extensionOrdinals: (extensions: UInt64, value: UInt64)
  private let shift: UInt64

  init(_ schema: Schema) {
    let tables = schema.tables
    types = ContiguousArray(repeating: TypePlan(), count: tables.types.count)
    var resources: UInt16 = 0
    for (index, type) in tables.types.enumerated() where type.kind == .resource && !type.isProfile {
      types[index].resourceNumber = resources
      types[index].special = .resource
      resources += 1
    }
    maskLength = (Int(resources) + 63) / 64
    elements = tables.elements
    elementType = schema.type(named: "Element") ?? .none
    extensionOrdinals = (
      ValidationPlan.ordinalBit("extension", of: "Extension", schema), ValidationPlan.ordinalBit("value", of: "Extension", schema)
    )
    let walked = ValidationPlan.walkedTypes(tables)
    let count = walked.reduce(0) { $0 + ValidationPlan.propertyCount(tables.types[$1], tables) }
    var bits: UInt64 = 6
    while 1 << bits < count * 3 / 2 { bits += 1 }
    shift = 64 - bits
    let empty = ChildPlan(
      owner: .max, symbol: .max, element: .max, type: .none, valueSet: .none, targets: .max, form: .unknown, primitive: .none,
      ordinal: 0, isArray: false, isChoice: false, isContained: false, isBound: false)
    children = ContiguousArray(repeating: empty, count: 1 << bits)
    let named: [(String, SpecialType)] = [
      ("Bundle", .bundle), ("Extension", .extension), ("Reference", .reference), ("Coding", .coding),
      ("CodeableConcept", .codeableConcept),
    ]
    for (name, special) in named {
      if let type = schema.type(named: name) { types[type.index].special = special }
    }
    var compiler = PlanCompiler(schema: schema, tables: tables)
    for index in walked { addType(index, tables.types[index], &compiler) }
  }

  /// The types that a walk from a resource can come to. Profiles are not among them, and they are most of a schema.
  private static func walkedTypes(_ tables: Schema.Tables) -> [Int] {
    var isWalked = ContiguousArray(repeating: false, count: tables.types.count)
    var walked = tables.types.indices.filter { tables.types[$0].kind != .backbone && !tables.types[$0].isProfile }
    for index in walked { isWalked[index] = true }
    var next = 0
    while next < walked.count {
      let type = tables.types[walked[next]]
      next += 1
      for element in Int(type.firstElement)..<Int(type.firstElement + type.elementCount) {
        let record = tables.elements[element]
        let references = Int(record.firstTypeReference)..<Int(record.firstTypeReference) + Int(record.typeReferenceCount)
        for reference in references {
          let target = tables.typeReferences[reference].type
          guard target != .none, !isWalked[target.index] else { continue }
          isWalked[target.index] = true
          walked.append(target.index)
        }
      }
    }
    return walked
  }

  /// How many property names a type may take up in the table: each may have a companion.
  private static func propertyCount(_ type: TypeRecord, _ tables: Schema.Tables) -> Int {
    (Int(type.firstElement)..<Int(type.firstElement + type.elementCount)).reduce(0) {
      $0 + Int(tables.elements[$1].typeReferenceCount) * 2
    }
  }

  private static func ordinalBit(_ name: String, of type: String, _ schema: Schema) -> UInt64 {
    guard let type = schema.type(named: type) else { return 0 }
    let record = schema.tables.types[type.index]
    for element in Int(record.firstElement)..<Int(record.firstElement + record.elementCount)
    where schema.string(schema.tables.elements[element].name) == name {
      return 1 << UInt64(schema.tables.elements[element].ordinal)
    }
    return 0
  }

  private mutating func addType(_ index: Int, _ type: TypeRecord, _ compiler: inout PlanCompiler) {
    types[index].firstElement = type.firstElement
    for element in Int(type.firstElement)..<Int(type.firstElement + type.elementCount) {
      let record = compiler.tables.elements[element]
      if record.minimum > 0 {
        if record.ordinal < 64 {
          types[index].required |= 1 << UInt64(record.ordinal)
        } else {
          types[index].hasFarRequired = true
        }
      }
      let references = Int(record.firstTypeReference)..<Int(record.firstTypeReference) + Int(record.typeReferenceCount)
      for reference in references {
        var plan = compiler.child(UInt32(index), element, record, compiler.tables.typeReferences[reference])
        plan.targets = targets(of: compiler.tables.typeReferences[reference], &compiler)
        insert(plan)
        guard plan.type != .none, compiler.tables.types[plan.type.index].hasCompanion else { continue }
        plan.symbol += 1
        plan.form = .companion
        plan.type = elementType
        plan.valueSet = .none
        plan.isBound = false
        insert(plan)
      }
    }
  }

  private mutating func insert(_ plan: ChildPlan) {
    let slot = slot(plan.owner, plan.symbol)
    if children[slot].owner == .max { children[slot] = plan }
  }

  /// The slot that holds the property, or the empty one where it would go. The table is never full.
  @inline(__always)
  func slot(_ owner: UInt32, _ symbol: UInt32) -> Int {
    var slot = Int(truncatingIfNeeded: ((UInt64(owner) << 32 | UInt64(symbol)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while children[slot].owner != .max, children[slot].owner != owner || children[slot].symbol != symbol {
      slot = (slot + 1) & (children.count - 1)
    }
    return slot
  }

  /// The mask of the resource types that a reference may lead to, or `UInt32.max` for any.
  private mutating func targets(of reference: TypeReferenceRecord, _ compiler: inout PlanCompiler) -> UInt32 {
    guard reference.targetCount > 0, reference.type != .none, types[reference.type.index].special == .reference else {
      return .max
    }
    var mask = ContiguousArray<UInt64>(repeating: 0, count: maskLength)
    for index in Int(reference.firstTarget)..<Int(reference.firstTarget) + Int(reference.targetCount) {
      guard let type = compiler.resource(compiler.tables.profileLists[index]) else { return .max }
      let number = Int(types[type.index].resourceNumber)
      mask[number / 64] |= 1 << UInt64(number % 64)
    }
    let start = UInt32(targetMasks.count)
    targetMasks.append(contentsOf: mask)
    return start
  }

  /// Whether references with the mask `targets` may lead to a resource type.
  func allows(_ targets: UInt32, _ type: TypeID) -> Bool {
    let number = Int(types[type.index].resourceNumber)
    guard targets != .max, number < maskLength * 64 else { return true }
    return targetMasks[Int(targets) + number / 64] & 1 << UInt64(number % 64) != 0
  }
}

/// Translates records of the schema into plans.
struct PlanCompiler {
  let schema: Schema
  let tables: Schema.Tables
  /// What canonicals were found to stand for: the same few are targets of hundreds of elements.
  private var resources: [StringID: TypeID] = [:]

  init(schema: Schema, tables: Schema.Tables) {
    self.schema = schema
    self.tables = tables
  }

  func child(_ owner: UInt32, _ index: Int, _ element: ElementRecord, _ reference: TypeReferenceRecord) -> ChildPlan {
    var form = ValueForm.unknown
    var primitive = PrimitiveType.none
    if reference.type != .none {
      let type = tables.types[reference.type.index]
      primitive = type.primitive
      switch type.kind {
      case .primitive: form = .primitive
      case .resource: form = .resource
      case .complex, .backbone, .logical: form = .object
      }
    }
    var valueSet = ValueSetID.none
    if element.bindingStrength == .required, element.valueSet != .none,
      tables.valueSets[Int(element.valueSet.rawValue)].state == .complete
    {
      valueSet = element.valueSet
    }
    return ChildPlan(
      owner: owner, symbol: reference.symbol, element: UInt32(index), type: reference.type, valueSet: valueSet, targets: .max,
      form: form, primitive: primitive, ordinal: UInt8(min(element.ordinal, 64)), isArray: element.flags.contains(.array),
      isChoice: element.flags.contains(.choice),
      isContained: form == .resource && schema.string(element.name) == "contained", isBound: valueSet != .none)
  }

  /// The resource type that a canonical of a type or profile stands for; nil where it may be any.
  mutating func resource(_ canonical: StringID) -> TypeID? {
    if let known = resources[canonical] { return known == TypeID.none ? nil : known }
    let found = findResource(canonical)
    resources[canonical] = found ?? TypeID.none
    return found
  }

  private func findResource(_ canonical: StringID) -> TypeID? {
    var url = schema.string(canonical)
    if let bar = url.firstIndex(of: "|") { url = String(url[..<bar]) }
    guard var type = schema.type(url: url) else { return nil }
    while tables.types[type.index].isProfile, tables.types[type.index].base != .none { type = tables.types[type.index].base }
    let record = tables.types[type.index]
    return record.kind == .resource && !record.isAbstract && !record.isProfile ? type : nil
  }
}
