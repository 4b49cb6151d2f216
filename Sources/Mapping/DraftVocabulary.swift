import Schema
import SourceTree

/// What the engine must know of the schema by number: the names it writes itself, the elements that may not be missing, and the
/// types whose instances must hold something from the source.
struct DraftVocabulary: Sendable {
  /// An element that its type requires.
  struct Required: BitwiseCopyable, Sendable {
    var step: TargetStep
  }

  let resourceType: UInt32
  let url: UInt32
  let id: UInt32
  let reference: UInt32
  let contained: UInt32
  let extensionType: TypeID
  private let required: ContiguousArray<Required>
  private let requiredRanges: ContiguousArray<TableRange>
  private let substantial: ContiguousArray<Bool>
  private let resourceNames: ContiguousArray<StringID>
  /// Symbols of `_name` by symbol of `name`, or `UInt32.max`.
  private let companions: ContiguousArray<UInt32>
  let extensionStep: TargetStep
  let extensionURLStep: TargetStep
  let extensionCodeStep: TargetStep

  /// Nil when the schema lacks what every FHIR schema has.
  init?(_ schema: Schema) {
    let seed = schema.seed
    func symbol(_ name: String) -> UInt32? { seed.symbol(name)?.rawValue }
    guard let resourceType = symbol("resourceType"), let url = symbol("url"), let id = symbol("id"),
      let reference = symbol("reference"), let contained = symbol("contained"),
      let extensionType = schema.type(named: "Extension"), let element = schema.type(named: "HumanName"),
      let extensionStep = TargetStep(schema, element, "extension"),
      let extensionURLStep = TargetStep(schema, extensionType, "url"),
      let extensionCodeStep = TargetStep(schema, extensionType, "valueCode")
    else { return nil }
    self.resourceType = resourceType
    self.url = url
    self.id = id
    self.reference = reference
    self.contained = contained
    self.extensionType = extensionType
    self.extensionStep = extensionStep
    self.extensionURLStep = extensionURLStep
    self.extensionCodeStep = extensionCodeStep
    var required = ContiguousArray<Required>()
    var ranges = ContiguousArray<TableRange>()
    var substantial = ContiguousArray<Bool>()
    for (index, type) in schema.tables.types.enumerated() {
      let first = required.count
      let isPlain = type.kind == .resource || type.kind == .backbone || type.kind == .complex
      if isPlain, !type.isProfile, TypeID(UInt32(index)) != extensionType {
        DraftVocabulary.collect(&required, schema, TypeID(UInt32(index)), type)
      }
      ranges.append(TableRange(first: UInt32(first), count: UInt32(required.count - first)))
      let name = schema.string(type.name)
      substantial.append(
        type.kind == .backbone || ["Identifier", "HumanName", "Address", "ContactPoint", "Reference", "Period"].contains(name))
    }
    self.required = required
    requiredRanges = ranges
    self.substantial = substantial
    resourceNames = ContiguousArray(schema.tables.types.map(\.name))
    companions = ContiguousArray(
      (0..<seed.count).map { seed.symbol("_" + seed.name(Symbol(UInt32($0))))?.rawValue ?? .max })
  }

  private static func collect(
    _ required: inout ContiguousArray<Required>, _ schema: Schema, _ type: TypeID, _ record: TypeRecord
  ) {
    for index in Int(record.firstElement)..<Int(record.firstElement + record.elementCount) {
      let element = schema.tables.elements[index]
      guard element.minimum > 0, !element.flags.contains(.choice), !element.flags.contains(.xmlAttribute),
        let step = TargetStep(schema, type, schema.string(element.name))
      else { continue }
      required.append(Required(step: step))
    }
  }

  func needsSubstance(_ type: TypeID) -> Bool { type != .none && substantial[type.index] }

  func requiredRange(_ type: TypeID) -> Range<Int> { type == .none ? 0..<0 : requiredRanges[type.index].indices }

  func requiredElement(_ index: Int) -> Required { required[index] }

  func name(of type: TypeID) -> StringID { resourceNames[type.index] }

  func companion(_ symbol: UInt32) -> UInt32 {
    Int(symbol) < companions.count ? companions[Int(symbol)] : .max
  }
}

extension TargetStep {
  /// The step to a child of a type by JSON name, or nil where there is none.
  init?(_ schema: Schema, _ type: TypeID, _ name: String) {
    guard let symbol = schema.seed.symbol(name), let entry = schema.child(of: type, named: symbol.rawValue),
      !entry.isCompanion
    else { return nil }
    let element = schema.tables.elements[entry.element.index]
    let target = schema.tables.typeReferences[Int(entry.typeReference)].type
    self.init(
      symbol: symbol.rawValue, ordinal: element.ordinal, isArray: element.flags.contains(.array), key: 0,
      takesRepetition: false, takesSegment: false, type: target,
      primitive: target == .none ? .none : schema.tables.types[target.index].primitive, resource: .none, contained: .max)
  }
}
