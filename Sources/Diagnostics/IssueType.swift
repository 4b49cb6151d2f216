/// The kind of an issue: the codes of FHIR's issue-type (http://hl7.org/fhir/R4/valueset-issue-type.html) that rules use.
public enum IssueType: String, Sendable, CaseIterable {
  case invalid, structure, required, value, invariant
  case processing, notSupported = "not-supported", duplicate, multipleMatches = "multiple-matches"
  case notFound = "not-found", tooLong = "too-long", codeInvalid = "code-invalid", `extension`
  case tooCostly = "too-costly", businessRule = "business-rule", conflict, exception, incomplete, informational
  case security, throttled, noStore = "no-store"
}
