import HL7v2Definitions
import HL7v2Syntax

/// What one kind of message is checked against: its structure and the fields of its segments.
public struct MessagePlan: Sendable {
  public var version: HL7Version
  /// Nil where no structure is known: then segments are checked by themselves.
  public var structure: StructureTree?
  /// Whether the sources of the structure differ, or there is one only: what breaks it is at most a warning.
  public var isDoubtful = false
  public var definitions: VersionDefinitions
  public var conditions: [SegmentCondition] = []
  public var severities = SeverityChoices()
  /// What a profile defines itself.
  var compiled: CompiledProfile?
  /// Something to say about every message of the kind.
  var remark: Remark?

  enum Remark: Sendable {
    case unknownVersion, nearestVersion, unknownStructure, otherStructure(expected: String), notInProfile(String)
  }

  /// The data type of the standard that a type is, or is a flavour of.
  @inline(__always)
  func base(_ type: UInt16) -> UInt16 { compiled?.base(type) ?? type }
}
