import Diagnostics
import SourceTree

/// A definition, package or profile that cannot be used at all.
public struct DefinitionError: Error, Sendable {
  public var diagnostic: Diagnostic

  public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}

/// What was found wrong in definitions, packages and profiles. Definitions are read seldom and by people who are waiting for an answer,
/// so that their findings are made readable at once.
public struct DefinitionDiagnostics: Sendable {
  public private(set) var diagnostics: [Diagnostic] = []

  public init() {}

  public var hasErrors: Bool { diagnostics.contains { $0.severity >= .error } }

  public mutating func append(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  public mutating func append(contentsOf others: DefinitionDiagnostics) { diagnostics += others.diagnostics }

  /// Reports a broken rule.
  /// - Parameter place: the file, and where in it.
  public mutating func report(_ rule: Rule, at place: DefinitionPlace, _ words: RuleWords = RuleWords()) {
    diagnostics.append(Diagnostic(rule, at: place, words))
  }
}

/// What fills the placeholders of a rule's message.
public struct RuleWords: Sendable, Hashable {
  public var name: String
  public var value: String
  public var expected: String
  public var actual: String
  public var definition: String
  public var notes: [String]

  public init(
    name: String = "", value: String = "", expected: String = "", actual: String = "", definition: String = "",
    notes: [String] = []
  ) {
    self.name = name
    self.value = value
    self.expected = expected
    self.actual = actual
    self.definition = definition
    self.notes = notes
  }
}

/// Where in a definition something was found.
public struct DefinitionPlace: Sendable, Hashable {
  public var location: SourceLocation?
  /// `StructureDefinition.snapshot.element[3].min`, `elements.name.type`.
  public var path: String

  public init(location: SourceLocation? = nil, path: String = "") {
    self.location = location
    self.path = path
  }

  /// A file as a whole.
  public init(file: String, path: String = "") {
    self.init(location: SourceLocation(file: file, byteOffset: 0, byteLength: 0, line: 1, column: 1), path: path)
  }

  /// A stretch of a document.
  public init(file: String, span: SourceSpan, in document: borrowing SourceDocument, path: String = "") {
    let bytes = document.bytes
    let (line, column) = LineIndex(bytes.span).position(of: Int(span.offset), in: bytes.span)
    self.init(
      location: SourceLocation(
        file: file, byteOffset: document.baseOffset + UInt64(span.offset), byteLength: Int(span.length), line: line,
        column: column), path: path)
  }
}

extension Diagnostic {
  /// A broken rule with its message filled in.
  public init(_ rule: Rule, at place: DefinitionPlace, _ words: RuleWords = RuleWords()) {
    var message = rule.message
    for (placeholder, text) in [
      ("{name}", words.name), ("{value}", words.value), ("{expected}", words.expected), ("{actual}", words.actual),
      ("{definition}", words.definition),
    ] {
      message = message.replacing(placeholder, text)
    }
    self.init(
      ruleID: rule.id, ruleName: rule.name, severity: rule.severity, issueType: rule.issueType, message: message,
      location: place.location, instancePath: place.path, definitionPath: words.definition.isEmpty ? nil : words.definition,
      expected: words.expected.isEmpty ? nil : words.expected, actual: words.actual.isEmpty ? nil : words.actual,
      notes: words.notes.map { DiagnosticNote($0) })
  }
}

extension String {
  /// The text with each occurrence of `part` replaced (the standard library's own `replacing` needs a regular-expression engine).
  func replacing(_ part: String, _ replacement: String) -> String {
    var result = ""
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(part) {
        result += replacement
        rest = rest.dropFirst(part.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
