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
    profile.severities.read(mapping["severities"])
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
      if readComponent(member, into: &segment) { continue }
      guard let number = Int(member.key), 1...250 ~= number else {
        member.reportUnknownKey(known: [])
        continue
      }
      guard let mapping = member.mapping(MessageProfileReader.fieldKeys) else { continue }
      var field = MessageProfile.FieldProfile(number: number)
      field.name = mapping.text("name")
      field.type = mapping.text("type")
      field.usage = mapping.text("usage")
      readLengths(mapping, into: &field)
      if let text = mapping.text("repeat") { field.maximum = text == "*" ? 0 : Int(text) }
      segment.fields.append(field)
      addValueCondition(id, number, field, mapping)
      addPredicate(id, field, mapping)
    }
    profile.segments.append(segment)
  }

  /// `3.4` says of what type a component is, and how it is used.
  private func readComponent(_ value: YAMLValue, into segment: inout MessageProfile.SegmentProfile) -> Bool {
    let numbers = value.key.split(separator: ".").compactMap { Int($0) }
    guard numbers.count == 2, 1...250 ~= numbers[0], 1...250 ~= numbers[1], value.key.contains(".") else { return false }
    guard let mapping = value.mapping(["name", "type", "usage", "fixed", "length", "conformance-length"]) else { return true }
    var component = MessageProfile.FieldProfile(number: numbers[1])
    component.name = mapping.text("name")
    component.type = mapping.text("type")
    component.usage = mapping.text("usage")
    readLengths(mapping, into: &component)
    segment.components[numbers[0], default: []].append(component)
    return true
  }

  private static let fieldKeys = [
    "name", "type", "usage", "repeat", "length", "conformance-length", "fixed", "values", "is", "when",
  ]

  /// `length: 20` is the standard's kind of length, `length: 1..20` what a value must have.
  private func readLengths(_ mapping: YAMLMapping, into field: inout MessageProfile.FieldProfile) {
    if let value = mapping["length"] {
      let ends = value.rawText.split(separator: ".", omittingEmptySubsequences: false)
      if ends.count == 3, ends[1].isEmpty, let low = Int(ends[0]), let high = ends[2] == "*" ? .max : Int(ends[2]), low <= high {
        field.lengths = low...high
      } else {
        field.length = value.integer(in: 1...65_000)
      }
    }
    if let value = mapping["conformance-length"] {
      field.conformanceLength = ConformanceLength(value.rawText)
      if field.conformanceLength == nil { value.reportValue(expected: "a length such as `20=` or `20#`") }
    }
    field.constant = mapping.text("fixed")
  }

  /// `usage: C(R/X)` depends on `when`.
  private mutating func addPredicate(_ id: SegmentID, _ field: MessageProfile.FieldProfile, _ mapping: YAMLMapping) {
    guard let usage = field.usage, usage.hasPrefix("C(") else { return }
    let parts = usage.dropFirst(2).dropLast().split(separator: "/").map(String.init)
    guard usage.hasSuffix(")"), parts.count == 2, let when = mapping["when"], let text = when.text(),
      let (segment, premise) = test(when), segment == id
    else {
      mapping["usage"]?.reportValue(expected: "`C(R/X)`, with a test of the same segment under `when`")
      return
    }
    let path = ElementPath.field(field.number, nil, nil)
    let label = "\(id)-\(field.number)" + (field.name.map { " (\($0))" } ?? "")
    for (part, premise, word) in [(parts[0], premise, "when"), (parts[1], .not(premise), "unless")] {
      guard part == "R" || part == "X" else { continue }
      let wanted: Assertion = part == "R" ? .presence(path) : .not(.presence(path))
      let message = "\(label) \(part == "R" ? "is required" : "must not be sent") \(word) \(text)"
      profile.conditions.append(
        SegmentCondition(
          segment: id, statement: Statement(.implies(premise, wanted), severity: .error, message: message, target: path)))
    }
  }

  /// Allowed values, or a form, of a field's first component.
  private mutating func addValueCondition(
    _ id: SegmentID, _ number: Int, _ field: MessageProfile.FieldProfile, _ mapping: YAMLMapping
  ) {
    let place = ElementPath.field(number, 1, nil)
    let label = "\(id)-\(number)" + (field.name.map { " (\($0))" } ?? "")
    func add(_ matcher: ValueTest.Matcher, _ occurrence: Occurrence, _ message: String) {
      profile.conditions.append(
        SegmentCondition(
          segment: id, statement: Statement(.value(ValueTest(place, matcher, occurrence)), severity: .warning, message: message)))
    }
    if let values = mapping["values"]?.texts(), !values.isEmpty {
      let list = values.map { "`\($0)`" }.joined(separator: ", ")
      add(.list(values + ["\"\""], ignoresCase: false), .atLeastOne, "\(label) must be one of " + list)
    }
    if let form = mapping["is"]?.word(ValueTest.Form.self) {
      add(.form(form), .all, "\(label) is not in the form `\(form.rawValue)`")
    }
  }

  private mutating func readCondition(_ value: YAMLValue) {
    guard let mapping = value.mapping(["if", "then", "severity", "message"]), let then = mapping.required("then") else { return }
    guard let (segment, consequence) = test(then) else { return }
    var assertion = consequence
    if let value = mapping["if"] {
      guard let (other, premise) = test(value) else { return }
      guard other == segment else { return value.reportValue(expected: "a test of the same segment, \(segment)") }
      assertion = .implies(premise, consequence)
    }
    let severity = mapping.text("severity").flatMap(MessageProfileReader.severity) ?? .error
    profile.conditions.append(
      SegmentCondition(
        segment: segment,
        statement: Statement(assertion, severity: severity, message: mapping.requiredText("message") ?? "")))
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
  private func test(_ value: YAMLValue) -> (segment: SegmentID, test: Assertion)? {
    guard let text = value.text() else { return nil }
    var tests: [Assertion] = []
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

  private static func test(_ words: [String]) -> (SegmentID, Assertion)? {
    guard words.count >= 2, let path = HL7Path(words[0]), let field = path.field else { return nil }
    let place = ElementPath.field(field, path.component, path.subcomponent)
    switch (words[1], words.count) {
    case ("present", 2): return (path.segment, .presence(place))
    case ("absent", 2): return (path.segment, .not(.presence(place)))
    case ("=", 3...):
      let values = words[2...].joined(separator: " ").split(separator: ",").map(String.init)
      return (
        path.segment, .value(ValueTest(place, .list(values, ignoresCase: false), .atLeastOne, whenAbsent: .fail))
      )
    case ("is", 3):
      return ValueTest.Form(rawValue: words[2]).map { (path.segment, .value(ValueTest(place, .form($0), .all))) }
    default: return nil
    }
  }
}
