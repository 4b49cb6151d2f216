import FHIRPath
import HL7v2Definitions

/// Reads assertions of NIST profiles. What cannot be understood is named, and evaluates to nothing.
struct ExpressionReader {
  let file: ProfileFile
  /// Finds the value sets that bindings name.
  let valueSets: ValueSetIndex

  private static let common = ["Path", "AtLeastOnce", "Min", "Max", "NotPresentBehavior"]

  /// The one expression below an element.
  func expression(in item: XMLItem) -> Assertion {
    guard item.children.count == 1, let only = item.children.first else {
      file.report(ProfileImportRules.wrongValue, item, value: "\(item.children.count)", expected: "one expression")
      return .unsupported
    }
    return expression(only)
  }

  func expression(_ item: XMLItem) -> Assertion {
    switch item.name {
    case "AND", "OR", "XOR", "NOT", "IMPLY", "EXIST", "FORALL": return combination(item)
    case "Presence": return path(item).map { .presence($0) } ?? .unsupported
    case "isNULL": return path(item).map { .isNull($0) } ?? .unsupported
    case "SetID": return path(item).map { .setID($0) } ?? .unsupported
    case "IZSetID":
      file.expect(item, children: [], attributes: ["Parent", "Element"])
      guard let parent = file.path(item, "Parent"), let element = file.path(item, "Element") else { return .unsupported }
      return .sequence(parents: parent, element: element)
    case "PathValue", "ComplexPathValue": return comparison(item)
    case "ValueSet": return valueSet(item)
    case "SubContext": return subContext(item)
    case "Plugin":
      file.report(ProfileImportRules.notUnderstood, item, value: "the plugin `\(item.attribute("QualifiedClassName") ?? "")`")
      return .unsupported
    default: return valueTest(item)
    }
  }

  private func path(_ item: XMLItem) -> ElementPath? {
    file.expect(item, children: [], attributes: ["Path"])
    return file.path(item, "Path")
  }

  private func combination(_ item: XMLItem) -> Assertion {
    file.expect(item, children: item.children.map(\.name), attributes: [])
    let parts = item.children.map { expression($0) }
    let wanted = item.name == "NOT" ? 1...1 : ["EXIST", "FORALL"].contains(item.name) ? 1...10_000 : 2...10_000
    guard wanted.contains(parts.count), parts.count == 2 || !["IMPLY", "XOR"].contains(item.name) else {
      file.report(ProfileImportRules.wrongValue, item, value: "\(parts.count)", expected: "as many expressions as it combines")
      return .unsupported
    }
    switch item.name {
    case "NOT": return .not(parts[0])
    case "AND", "FORALL": return .all(parts)
    case "OR", "EXIST": return .any(parts)
    case "XOR": return .exactlyOne(parts[0], parts[1])
    default: return .implies(parts[0], parts[1])
    }
  }

  // MARK: Values

  private func valueTest(_ item: XMLItem) -> Assertion {
    guard let matcher = matcher(item) else {
      return .unsupported
    }
    guard let path = file.path(item, "Path"), let whenAbsent = whenAbsent(item) else { return .unsupported }
    return .value(ValueTest(path, matcher, occurrence(item, "Min", "Max"), whenAbsent: whenAbsent))
  }

