/// A place in a file, ready to be shown.
public struct SourceLocation: Sendable, Hashable {
  public var file: String
  /// Bytes from the start of the file.
  public var byteOffset: UInt64
  public var byteLength: Int
  /// From 1.
  public var line: Int
  /// From 1, in Unicode scalars.
  public var column: Int

  public init(file: String, byteOffset: UInt64, byteLength: Int, line: Int, column: Int) {
    self.file = file
    self.byteOffset = byteOffset
    self.byteLength = byteLength
    self.line = line
    self.column = column
  }
}

/// The source line a finding stands in, cut to a width that fits a terminal.
public struct SourceExcerpt: Sendable, Hashable {
  /// Text of the line or the part of it that was kept, personal values masked unless they may be shown.
  public var text: String
  /// Where the marked part starts, in characters of `text`, from 0.
  public var caretStart: Int
  /// How many characters are marked; at least 1.
  public var caretLength: Int

  public init(text: String, caretStart: Int, caretLength: Int) {
    self.text = text
    self.caretStart = caretStart
    self.caretLength = caretLength
  }
}

/// Further information on a diagnostic, with a place of its own where it has one.
public struct DiagnosticNote: Sendable, Hashable {
  public var message: String
  public var location: SourceLocation?

  public init(_ message: String, location: SourceLocation? = nil) {
    self.message = message
    self.location = location
  }
}

/// A finding made readable. Made from a ``Finding`` at render time, never on the hot path.
public struct Diagnostic: Sendable, Hashable {
  public var ruleID: String
  public var ruleName: String
  public var severity: Severity
  public var issueType: IssueType
  /// Lower case, no full stop, able to stand alone.
  public var message: String
  public var location: SourceLocation?
  public var excerpt: SourceExcerpt?
  /// `Patient.name[0].given[1]`, `PID-3[2].1`, `row 17, column "Date of Birth"`.
  public var instancePath: String
  /// For a canonical value: where it came from in the source, such as `PID-8`.
  public var sourcePath: String?
  /// Path in the definition that was violated, such as `Patient|4.0.1#Patient.contact.gender`.
  public var definitionPath: String?
  public var expected: String?
  public var actual: String?
  public var notes: [DiagnosticNote]
  public var fix: Fix?
  /// Number of the record in the file, from 1.
  public var record: Int

  public init(
    ruleID: String, ruleName: String, severity: Severity, issueType: IssueType, message: String,
    location: SourceLocation? = nil, excerpt: SourceExcerpt? = nil, instancePath: String = "", sourcePath: String? = nil,
    definitionPath: String? = nil, expected: String? = nil, actual: String? = nil, notes: [DiagnosticNote] = [],
    fix: Fix? = nil, record: Int = 1
  ) {
    self.ruleID = ruleID
    self.ruleName = ruleName
    self.severity = severity
    self.issueType = issueType
    self.message = message
    self.location = location
    self.excerpt = excerpt
    self.instancePath = instancePath
    self.sourcePath = sourcePath
    self.definitionPath = definitionPath
    self.expected = expected
    self.actual = actual
    self.notes = notes
    self.fix = fix
    self.record = record
  }
}
