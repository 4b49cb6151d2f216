import Diagnostics

/// A diagnostic for people:
///
/// ```
/// error[FHIR-2104]: `gender` must be a code of administrative-gender
///   --> feed.hl7:12:57
///    |
/// 12 | PID|1||9999999999^^^XXX^XX||XXXXXX^XXXX||99999999|X
///    |                                                   ^
///    = Patient.gender, from PID-8 at feed.hl7:12:57
/// ```
struct TextFormat {
  let style: TextStyle

  func bytes(_ diagnostic: Diagnostic) -> [UInt8] {
    let ink = Ink(style: style, severity: diagnostic.severity)
    var text = ink.severity(diagnostic.severity.code + "[" + diagnostic.ruleID + "]") + ink.bold(": " + diagnostic.message) + "\n"
    let number = diagnostic.location.map { String($0.line) } ?? ""
    let gutter = String(repeating: " ", count: number.utf8.count)
    if let location = diagnostic.location {
      // A finding about a file as a whole has no bytes to point at.
      let isWholeFile = diagnostic.excerpt == nil && location.byteOffset == 0 && location.byteLength == 0
      let shown = isWholeFile ? DisplayText.visible(location.file) : place(location)
      text += gutter + ink.faint("--> ") + shown + "\n"
    }
    if let excerpt = diagnostic.excerpt {
      text += gutter + ink.faint(" |") + "\n"
      text += ink.faint(number + " | ") + excerpt.text + "\n"
      text += gutter + ink.faint(" | ") + caret(excerpt, ink) + "\n"
    }
    for remark in remarks(diagnostic) { text += gutter + ink.faint(" = ") + remark + "\n" }
    for note in diagnostic.notes {
      text += gutter + ink.faint(" = note: ") + note.message + (note.location.map { " at " + place($0) } ?? "") + "\n"
    }
    return Array((text + "\n").utf8)
  }

  private func place(_ location: SourceLocation) -> String {
    DisplayText.visible(location.file) + ":\(location.line):\(location.column)"
  }

  private func remarks(_ diagnostic: Diagnostic) -> [String] {
    var result: [String] = []
    var at = diagnostic.instancePath
    if let source = diagnostic.sourcePath {
      at += (at.isEmpty ? "" : ", ") + "from " + source
      if let location = diagnostic.location { at += " at " + place(location) }
    }
    if !at.isEmpty { result.append(at) }
    if let definition = diagnostic.definitionPath { result.append("definition: " + definition) }
    if let expected = diagnostic.expected, !diagnostic.message.contains(expected) { result.append("expected: " + expected) }
    if let actual = diagnostic.actual, !diagnostic.message.contains(actual) { result.append("found: " + actual) }
    if let fix = diagnostic.fix { result.append("help: " + fix.summary) }
    return result
  }

  /// Blanks up to the marked part, in terminal columns, then carets below it.
  private func caret(_ excerpt: SourceExcerpt, _ ink: Ink) -> String {
    let scalars = excerpt.text.unicodeScalars
    let before = scalars.prefix(excerpt.caretStart).reduce(0) { $0 + DisplayText.width($1) }
    let marked = scalars.dropFirst(excerpt.caretStart).prefix(excerpt.caretLength).reduce(0) { $0 + DisplayText.width($1) }
    return String(repeating: " ", count: before) + ink.severity(String(repeating: "^", count: max(1, marked)))
  }
}

/// Terminal colours (ECMA-48 SGR), or none.
struct Ink {
  let style: TextStyle
  let severity: Severity

  func severity(_ text: String) -> String {
    switch severity {
    case .fatal, .error: paint("1;31", text)
    case .warning: paint("1;33", text)
    case .information: paint("1;34", text)
    }
  }

  func bold(_ text: String) -> String { paint("1", text) }

  func faint(_ text: String) -> String { paint("2", text) }

  private func paint(_ code: String, _ text: String) -> String {
    style.isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
