import Diagnostics
import HL7v2Definitions
import HL7v2Syntax

/// Makes the plans that messages are checked against: what their version says, and what a profile says more.
public struct PlanLibrary: Sendable {
  public private(set) var definitions: MessageDefinitions
  public private(set) var profile: MessageProfile?
  /// What is otherwise for some senders.
  public var senders: [SenderRules] = []
  /// The names that the profile gives to fields.
  private(set) var names: [String: UInt16] = [:]
  /// The data type of patient identifiers.
  let identifierType: UInt16
  /// Those of persons with their numbers, and of organisations.
  let professionalType: UInt16
  let organizationType: UInt16
  /// Data types whose first component is a code of the field's table.
  let codedTypes: Set<UInt16>

  public init(_ definitions: MessageDefinitions, profile: MessageProfile? = nil) {
    self.definitions = definitions
    self.profile = profile
    let lists = (profile?.segmentDefinitions ?? []) + (profile?.typeDefinitions ?? [])
    let fields = profile?.segments.flatMap { $0.fields + $0.components.values.joined() } ?? []
    for field in fields + lists.flatMap(\.parts) {
      if let name = field.name, names[name] == nil { names[name] = self.definitions.register(name) }
    }
    identifierType = definitions.typeIndex("CX") ?? HL7v2TypeIndex.none
    professionalType = definitions.typeIndex("XCN") ?? HL7v2TypeIndex.none
    organizationType = definitions.typeIndex("XON") ?? HL7v2TypeIndex.none
    codedTypes = Set(["CE", "CF", "CNE", "CWE"].compactMap { definitions.typeIndex($0) })
  }

  func plan(_ kind: MessageKind) -> MessagePlan {
    let exact = HL7Version(exactly: kind.version)
    let version = exact ?? HL7Version(nearest: kind.version) ?? .v2_5_1
    var plan = MessagePlan(version: version, structure: nil, definitions: definitions.version(version))
    plan.conditions = BaseConditions.all(version)
    choose(&plan, code: kind.code, event: kind.event, structure: kind.structure)
    if exact == nil { plan.remark = HL7Version(nearest: kind.version) == nil ? .unknownVersion : .nearestVersion }
    profile?.overlay(&plan, self, kind)
    return plan
  }

  /// The structure is that of the event; where the event is not known, the one that the message names.
  private func choose(_ plan: inout MessagePlan, code: String, event: String, structure: String) {
    let byEvent = definitions.structureName(code: code, event: event, plan.version)
    let name = byEvent ?? (structure.isEmpty ? (event.isEmpty ? code : "\(code)_\(event)") : structure)
    guard let found = definitions.structure(name, plan.version), let tree = StructureTree(name: name, found.text) else {
      plan.remark = .unknownStructure
      return
    }
    plan.structure = tree
    plan.isDoubtful = found.isDoubtful
    if let byEvent, !structure.isEmpty, structure != byEvent, !byEvent.hasPrefix(structure + "-"), plan.version >= .v2_3_1 {
      plan.remark = .otherStructure(expected: byEvent)
    }
  }
}
