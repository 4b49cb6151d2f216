import Diagnostics
import HL7v2Definitions
import HL7v2Syntax

/// What a site or country says more than the standard: structures, segments, fields, conditions, severities.
public struct MessageProfile: Sendable {
  public var name = ""

  public init() {}

  func overlay(_ plan: inout MessagePlan, _ definitions: MessageDefinitions, code: String, event: String) {}
}
