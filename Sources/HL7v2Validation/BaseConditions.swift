import Diagnostics
import HL7v2Definitions

/// Conditions that the standard itself makes (fields of usage C) and that can be told from the segment alone.
enum BaseConditions {
  static func all(_ version: HL7Version) -> [Condition] {
    var conditions: [Condition] = []
    // Until 2.3 OBX-2 is required whatever OBX-5 holds.
    if version >= .v2_3_1 {
      conditions.append(
        Condition(
          segment: "OBX", test: .isPresent(.init(field: 5)), consequence: .isPresent(.init(field: 2)), severity: .warning,
          message: "OBX-5 has a value, so that OBX-2 must name its data type"))
    }
    return conditions
  }
}
