import Schema
import SourceTree

/// What the engine must know of the schema by number: the names it writes itself, the elements that may not be missing, and the
/// types whose instances must hold something from the source.
struct DraftVocabulary: Sendable {
  let url: UInt32
  let contained: TargetStep
  let containedID: TargetStep
  let extensionStep: TargetStep
  let extensionURL: TargetStep
  let extensionCode: TargetStep
  let extensionString: TargetStep
  let codingSystem: TargetStep
  let codingDisplay: TargetStep
  let codingCode: TargetStep
  let bundleType: TargetStep
  let reference: TargetStep
  /// Of a Bundle and its entries, in the order of the definition.
  let entry, fullURL, resource, request, method, requestURL, ifNoneExist: UInt32
  let id: UInt32
  let extensionType, codingType, referenceType, bundle: TypeID
  /// Types of which one stands for all that say the same.
  let sharedTypes: [TypeID]
  let patient, encounter, messageHeader: TypeID
  let identifier, system, value: UInt32
  /// Elements that types require.
  private let required: ContiguousArray<TargetStep>
  private let requiredRanges: ContiguousArray<TableRange>
  private let needsSource: ContiguousArray<Bool>
  private let isResourceType: ContiguousArray<Bool>
  let status: UInt32
  let codingVersion: UInt32
  private let organization, contactPoint: TypeID
  private let organizationName, contactSystem: TargetStep
  private let contactValue: UInt32
  private let attachment: TypeID
  private let attachmentData: UInt32
  private let attachmentType: TargetStep
  /// By type: elements that stay out unless one of others is there, by invariants of FHIR.
  let needs: [TypeID: [Need]]
  private let unknownStatusTypes: Set<TypeID>

  /// Nil when the schema lacks what FHIR R4 has.
  init?(_ schema: Schema) {
    func step(_ type: String, _ name: String) -> TargetStep? {
      schema.type(named: type).flatMap { TargetStep(schema, $0, name) }
    }
    guard let extensionType = schema.type(named: "Extension"), let codingType = schema.type(named: "Coding"),
      let referenceType = schema.type(named: "Reference"), let bundle = schema.type(named: "Bundle"),
      let patient = schema.type(named: "Patient"), let encounter = schema.type(named: "Encounter"),
      let messageHeader = schema.type(named: "MessageHeader"),
      let contained = step("Patient", "contained"), let containedID = step("Patient", "id"),
      let extensionStep = step("HumanName", "extension"), let extensionURL = step("Extension", "url"),
      let extensionCode = step("Extension", "valueCode"), let extensionString = step("Extension", "valueString"),
      let codingSystem = step("Coding", "system"),
      let codingDisplay = step("Coding", "display"), let codingCode = step("Coding", "code"),
      let bundleType = step("Bundle", "type"),
      let reference = step("Reference", "reference"), let entry = step("Bundle", "entry"),
      let fullURL = step("Bundle.entry", "fullUrl"), let resource = step("Bundle.entry", "resource"),
      let request = step("Bundle.entry", "request"), let method = step("Bundle.entry.request", "method"),
      let requestURL = step("Bundle.entry.request", "url"), let ifNoneExist = step("Bundle.entry.request", "ifNoneExist"),
      let identifier = step("Patient", "identifier"), let system = step("Identifier", "system"),
      let value = step("Identifier", "value"), let version = step("Coding", "version"),
      let organization = schema.type(named: "Organization"), let organizationName = step("Organization", "name"),
      let contactPoint = schema.type(named: "ContactPoint"), let contactSystem = step("ContactPoint", "system"),
      let contactValue = step("ContactPoint", "value"), let attachment = schema.type(named: "Attachment"),
      let attachmentData = step("Attachment", "data"), let attachmentType = step("Attachment", "contentType")
    else { return nil }
    codingVersion = version.symbol
    (self.organization, self.organizationName) = (organization, organizationName)
    (self.contactPoint, self.contactSystem) = (contactPoint, contactSystem)
    self.contactValue = contactValue.symbol
    (self.attachment, self.attachmentData, self.attachmentType) = (attachment, attachmentData.symbol, attachmentType)
    needs = DraftVocabulary.needs(schema)
    url = extensionURL.symbol
    id = containedID.symbol
    (self.contained, self.containedID, self.extensionStep) = (contained, containedID, extensionStep)
    (self.extensionURL, self.extensionCode, self.codingSystem) = (extensionURL, extensionCode, codingSystem)
    self.extensionString = extensionString
    (self.codingDisplay, self.codingCode) = (codingDisplay, codingCode)
    (self.bundleType, self.reference) = (bundleType, reference)
    (self.entry, self.fullURL, self.resource) = (entry.symbol, fullURL.symbol, resource.symbol)
    (self.request, self.method, self.requestURL) = (request.symbol, method.symbol, requestURL.symbol)
    self.ifNoneExist = ifNoneExist.symbol
    (self.identifier, self.system, self.value) = (identifier.symbol, system.symbol, value.symbol)
    (self.extensionType, self.codingType, self.referenceType) = (extensionType, codingType, referenceType)
    (self.bundle, self.patient, self.encounter, self.messageHeader) = (bundle, patient, encounter, messageHeader)
    sharedTypes = ["Organization", "Practitioner", "PractitionerRole", "Location", "Device"].compactMap {
      schema.type(named: $0)
    }
    var required = ContiguousArray<TargetStep>()
    var ranges = ContiguousArray<TableRange>()
    for index in schema.tables.types.indices {
      let first = required.count
      DraftVocabulary.collect(&required, schema, TypeID(UInt32(index)), except: [extensionType, bundle])
      ranges.append(TableRange(first: UInt32(first), count: UInt32(required.count - first)))
    }
    self.required = required
    requiredRanges = ranges
    let sourced: Set<String> = ["Identifier", "HumanName", "Address", "ContactPoint", "Reference", "Period", "Annotation"]
    needsSource = ContiguousArray(
      schema.tables.types.map { $0.kind == .backbone || sourced.contains(schema.string($0.name)) })
    status = step("Observation", "status")?.symbol ?? .max
    unknownStatusTypes = Set(
      [
        "Observation", "DiagnosticReport", "ServiceRequest", "Encounter", "Procedure", "MedicationRequest", "MedicationDispense",
        "MedicationAdministration", "ChargeItem",
      ].compactMap { schema.type(named: $0) })
    isResourceType = ContiguousArray(schema.tables.types.map { $0.kind == .resource })
  }

