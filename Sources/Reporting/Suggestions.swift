import Diagnostics
import Schema
import SourceTree

/// What could have been meant or would be allowed, as notes to a finding: near names, the codes of a short value set, the types that a
/// reference may lead to. Made from the definitions alone, so that notes hold nothing of a record that was not shown anyway.
struct Suggestions {
  /// Lists longer than this are not told.
  static let longestList = 12

  let schema: Schema

  func notes(_ finding: Finding, in document: borrowing SourceDocument) -> [DiagnosticNote] {
    switch (finding.expected.kind, finding.actual.kind) {
    case (.schemaType, .name): nearestElement(TypeID(finding.expected.value), document.names.name(Symbol(finding.actual.value)))
    case (.valueSet, _): codes(ValueSetID(finding.expected.value), finding, document)
    case (.schemaElement, .schemaType): targets(ElementID(finding.expected.value))
    default: []
    }
  }

  /// The element of a type that a wrong name was probably meant to be.
  private func nearestElement(_ type: TypeID, _ name: String) -> [DiagnosticNote] {
    guard type.index < schema.tables.types.count else { return [] }
    let record = schema.tables.types[type.index]
    var names: [String] = []
    for element in Int(record.firstElement)..<Int(record.firstElement + record.elementCount) {
      let entry = schema.tables.elements[element]
      guard entry.flags.contains(.choice) else {
        names.append(schema.string(entry.name))
        continue
      }
      for reference in 0..<Int(entry.typeReferenceCount) {
        let symbol = schema.tables.typeReferences[Int(entry.firstTypeReference) + reference].symbol
        names.append(schema.seed.name(Symbol(symbol)))
      }
    }
    return NearMiss.nearest(to: name, in: names).map { [DiagnosticNote("did you mean `\($0)`?")] } ?? []
  }

  /// All codes of a small value set, or the one of a larger that comes near the value.
  private func codes(_ valueSet: ValueSetID, _ finding: Finding, _ document: borrowing SourceDocument) -> [DiagnosticNote] {
    guard valueSet.index < schema.tables.valueSets.count else { return [] }
    let record = schema.tables.valueSets[valueSet.index]
    guard record.state == .complete, record.conceptCount > 0 else { return [] }
    let concepts = Int(record.firstConcept)..<Int(record.firstConcept + record.conceptCount)
    let codes = concepts.map { schema.string(schema.tables.concepts[$0].code) }
    if codes.count <= Suggestions.longestList {
      return [DiagnosticNote("the codes are " + codes.map { "`\($0)`" }.joined(separator: ", "))]
    }
    guard finding.actual.kind == .node, Int(finding.actual.value) < document.nodes.count else { return [] }
    let value = document.text(of: NodeID(finding.actual.value))
    guard value.utf8.count <= 60, codes.count <= 2000 else { return [] }
    return NearMiss.nearest(to: value, in: codes).map { [DiagnosticNote("did you mean `\($0)`?")] } ?? []
  }

  /// The types that a reference may lead to.
  private func targets(_ element: ElementID) -> [DiagnosticNote] {
    guard element.index < schema.tables.elements.count else { return [] }
    let record = schema.tables.elements[element.index]
    var names: [String] = []
    for reference in 0..<Int(record.typeReferenceCount) {
      let entry = schema.tables.typeReferences[Int(record.firstTypeReference) + reference]
      for target in 0..<Int(entry.targetCount) {
        let url = schema.string(schema.tables.profileLists[Int(entry.firstTarget) + target])
        if let name = url.split(separator: "/").last { names.append(String(name)) }
      }
    }
    guard !names.isEmpty, names.count <= Suggestions.longestList else { return [] }
    return [DiagnosticNote("allowed are " + names.map { "`\($0)`" }.joined(separator: ", "))]
  }
}
