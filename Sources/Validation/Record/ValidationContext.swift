import FHIRModel
import FHIRPath
import Schema
import Synchronization
import Terminology

/// What all checks of a run share: made once, read by all workers. Whatever takes time to make is made when it is first needed.
public final class ValidationContext: Sendable {
  public let schema: Schema
  public let options: ValidationOptions
  /// Resources that references may lead to; nil for none.
  public let supplied: (any SuppliedResources)?
  /// Answers about codes that cannot be decided with the schema; nil for none.
  public let terminology: (any TerminologyAnswers)?
  /// What the schema says about codes.
  public let codes: Terminology
  private let makeUnits: @Sendable () -> UnitTable
  private let lazyModel = Mutex<FHIRPathModel?>(nil)
  /// The invariants, compiled type by type.
  let invariants: InvariantLibrary
  /// The profiles, arranged one by one.
  let profiles: ProfileLibrary
  let wellKnownTypes: WellKnownTypes
  private let lazyStructure = Mutex<StructuralValidator?>(nil)

  let nhs: NHSSource
  private let makeFacts: (@Sendable () -> RecordFacts)?
  private let lazyFacts = Mutex<RecordFacts?>(nil)

  /// - Parameters:
  ///   - units: the units of UCUM for quantities in expressions; asked for when the first expression is compiled.
  ///   - nhs: national identifiers and codes; nil leaves them unchecked.
  ///   - facts: what is known beside definitions; asked for when a record first needs it.
  public init(
    schema: Schema, options: ValidationOptions = ValidationOptions(), supplied: (any SuppliedResources)? = nil,
    terminology: (any TerminologyAnswers)? = nil, units: @escaping @Sendable () -> UnitTable = { .empty },
    nhs: (@Sendable () -> NHSFacts)? = nil, facts: (@Sendable () -> RecordFacts)? = nil
  ) {
    self.schema = schema
    self.options = options
    self.supplied = supplied
    self.terminology = terminology ?? options.terminology
    codes = Terminology([schema], units: units)
    makeUnits = units
    self.nhs = NHSSource(nhs)
    makeFacts = facts
    invariants = InvariantLibrary(schema, options)
    profiles = ProfileLibrary(schema)
    wellKnownTypes = WellKnownTypes(schema)
  }

  /// Facts that somebody said how to get, that were needed, and of which there were none; nil while all is well.
  public var missingFacts: String? { nhs.isMissing ? "national identifiers and codes" : nil }

  /// A structural walk to copy: copies share their plans.
  var structure: StructuralValidator {
    lazyStructure.withLock { structure in
      if let structure { return structure }
      var made = StructuralValidator(schema: schema)
      made.notesNodes = true
      for canonical in options.profiles {
        guard let type = profiles.type(canonical: canonical), schema.tables.types[type.index].kind == .logical else { continue }
        made.logicalModel = profiles.constrained(type)
      }
      structure = made
      return made
    }
  }

  /// What is known beside definitions.
  var facts: RecordFacts {
    lazyFacts.withLock { facts in
      if let facts { return facts }
      let made = makeFacts?() ?? .none
      facts = made
      return made
    }
  }

  /// The resource types by name.
  var resourceTypes: ResourceTypeTable { structure.resources }

  /// The types and units that expressions are compiled against.
  public var model: FHIRPathModel {
    lazyModel.withLock { model in
      if let model { return model }
      let units = makeUnits
      let made = FHIRPathModel(schema: schema, units: units())
      model = made
      return made
    }
  }
}

/// Types that the passes ask for by name.
struct WellKnownTypes: Sendable {
  let `extension`, reference, coding, codeableConcept, quantity, element, backboneElement: TypeID

  init(_ schema: Schema) {
    func type(_ name: String) -> TypeID { schema.type(named: name) ?? .none }
    `extension` = type("Extension")
    reference = type("Reference")
    coding = type("Coding")
    codeableConcept = type("CodeableConcept")
    quantity = type("Quantity")
    element = type("Element")
    backboneElement = type("BackboneElement")
  }
}