  /// An element, or with 0 the object itself, and what it needs beside it.
  struct Need: Sendable {
    var child: UInt32
    var oneOf: [UInt32]
  }

  /// qty-3, tim-1, tim-2, rat-1, app-1, pat-1: `Type`, element or nothing, what it needs one of.
  private static func needs(_ schema: Schema) -> [TypeID: [Need]] {
    let quantities = ["Quantity", "SimpleQuantity", "Age", "Duration", "Count", "Distance", "MoneyQuantity"]
    let rules: [(String, String, [String])] =
      quantities.map { ($0, "code", ["system"]) } + [
        ("Timing.repeat", "duration", ["durationUnit"]), ("Timing.repeat", "period", ["periodUnit"]),
        ("Timing.repeat", "durationMax", ["duration"]), ("Timing.repeat", "offset", ["when"]),
        ("Ratio", "numerator", ["denominator"]), ("Ratio", "denominator", ["numerator"]),
        ("Appointment.participant", "", ["actor", "type"]),
        ("Patient.contact", "", ["name", "telecom", "address", "organization"]),
      ]
    var needs: [TypeID: [Need]] = [:]
    for (name, child, others) in rules {
      guard let type = schema.type(named: name) else { continue }
      let symbols = others.compactMap { TargetStep(schema, type, $0)?.symbol }
      let own = child.isEmpty ? 0 : TargetStep(schema, type, child)?.symbol
      if let own { needs[type, default: []].append(Need(child: own, oneOf: symbols)) }
    }
    return needs
  }

  private static func collect(
    _ required: inout ContiguousArray<TargetStep>, _ schema: Schema, _ type: TypeID, except: [TypeID]
  ) {
    let record = schema.tables.types[type.index]
    guard record.kind == .resource || record.kind == .backbone || record.kind == .complex, !record.isProfile,
      !except.contains(type)
    else { return }
    for index in Int(record.firstElement)..<Int(record.firstElement + record.elementCount) {
      let element = schema.tables.elements[index]
      guard element.minimum > 0, !element.flags.contains(.xmlAttribute) else { continue }
      let name = schema.string(element.name)
      // Of a choice that is required the concept is said to be absent, or what it has instead of one.
      let names =
        element.flags.contains(.choice) ? ["CodeableConcept", "Reference", "Quantity", "String"].map { name + $0 } : [name]
      guard let step = names.lazy.compactMap({ TargetStep(schema, type, $0) }).first, step.primitive != .systemString else {
        continue
      }
      required.append(step)
    }
  }

  /// The element that an invariant asks for where others are there or missing: an organization needs a name or an identifier (org-1), the
  /// value of a contact point a system (cpt-2), the data of an attachment a MIME type (att-1).
  func missingStep(_ type: TypeID, _ has: (UInt32) -> Bool) -> TargetStep? {
    if type == organization, !has(organizationName.symbol), !has(identifier) { return organizationName }
    if type == contactPoint, has(contactValue), !has(contactSystem.symbol) { return contactSystem }
    if type == attachment, has(attachmentData), !has(attachmentType.symbol) { return attachmentType }
    return nil
  }

  func needsSource(_ type: TypeID) -> Bool { type != .none && needsSource[type.index] }

  /// Types whose status may say that it is not known.
  func knowsUnknownStatus(_ type: TypeID) -> Bool { unknownStatusTypes.contains(type) }

  /// Types that a transaction updates by identifier.
  func isUpdated(_ type: TypeID) -> Bool { type == patient || type == encounter }

  func isResource(_ type: TypeID) -> Bool { type != .none && isResourceType[type.index] }

  func requiredRange(_ type: TypeID) -> Range<Int> { type == .none ? 0..<0 : requiredRanges[type.index].indices }

  func requiredStep(_ index: Int) -> TargetStep { required[index] }
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
      takesRepetition: false, takesSegment: false, element: entry.element, type: target,
      primitive: target == .none ? .none : schema.tables.types[target.index].primitive, parent: type, resource: .none,
      contained: .max)
  }
}
