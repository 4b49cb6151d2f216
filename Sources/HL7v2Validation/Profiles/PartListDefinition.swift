import HL7v2Definitions
import HL7v2Syntax

/// A segment or a data type as a profile defines it, with all its parts: a flavour of that of the standard.
public struct PartListDefinition: Sendable {
  /// What references to it say.
  public var id: String
  /// The id of the segment, or the code of the data type.
  public var code: String
  public var title = ""
  public var parts: [MessageProfile.FieldProfile] = []
  public var rules = ContextRules()

  public init(id: String, code: String) {
    self.id = id
    self.code = code
  }
}

/// A kind of message as a profile defines it, whole.
public struct MessageDefinition: Sendable {
  public var id: String
  public var identifier = ""
  public var code = ""
  public var event = ""
  public var structure = ""
  public var tree: StructureTree
  /// For each node of the tree the id of the segment's definition; empty for groups.
  public var segments: [String]
  /// For each node of the tree its id; empty for segments.
  public var groupIDs: [String]
  /// Nodes that must not be there.
  public var forbidden: Set<Int> = []
  /// By node of the tree; 0 is the message.
  public var rules: [Int: ContextRules] = [:]
  public var coConstraints: [CoConstraintContext] = []

  public init(id: String, tree: StructureTree, segments: [String], groupIDs: [String]) {
    self.id = id
    self.tree = tree
    self.segments = segments
    self.groupIDs = groupIDs
  }
}
