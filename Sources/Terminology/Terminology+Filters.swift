import FHIRPath
import Schema

/// A condition on codes of a system.
struct CodeFilter {
  var property: String
  var operation: FilterOperator
  var value: String

  /// Names of the code itself.
  var isOnCode: Bool { property == "concept" || property == "code" }
}

// Filters (http://hl7.org/fhir/R4/valueset-filter-operator.html).
extension Terminology {
  /// Whether a filter lets a code through; nil where that cannot be said.
  func passes(_ code: String, _ system: String, _ version: String?, _ filter: CodeFilter) -> Bool? {
    if let verdict = passesByText(code, filter) { return verdict }
    guard let handle = self.system(system, version: version), let found = self.code(code, in: handle) else {
      return passesByRule(code, system, filter)
    }
    switch filter.operation {
    case .isA: return isUnder(found, filter.value, handle, orSame: true)
    case .descendentOf: return isUnder(found, filter.value, handle, orSame: false)
    case .isNotA: return isUnder(found, filter.value, handle, orSame: true).map { !$0 }
    case .childOf: return self.code(filter.value, in: handle).map { parents(of: found, in: handle).contains($0) }
    case .generalizes:
      guard let other = self.code(filter.value, in: handle) else { return nil }
      return other == found || stands(other, under: found, in: handle)
    case .equals, .inSet, .notInSet, .exists, .regex: return passesByProperty(found, handle, filter)
    case .unknown: return nil
    }
  }

  /// Filters on the code's own letters.
  private func passesByText(_ code: String, _ filter: CodeFilter) -> Bool? {
    guard filter.isOnCode else { return nil }
    switch filter.operation {
    case .equals: return code == filter.value
    case .inSet: return Terminology.list(filter.value).contains(code)
    case .notInSet: return !Terminology.list(filter.value).contains(code)
    case .regex: return TextPattern(filter.value)?.matches(code)
    default: return nil
    }
  }

  private func isUnder(_ code: CodeHandle, _ ancestor: String, _ system: SystemHandle, orSame: Bool) -> Bool? {
    guard let ancestor = self.code(ancestor, in: system) else { return self[system].content == .complete ? false : nil }
    return ancestor == code ? orSame : stands(code, under: ancestor, in: system)
  }

  private func passesByProperty(_ code: CodeHandle, _ system: SystemHandle, _ filter: CodeFilter) -> Bool? {
    let values: [String]
    switch filter.property {
    case "parent": values = parents(of: code, in: system).map { facts($0).code }
    case "child":
      guard filter.operation == .equals else { return nil }
      return self.code(filter.value, in: system).map { parents(of: $0, in: system).contains(code) } ?? false
    case "display": values = facts(code).display.map { [$0] } ?? []
    case "inactive": values = [facts(code).isInactive ? "true" : "false"]
    case "notSelectable", "abstract": values = [facts(code).isAbstract ? "true" : "false"]
    default:
      values = properties(filter.property, of: code)
      if values.isEmpty, filter.operation != .exists, !hasProperty(filter.property, system) { return nil }
    }
    switch filter.operation {
    case .equals: return values.contains { $0 == filter.value || filter.value.hasSuffix("#" + $0) }
    case .inSet: return values.contains { Terminology.list(filter.value).contains($0) }
    case .notInSet: return !values.contains { Terminology.list(filter.value).contains($0) }
    case .exists: return values.isEmpty == (filter.value == "false")
    case .regex:
      guard let pattern = TextPattern(filter.value) else { return nil }
      return values.contains { pattern.matches($0) == true }
    default: return nil
    }
  }

  /// Properties of systems that have rules and no list: units of a kind.
  private func passesByRule(_ code: String, _ system: String, _ filter: CodeFilter) -> Bool? {
    guard system == WellKnownSystem.ucum, filter.property == "canonical", filter.operation == .equals,
      let unit = units.unit(code), let other = units.unit(filter.value)
    else { return nil }
    return unit.isCommensurable(with: other)
  }

  static func list(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: ",")).map { part in
      var part = part
      while part.first == 0x20 { part.removeFirst() }
      while part.last == 0x20 { part.removeLast() }
      return String(part) ?? ""
    }
  }
}
