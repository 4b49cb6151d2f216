import Diagnostics

/// A diagnostic as an issue of a FHIR R4 OperationOutcome (http://hl7.org/fhir/R4/operationoutcome.html). `expression` is the
/// FHIRPath where there is one; paths of other formats go to `diagnostics`. Line and column are in the standard's extensions
/// `operationoutcome-issue-line` and `operationoutcome-issue-col`.
enum OperationOutcomeFormat {
  private static let extensionBase = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-"
  /// The code system of rule ids in `details.coding`.
  static let ruleSystem = "urn:plumbline:rule"

  static func bytes(_ diagnostic: Diagnostic) -> [UInt8] {
    var json = JSONText()
    json.open("{")
    if let location = diagnostic.location {
      json.open("[", "extension")
      appendExtension("line", location.line, to: &json)
      appendExtension("col", location.column, to: &json)
      json.close("]")
    }
    json.member("severity", diagnostic.severity.code)
    json.member("code", diagnostic.issueType.rawValue)
    json.open("{", "details")
    json.open("[", "coding")
    json.open("{")
    json.member("system", ruleSystem)
    json.member("code", diagnostic.ruleID)
    json.member("display", diagnostic.ruleName)
    json.close("}")
    json.close("]")
    json.member("text", diagnostic.message)
    json.close("}")
    json.member("diagnostics", remarks(diagnostic))
    if isFHIRPath(diagnostic.instancePath) {
      json.open("[", "expression")
      json.item(diagnostic.instancePath)
      json.close("]")
    }
    json.close("}")
    return json.bytes
  }

  private static func appendExtension(_ name: String, _ value: Int, to json: inout JSONText) {
    json.open("{")
    json.member("url", extensionBase + name)
    json.member("valueInteger", value)
    json.close("}")
  }

  private static func isFHIRPath(_ path: String) -> Bool {
    guard let first = path.unicodeScalars.first else { return false }
    return "A"..."Z" ~= first && !path.utf8.contains(UInt8(ascii: "-"))
  }

  /// Everything that OperationOutcome has no element for.
  private static func remarks(_ diagnostic: Diagnostic) -> String {
    var parts: [String] = []
    if let location = diagnostic.location {
      let place = "\(location.file):\(location.line):\(location.column)"
      parts.append(diagnostic.sourcePath.map { "from \($0) at \(place)" } ?? place)
      parts.append("byte \(location.byteOffset)")
    }
    parts.append("record \(diagnostic.record)")
    if !diagnostic.instancePath.isEmpty, !isFHIRPath(diagnostic.instancePath) { parts.append("at " + diagnostic.instancePath) }
    if let definition = diagnostic.definitionPath { parts.append("definition " + definition) }
    if let expected = diagnostic.expected { parts.append("expected " + expected) }
    parts += diagnostic.notes.map(\.message)
    if let actual = diagnostic.actual { parts.append("found " + actual) }
    return parts.joined(separator: "; ")
  }
}