  private func matcher(_ item: XMLItem) -> ValueTest.Matcher? {
    func known(_ attributes: String...) {
      file.expect(item, children: [], attributes: ExpressionReader.common + attributes)
    }
    let ignoresCase = flag(item, "IgnoreCase")
    switch item.name {
    case "PlainText":
      known("Text", "IgnoreCase")
      return .text(item.attribute("Text") ?? "", ignoresCase: ignoresCase)
    case "Format":
      known("Regex")
      let regex = item.attribute("Regex") ?? ""
      if let pattern = TextPattern(regex) { return .pattern(pattern) }
      file.report(ProfileImportRules.notUnderstood, item, value: "the regular expression `\(regex)`")
    case "StringList":
      known("CSV", "IgnoreCase")
      let list = (item.attribute("CSV") ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return .list(list, ignoresCase: ignoresCase)
    case "NumberList":
      known("CSV")
      let list = (item.attribute("CSV") ?? "").split(separator: ",").map { String($0.filter { $0 != " " }) }
      if list.allSatisfy({ DecimalText.compare($0, $0) != nil }) { return .numbers(list) }
      file.report(ProfileImportRules.wrongValue, item, value: item.attribute("CSV") ?? "", expected: "numbers")
    case "SimpleValue":
      known("Operator", "Value", "Type", "IdenticalEquality", "Truncated")
      if let comparison = comparison(item, "Operator") { return .compared(comparison, item.attribute("Value") ?? "", mode(item)) }
    case "StringFormat":
      known("Format")
      switch item.attribute("Format")?.lowercased() {
      case "loinc": return .form(.loinc)
      case "snomed": return .form(.snomed)
      default: file.report(ProfileImportRules.notUnderstood, item, value: "the format `\(item.attribute("Format") ?? "")`")
      }
    default: file.report(ProfileImportRules.notUnderstood, item, value: "the expression `\(item.name)`")
    }
    return nil
  }

  private func comparison(_ item: XMLItem, _ attribute: String) -> Comparison? {
    let text = item.attribute(attribute) ?? ""
    if let comparison = Comparison(rawValue: text) { return comparison }
    file.report(ProfileImportRules.wrongValue, item, value: text, expected: "EQ, NE, GT, LT, GE or LE")
    return nil
  }

  private func mode(_ item: XMLItem) -> ComparisonMode {
    ComparisonMode(isIdentical: flag(item, "IdenticalEquality"), isTruncated: flag(item, "Truncated"))
  }

  private func flag(_ item: XMLItem, _ attribute: String) -> Bool {
    switch item.attribute(attribute) {
    case "true", "1": return true
    case nil, "", "false", "0": return false
    case let text?:
      file.report(ProfileImportRules.wrongValue, item, value: text, expected: "`true` or `false` in `\(attribute)`")
      return false
    }
  }

  private func whenAbsent(_ item: XMLItem) -> Verdict? {
    switch item.attribute("NotPresentBehavior")?.uppercased() {
    case nil, "", "PASS": return .pass
    case "FAIL": return .fail
    case "INCONCLUSIVE": return .undecided
    case let text?:
      file.report(ProfileImportRules.wrongValue, item, value: text, expected: "PASS, FAIL or INCONCLUSIVE")
      return nil
    }
  }

  private func occurrence(_ item: XMLItem, _ low: String, _ high: String) -> Occurrence {
    if let minimum = file.number(item, low) { return .count(minimum, file.number(item, high)) }
    return flag(item, "AtLeastOnce") ? .atLeastOne : .all
  }

  // MARK: Paths

  private func comparison(_ item: XMLItem) -> Assertion {
    file.expect(
      item, children: [],
      attributes: [
        "Path1", "Path2", "Operator", "IdenticalEquality", "Truncated", "NotPresentBehavior", "Path1Mode", "Path2Mode", "Strict",
      ])
    guard let left = file.path(item, "Path1"), let right = file.path(item, "Path2"),
      let operation = comparison(item, "Operator"), let whenAbsent = whenAbsent(item),
      let leftOccurrence = pathMode(item, "Path1Mode"), let rightOccurrence = pathMode(item, "Path2Mode")
    else { return .unsupported }
    var result = PathComparison(left: left, right: right, comparison: operation)
    result.mode = mode(item)
    result.leftOccurrence = leftOccurrence
    result.rightOccurrence = rightOccurrence
    result.whenAbsent = whenAbsent
    result.isStructured = item.name == "ComplexPathValue"
    result.isStrict = item.attribute("Strict").map { $0 != "false" && $0 != "0" } ?? true
    return .compare(result)
  }

  private func pathMode(_ item: XMLItem, _ attribute: String) -> Occurrence? {
    switch item.attribute(attribute) {
    case nil, "", "All": return .all
    case "AtLeastOne": return .atLeastOne
    case let text?:
      if let count = Int(text), count >= 0 { return .count(count, count) }
      file.report(ProfileImportRules.wrongValue, item, value: text, expected: "All, AtLeastOne or a number")
      return nil
    }
  }

  private func subContext(_ item: XMLItem) -> Assertion {
    file.expect(
      item, children: item.children.map(\.name),
      attributes: ["Path", "AtLeastOnce", "MinOccurrence", "MaxOccurrence", "NotPresentBehavior"])
    let inner = expression(in: item)
    guard let path = file.path(item, "Path"), let whenAbsent = whenAbsent(item) else { return .unsupported }
    return .within(path, inner, occurrence(item, "MinOccurrence", "MaxOccurrence"), whenAbsent: whenAbsent)
  }

  private func valueSet(_ item: XMLItem) -> Assertion {
    file.expect(
      item, children: [], attributes: ["Path", "ValueSetID", "BindingStrength", "BindingLocation", "NotPresentBehavior"])
    guard let path = file.path(item, "Path"), let whenAbsent = whenAbsent(item), let id = file.required(item, "ValueSetID") else {
      return .unsupported
    }
    let binding = valueSets.binding([id], file, item)
    guard var binding else { return .unsupported }
    let locations = (item.attribute("BindingLocation") ?? "1").split(separator: ":").compactMap { Int($0) }
    binding.places = [Binding.Place(code: .own)] + valueSets.coded(locations)
    return .valueSet(path, binding, whenAbsent: whenAbsent)
  }
}
