import Diagnostics

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
public struct CodeAnswer: Sendable, Hashable {
  public enum Result: Sendable, Hashable {
    /// The code exists and, where a value set was named, is in it.
    case valid
    /// The system has no such code.
    case unknownCode
    /// The value set does not have the code.
    case notMember
    /// Whoever was asked cannot tell, and why: the system or the value set is not known there either.
    case undecided(String)
    /// There was no answer, and why.
    case failed(String)
  }

  /// Something said beside the result, such as that the code is no longer in use.
  public struct Remark: Sendable, Hashable {
    public var severity: Severity
    public var text: String

    public init(severity: Severity, text: String) {
      self.severity = severity
      self.text = text
    }
  }

  public var result: Result
  /// What was said against the code.
  public var message: String?
  /// The name that the code has.
  public var display: String?
  /// What was said against the display that came with the code.
  public var displayFault: String?
  public var remarks: [Remark]

  public init(
    _ result: Result, message: String? = nil, display: String? = nil, displayFault: String? = nil, remarks: [Remark] = []
  ) {
    self.result = result
    self.message = message
    self.display = display
    self.displayFault = displayFault
    self.remarks = remarks
  }

  /// Whether the code is what it was asked to be; nil where that is not known.
  public var isValid: Bool? {
    switch result {
    case .valid: true
    case .unknownCode, .notMember: false
    case .undecided, .failed: nil
    }
  }
}

/// Somebody who can be asked about codes: a server, or answers that were recorded. Many questions are asked at once, and the answers come
/// in the same order.
public protocol TerminologyAnswers: Sendable {
  /// Who says so, for messages.
  var name: String { get }

  func answers(to requests: [CodeRequest]) -> [CodeAnswer]
}

extension TerminologyAnswers {
  public func answer(to request: CodeRequest) -> CodeAnswer { answers(to: [request]).first ?? CodeAnswer(.failed("no answer")) }
}
