import Diagnostics

/// A diagnostic as a JSON object. The member names are stable; members without a value are left out.
///
/// ```
/// {"rule":"FHIR-2104","name":"…","severity":"error","type":"required","message":"…","file":"feed.hl7","offset":812,"length":1,
///  "line":12,"column":57,"record":3,"path":"Patient.gender","source":"PID-8","definition":"Patient|4.0.1#Patient.gender",
///  "expected":"…","actual":"…","excerpt":{"text":"…","start":4,"length":1},"notes":[…],"fix":{…}}
/// ```
enum JSONFormat {
  static func bytes(_ diagnostic: Diagnostic) -> [UInt8] {
    var json = JSONText()
    json.open("{")
    json.member("rule", diagnostic.ruleID)
    json.member("name", diagnostic.ruleName)
    json.member("severity", diagnostic.severity.code)
    json.member("type", diagnostic.issueType.rawValue)
    json.member("message", diagnostic.message)
    if let location = diagnostic.location { append(location, to: &json) }
    json.member("record", diagnostic.record)
    if !diagnostic.instancePath.isEmpty { json.member("path", diagnostic.instancePath) }
    json.member("source", diagnostic.sourcePath)
    json.member("definition", diagnostic.definitionPath)
    json.member("expected", diagnostic.expected)
    json.member("actual", diagnostic.actual)
    if let excerpt = diagnostic.excerpt {
      json.open("{", "excerpt")
      json.member("text", excerpt.text)
      json.member("start", excerpt.caretStart)
      json.member("length", excerpt.caretLength)
      json.close("}")
    }
    appendNotes(diagnostic.notes, to: &json)
    if let fix = diagnostic.fix { append(fix, to: &json) }
    json.close("}")
    return json.bytes
  }

  private static func append(_ location: SourceLocation, to json: inout JSONText) {
    json.member("file", location.file)
    json.member("offset", location.byteOffset)
    json.member("length", location.byteLength)
    json.member("line", location.line)
    json.member("column", location.column)
  }

  private static func appendNotes(_ notes: [DiagnosticNote], to json: inout JSONText) {
    if notes.isEmpty { return }
    json.open("[", "notes")
    for note in notes {
      json.open("{")
      json.member("message", note.message)
      if let location = note.location { append(location, to: &json) }
      json.close("}")
    }
    json.close("]")
  }

  private static func append(_ fix: Fix, to json: inout JSONText) {
    json.open("{", "fix")
    json.member("summary", fix.summary)
    json.member("applicability", fix.applicability.rawValue)
    json.open("[", "edits")
    for edit in fix.edits {
      json.open("{")
      json.member("offset", edit.byteOffset)
      json.member("length", edit.byteLength)
      json.member("replacement", edit.replacement)
      json.close("}")
    }
    json.close("]")
    json.close("}")
  }
}
