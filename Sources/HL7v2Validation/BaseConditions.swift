import Diagnostics
import HL7v2Definitions
import HL7v2Syntax

/// A statement about each segment of a kind.
public struct SegmentCondition: Sendable {
  public var segment: SegmentID
  public var statement: Statement
}

/// Conditions that the standard itself makes (fields of usage C) and that can be told from the segment alone.
enum BaseConditions {
  static func all(_ version: HL7Version) -> [SegmentCondition] {
    var conditions: [SegmentCondition] = []
    // Until 2.3 OBX-2 is required whatever OBX-5 holds.
    if version >= .v2_3_1 {
      conditions.append(
        requires("OBX", 2, if: 5, "OBX-5 has a value, so that OBX-2 must name its data type"))
    }
    return conditions
  }

  private static func requires(_ segment: SegmentID, _ wanted: Int, if given: Int, _ message: String) -> SegmentCondition {
    SegmentCondition(
      segment: segment,
      statement: Statement(
        .implies(.presence(.field(given, nil, nil)), .presence(.field(wanted, nil, nil))), severity: .warning, message: message))
  }
}
