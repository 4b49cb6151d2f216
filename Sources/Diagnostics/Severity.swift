/// How bad a finding is, in the words of FHIR's issue-severity (http://hl7.org/fhir/R4/valueset-issue-severity.html).
public enum Severity: UInt8, Sendable, Comparable, CaseIterable, BitwiseCopyable {
  case information, warning, error, fatal

  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

  /// The code FHIR and the command line use.
  public var code: String {
    switch self {
    case .information: "information"
    case .warning: "warning"
    case .error: "error"
    case .fatal: "fatal"
    }
  }

  public init?(code: String) {
    guard let match = Severity.allCases.first(where: { $0.code == code }) else { return nil }
    self = match
  }
}
