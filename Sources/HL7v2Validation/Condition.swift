import Diagnostics
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// A condition of a profile on a message or on each segment of a kind: where the test holds, something else must.
public struct Condition: Sendable {
  /// What the segment is that the paths are about; each occurrence is judged by itself.
  public var segment: SegmentID
  public var test: Test
  public var consequence: Test
  public var severity: Severity
  public var message: String

  /// A statement about the fields of one segment.
  public indirect enum Test: Sendable {
    case always
    case isPresent(FieldPlace)
    case equals(FieldPlace, [String])
    case matches(FieldPlace, Pattern)
    case not(Test)
    case all([Test])
    case any([Test])
  }

  /// A field, component or subcomponent; of every repetition.
  public struct FieldPlace: Sendable, Hashable {
    public var field: Int
    public var component: Int?
    public var subcomponent: Int?
  }

  /// A form that values of a place have.
  public enum Pattern: String, Sendable, CaseIterable {
    case nhsNumber = "nhs-number"
    case gmcNumber = "gmc-number"
    case odsCode = "ods-code"
    case postcode
    case digits
  }
}
