import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import YAMLSyntax

/// Reads the YAML form of a profile of messages. What it cannot read is reported at its place in the file.
public struct MessageProfileReader {
  private let file: YAMLFile
  public private(set) var profile = MessageProfile()

  /// Nil where the file has no profile of messages at all.
  public init?(_ bytes: some Collection<UInt8>, name: String) {
    file = YAMLFile(bytes, name: name)
    let keys = [
      "message-profile", "title", "versions", "events", "structures", "segments", "conditions", "severities", "sources",
    ]
    guard let root = file.root, root.shape == .mapping, root.members().contains(where: { $0.key == "message-profile" }),
      let mapping = root.mapping(keys)
    else { return nil }
    profile.name = mapping.requiredText("message-profile") ?? ""
    profile.title = mapping.text("title") ?? ""
    for version in mapping["versions"]?.textsOrSelf() ?? [] {
      if let known = HL7Version(exactly: version) { profile.versions.append(known) }
    }
    for member in mapping["events"]?.members() ?? [] { profile.events[member.key] = member.text() }
    readStructures(mapping["structures"])
    for member in mapping["segments"]?.members() ?? [] { readSegment(member) }
    for item in mapping["conditions"]?.items() ?? [] { readCondition(item) }
    readSeverities(mapping["severities"])
  }

  /// What is wrong with the file.
  public var diagnostics: DiagnosticList { file.diagnostics }

  private mutating func readStructures(_ value: YAMLValue?) {
    for member in value?.members() ?? [] {
      guard let text = member.text() else { continue }
      guard let tree = StructureTree(name: member.key, text) else {
        member.reportValue(expected: "a structure such as `MSH EVN PID PV1? (PROCEDURE: PR1 ROL*)*`")
        continue
      }
      profile.structures[member.key] = tree
    }
  }

  private mutating func readSegment(_ value: YAMLValue) {
    guard let id = SegmentID(value.key) else { return value.reportUnknownKey(known: []) }
    var segment = MessageProfile.SegmentProfile(id: id)
    for member in value.members() {
      guard let number = Int(member.key), 1...250 ~= number else {
        member.reportUnknownKey(known: [])
        continue
      }
      guard let mapping = member.mapping(["name", "type", "usage", "repeat", "length", "values", "is"]) else { continue }
      var field = MessageProfile.FieldProfile(number: number)
      field.name = mapping.text("name")
      field.type = mapping.text("type")
      field.usage = mapping.text("usage")
      field.length = mapping["length"]?.integer(in: 1...65_000)
      if let text = mapping.text("repeat") { field.maximum = text == "*" ? 0 : Int(text) }
      segment.fields.append(field)
      addValueCondition(id, number, field, mapping)
    }
    profile.segments.append(segment)
  }

  /// Allowed values, or a form, of a field's first component.
  private mutating func addValueCondition(
    _ id: SegmentID, _ number: Int, _ field: MessageProfile.FieldProfile, _ mapping: YAMLMapping
  ) {
    let place = Condition.FieldPlace(field: number, component: 1)
    let label = "\(id)-\(number)" + (field.name.map { " (\($0))" } ?? "")
    if let values = mapping["values"]?.texts(), !values.isEmpty {
      profile.conditions.append(
        Condition(
          segment: id, test: .isPresent(place), consequence: .equals(place, values + ["\"\""]), severity: .warning,
          message: "\(label) must be one of " + values.map { "`\($0)`" }.joined(separator: ", ")))
    }
    if let pattern = mapping["is"]?.word(Condition.Pattern.self) {
      profile.conditions.append(
        Condition(
          segment: id, test: .isPresent(place), consequence: .matches(place, pattern), severity: .warning,
          message: "\(label) is not in the form `\(pattern.rawValue)`"))
    }
  }

  private mutating func readCondition(_ value: YAMLValue) {
    guard let mapping = value.mapping(["if", "then", "severity", "message"]), let then = mapping.required("then") else { return }
    guard let (segment, consequence) = test(then) else { return }
    var condition = Condition(
      segment: segment, test: .always, consequence: consequence, severity: .error,
      message: mapping.requiredText("message") ?? "")
    if let value = mapping["if"] {
      guard let (other, premise) = test(value) else { return }
      guard other == segment else { return value.reportValue(expected: "a test of the same segment, \(segment)") }
      condition.test = premise
    }
    if let severity = mapping.text("severity").flatMap(MessageProfileReader.severity) { condition.severity = severity }
    profile.conditions.append(condition)
  }

  static func severity(_ text: String) -> Severity? {
    switch text {
    case "error": .error
    case "warning": .warning
    case "information": .information
    default: nil
    }
  }

  /// `PID-3.4 = NHS,NH and PID-3.1 is nhs-number`, `PV1-3 present`, `ZU2-11 absent`.
  private func test(_ value: YAMLValue) -> (segment: SegmentID, test: Condition.Test)? {
    guard let text = value.text() else { return nil }
    var tests: [Condition.Test] = []
    var segment: SegmentID?
    let words = text.split(separator: " ").map(String.init)
    for part in words.split(separator: "and") {
      guard let (id, test) = MessageProfileReader.test(Array(part)), segment == nil || segment == id else {
        value.reportValue(expected: "tests such as `PV1-3 present`, `PV1-2 = I,O` or `PID-3.1 is nhs-number`, of one segment")
        return nil
      }
      segment = id
      tests.append(test)
    }
    guard let segment else { return nil }
    return (segment, tests.count == 1 ? tests[0] : .all(tests))
  }

  private static func test(_ words: [String]) -> (SegmentID, Condition.Test)? {
    guard words.count >= 2, let path = HL7Path(words[0]), let field = path.field else { return nil }
    let place = Condition.FieldPlace(field: field, component: path.component, subcomponent: path.subcomponent)
    switch (words[1], words.count) {
    case ("present", 2): return (path.segment, .isPresent(place))
    case ("absent", 2): return (path.segment, .not(.isPresent(place)))
    case ("=", 3...):
      return (path.segment, .equals(place, words[2...].joined(separator: " ").split(separator: ",").map(String.init)))
    case ("is", 3): return Condition.Pattern(rawValue: words[2]).map { (path.segment, .matches(place, $0)) }
    default: return nil
    }
  }

  private mutating func readSeverities(_ value: YAMLValue?) {
    for member in value?.members() ?? [] {
      guard let rule = MessageRules.all.first(where: { $0.name == member.key || $0.id == member.key }) else {
        member.reportUnknownKey(known: MessageRules.all.map(\.name))
        continue
      }
      let text = member.rawText
      if text == "off" {
        profile.severities.choose(nil, for: rule.code)
      } else if let severity = MessageProfileReader.severity(text) {
        profile.severities.choose(severity, for: rule.code)
      } else {
        member.reportValue(expected: "`error`, `warning`, `information` or `off`")
      }
    }
  }
}
