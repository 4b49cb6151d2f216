import Diagnostics
import HL7v2Definitions
import HL7v2Syntax

/// What a message says that it is.
struct MessageKind: Hashable {
  var version = ""
  var code = ""
  var event = ""
  var structure = ""
  /// What MSH-21 names.
  var profiles: [String] = []
}

/// What a site or country says more than the standard, or otherwise: structures, segments, fields, conditions, severities.
public struct MessageProfile: Sendable {
  public var name = ""
  public var title = ""
  /// Versions of HL7 v2 that it is about; empty for all.
  public var versions: [HL7Version] = []
  /// What MSH-3 and MSH-4 hold in messages that it is about; empty for all.
  public var events: [String: String] = [:]
  public var structures: [String: StructureTree] = [:]
  public var segments: [SegmentProfile] = []
  public var conditions: [SegmentCondition] = []
  public var severities = SeverityChoices()
  /// Kinds of messages that the profile defines whole, with the segments, data types and value sets they are made of.
  public var messages: [MessageDefinition] = []
  public var segmentDefinitions: [PartListDefinition] = []
  public var typeDefinitions: [PartListDefinition] = []
  public var valueSets: [ValueSet] = []

  public init() {}

  /// What it says about the fields of a segment, or all of a segment of the site.
  public struct SegmentProfile: Sendable {
    public var id: SegmentID
    public var fields: [FieldProfile] = []
    /// What it says about components, by field.
    public var components: [Int: [FieldProfile]] = [:]
  }

  public struct FieldProfile: Sendable {
    public var number: Int
    public var name: String?
    public var type: String?
    public var usage: String?
    /// 0 for any number of times.
    public var maximum: Int?
    public var length: Int?
    /// How often it is there at least, once it is there.
    public var minimum = 0
    public var lengths: ClosedRange<Int>?
    public var conformanceLength: ConformanceLength?
    public var constant: String?
    /// Number of a table of the standard.
    public var table: UInt16?

    public init(number: Int) { self.number = number }
  }

  /// Adds what the profile says to what the version says.
  func overlay(_ plan: inout MessagePlan, _ library: PlanLibrary, _ kind: MessageKind) {
    let (code, event) = (kind.code, kind.event)
    guard messages.isEmpty else { return overlayDefinitions(&plan, library, kind) }
    guard versions.isEmpty || versions.contains(plan.version) else { return }
    if let name = events["\(code)^\(event)"] ?? events[event], name.hasPrefix(code + "_") || name == code,
      let tree = structures[name]
    {
      plan.structure = tree
      plan.isDoubtful = false
      if case .unknownStructure = plan.remark { plan.remark = nil }
      if case .otherStructure = plan.remark { plan.remark = nil }
    } else if let standard = plan.structure, let tree = structures[standard.name] {
      plan.structure = tree
      plan.isDoubtful = false
    }
    var compiler = ProfileCompiler(library, plan.definitions)
    for segment in segments {
      var derived: [Int: UInt16] = [:]
      for (number, changes) in segment.components {
        let type = segment.fields.first { $0.number == number }?.type.flatMap(library.definitions.typeIndex)
        let standard = plan.definitions.segment(segment.id).flatMap { plan.definitions.part(number, of: $0)?.type }
        guard let base = type ?? standard else { continue }
        derived[number] = compiler.derive(base, in: &plan.definitions) { part in
          guard let change = changes.first(where: { $0.number == Int(part.number) }) else { return nil }
          apply(change, to: &part, library)
          return change
        }
      }
      plan.definitions.overlay(segment.id) { number, part in
        if let field = segment.fields.first(where: { $0.number == number }) {
          apply(field, to: &part, library)
          part.detail = compiler.detail(field)
        }
        if let type = derived[number] { part.type = type }
      } count: {
        max($0, segment.fields.map(\.number).max() ?? 0)
      }
    }
    plan.conditions += conditions
    plan.severities = severities
    plan.compiled = CompiledProfile(compiler, nil, valueSets: [])
  }

  /// Puts the definitions of the profile in the place of those of the version.
  private func overlayDefinitions(_ plan: inout MessagePlan, _ library: PlanLibrary, _ kind: MessageKind) {
    plan.severities = severities
    guard let message = definition(of: kind) else {
      plan.remark = .notInProfile(name)
      return
    }
    plan.remark = nil
    plan.isDoubtful = false
    plan.structure = message.tree
    var compiler = ProfileCompiler(library, plan.definitions)
    compiler.add(self, to: &plan.definitions)
    // A segment that is out of place is judged as at its first place.
    for (node, segment) in message.segments.enumerated().reversed() {
      guard let owner = compiler.owners[segment] else { continue }
      plan.definitions.setSegment(message.tree.nodes[node].segment, owner)
    }
    plan.compiled = CompiledProfile(compiler, message, valueSets: valueSets)
  }

  /// The definition for a kind of message: by event first, then by structure; one that MSH-21 names goes before others.
  func definition(of kind: MessageKind) -> MessageDefinition? {
    let possible = messages.filter { message in
      guard message.code.isEmpty || message.code == kind.code else { return false }
      return message.event.isEmpty || message.event == kind.event || kind.event.isEmpty
        || (!kind.structure.isEmpty && message.structure == kind.structure)
    }
    func rank(_ message: MessageDefinition) -> Int {
      var rank = 0
      if kind.profiles.contains(message.id) || kind.profiles.contains(message.identifier) { rank += 8 }
      if message.event == kind.event { rank += 4 }
      if message.structure == kind.structure { rank += 2 }
      return rank
    }
    return possible.max { rank($0) < rank($1) }
  }

  private func apply(_ field: FieldProfile, to part: inout PartFact, _ library: PlanLibrary) {
    if let usage = field.usage {
      part.usage = PartFact.Usage(usage)
      part.doubts.remove(.usage)
    }
    if let maximum = field.maximum {
      part.maximum = UInt8(clamping: maximum)
      part.doubts.remove(.repetition)
    }
    if let name = field.name.flatMap({ library.names[$0] }) { part.name = name }
    if let length = field.length { part.length = UInt16(clamping: length) }
    if let type = field.type.flatMap(library.definitions.typeIndex) {
      part.type = type
      part.table = 0
      part.doubts.remove(.type)
    }
  }
}
