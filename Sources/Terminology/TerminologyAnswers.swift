/// What is asked of somebody who knows more terminology than is here: the operation `$validate-code`
/// (http://hl7.org/fhir/R4/valueset-operation-validate-code.html, http://hl7.org/fhir/R4/codesystem-operation-validate-code.html).
public struct CodeRequest: Sendable, Hashable {
  /// The value set that the code should be in; nil to ask of its own system only.
  public var valueSet: String?
  public var system: String?
  public var version: String?
  public var code: String
  public var display: String?
  public var language: String?

  public init(
    valueSet: String?, system: String?, version: String? = nil, code: String, display: String? = nil, language: String? = nil
  ) {
    self.valueSet = valueSet
    self.system = system
    self.version = version
    self.code = code
    self.display = display
    self.language = language
  }
}

/// What came back.
public enum CodeAnswer: Sendable, Hashable {
  case valid
  /// The code is right, its display is not; with those it may have.
  case wrongDisplay([String])
  /// The system has no such code.
  case unknownCode
  /// The system has the code, the value set does not.
  case notMember
  /// There was no answer, and why.
  case none(String)
}

/// Somebody who can be asked about codes: a server, or answers that were recorded. Many questions are asked at once, and the answers come
/// in the same order.
public protocol TerminologyAnswers: Sendable {
  func answers(to requests: [CodeRequest]) -> [CodeAnswer]
}
