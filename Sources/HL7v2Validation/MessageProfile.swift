import Diagnostics
import HL7v2Definitions
import HL7v2Syntax

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
  public var conditions: [Condition] = []
  public var severities = SeverityChoices()

  public init() {}

  /// What it says about the fields of a segment, or all of a segment of the site.
  public struct SegmentProfile: Sendable {
    public var id: SegmentID
    public var fields: [FieldProfile] = []
  }

  public struct FieldProfile: Sendable {
    public var number: Int
    public var name: String?
    public var type: String?
    public var usage: String?
    /// 0 for any number of times.
    public var maximum: Int?
    public var length: Int?
  }

  /// Adds what the profile says to what the version says.
  func overlay(_ plan: inout MessagePlan, _ library: PlanLibrary, code: String, event: String) {
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
    for segment in segments {
      plan.definitions.overlay(segment.id) { number, part in
        guard let field = segment.fields.first(where: { $0.number == number }) else { return }
        apply(field, to: &part, library)
      } count: {
        max($0, segment.fields.map(\.number).max() ?? 0)
      }
    }
    plan.conditions += conditions
    plan.severities = severities
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
