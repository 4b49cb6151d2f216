import Diagnostics
import SourceTree

extension DefinitionReader {
  mutating func valueSet(_ root: NodeID, in document: borrowing SourceDocument) -> ValueSet? {
    guard let url = required(.url, of: root, in: document, definition: "ValueSet") else { return nil }
    var result = ValueSet(url: url, name: text(.name, of: root, in: document) ?? url)
    for node in children(of: root, in: document) {
      switch DefinitionName(document[node]) {
      case .version: result.version = text(node, in: document)
      case .compose:
        if let list = child(.include, of: node, in: document) {
          result.includes = objects(of: list, in: document).map { component($0, in: document) }
        }
        if let list = child(.exclude, of: node, in: document) {
          result.excludes = objects(of: list, in: document).map { component($0, in: document) }
        }
        if let node = child(.inactive, of: node, in: document) { result.isActiveOnly = boolean(node, in: document) == false }
      case .expansion:
        if let list = child(.contains, of: node, in: document) { readExpansion(list, in: document, into: &result.expansion) }
        result.isExpansionComplete = isComplete(node, count: result.expansion.count, in: document)
      default: break
      }
    }
    return result
  }

  private mutating func component(_ root: NodeID, in document: borrowing SourceDocument) -> ValueSet.Component {
    var result = ValueSet.Component()
    for node in children(of: root, in: document) {
      switch DefinitionName(document[node]) {
      case .system: result.system = text(node, in: document)
      case .version: result.version = text(node, in: document)
      case .concept: result.concepts = objects(of: node, in: document).compactMap { valueSetConcept($0, in: document) }
      case .filter: result.filters = objects(of: node, in: document).compactMap { filter($0, in: document) }
      case .valueSet: result.valueSets = texts(of: node, in: document).map { Canonical($0) }
      default: break
      }
    }
    return result
  }

  private mutating func valueSetConcept(_ root: NodeID, in document: borrowing SourceDocument) -> ValueSet.Concept? {
    guard let code = required(.code, of: root, in: document, definition: "concept") else { return nil }
    return ValueSet.Concept(code: code, display: text(.display, of: root, in: document))
  }

  private mutating func filter(_ root: NodeID, in document: borrowing SourceDocument) -> ValueSet.Filter? {
    guard let property = required(.property, of: root, in: document, definition: "filter"),
      let operation = required(.op, of: root, in: document, definition: "filter"),
      let value = required(.value, of: root, in: document, definition: "filter")
    else { return nil }
    return ValueSet.Filter(property: property, operation: operation, value: value)
  }

  private mutating func readExpansion(
    _ list: NodeID, in document: borrowing SourceDocument, into expansion: inout [ValueSet.ExpandedConcept]
  ) {
    for node in objects(of: list, in: document) {
      if let code = text(.code, of: node, in: document) {
        expansion.append(
          ValueSet.ExpandedConcept(
            system: text(.system, of: node, in: document) ?? "", code: code, display: text(.display, of: node, in: document)))
      }
      if let nested = child(.contains, of: node, in: document) { readExpansion(nested, in: document, into: &expansion) }
    }
  }

  /// Whether an expansion has all members: it is no page of a longer one, was not limited, and has as many as it says.
  private mutating func isComplete(_ expansion: NodeID, count: Int, in document: borrowing SourceDocument) -> Bool {
    if let total = child(.total, of: expansion, in: document), let total = number(total, in: document), total > count {
      return false
    }
    if let offset = child(.offset, of: expansion, in: document), let offset = number(offset, in: document), offset > 0 {
      return false
    }
    // The extension `valueset-unclosed` and its like.
    if child(.extension, of: expansion, in: document) != nil { return false }
    guard let parameters = child(.parameter, of: expansion, in: document) else { return true }
    return !objects(of: parameters, in: document).contains { parameter in
      text(.name, of: parameter, in: document) == "limitedExpansion"
    }
  }

  mutating func codeSystem(_ root: NodeID, in document: borrowing SourceDocument) -> CodeSystem? {
    guard let url = required(.url, of: root, in: document, definition: "CodeSystem") else { return nil }
    var result = CodeSystem(url: url, name: text(.name, of: root, in: document) ?? url, content: .complete)
    for node in children(of: root, in: document) {
      switch DefinitionName(document[node]) {
      case .version: result.version = text(node, in: document)
      case .content: result.content = code(node, in: document, CodeSystem.Content.self) ?? .fragment
      case .caseSensitive: result.isCaseSensitive = boolean(node, in: document) ?? true
      case .supplements: result.supplements = text(node, in: document).map { Canonical($0) }
      case .valueSet: result.valueSet = text(node, in: document).map { Canonical($0) }
      case .property:
        for property in objects(of: node, in: document) {
          guard let code = text(.code, of: property, in: document) else { continue }
          result.propertyURIs[code] = text(.uri, of: property, in: document)
        }
      case .concept: readConcepts(node, under: nil, in: document, into: &result.concepts)
      default: break
      }
    }
    return result
  }

  private mutating func readConcepts(
    _ list: NodeID, under parent: Int?, in document: borrowing SourceDocument, into concepts: inout [CodeSystem.Concept]
  ) {
    for node in objects(of: list, in: document) {
      guard let code = required(.code, of: node, in: document, definition: "concept") else { continue }
      var concept = CodeSystem.Concept(code: code, display: text(.display, of: node, in: document), parent: parent)
      if let properties = child(.property, of: node, in: document) {
        concept.properties = objects(of: properties, in: document).compactMap { conceptProperty($0, in: document) }
      }
      if let designations = child(.designation, of: node, in: document) {
        concept.designations = objects(of: designations, in: document).compactMap { node in
          text(.value, of: node, in: document).map {
            CodeSystem.Designation(language: text(.language, of: node, in: document), text: $0)
          }
        }
      }
      concepts.append(concept)
      if let nested = child(.concept, of: node, in: document) {
        readConcepts(nested, under: concepts.count - 1, in: document, into: &concepts)
      }
    }
  }

  private mutating func conceptProperty(_ root: NodeID, in document: borrowing SourceDocument) -> CodeSystem.Property? {
    guard let code = required(.code, of: root, in: document, definition: "property") else { return nil }
    for node in children(of: root, in: document) {
      switch DefinitionName(document[node]) {
      case .valueCode, .valueString, .valueBoolean, .valueInteger, .valueDecimal, .valueDateTime:
        return CodeSystem.Property(code: code, value: document.text(of: node))
      case .valueCoding:
        return text(.code, of: node, in: document).map { CodeSystem.Property(code: code, value: $0) }
      default: break
      }
    }
    report(DefinitionsRules.missingProperty, root, in: document, RuleWords(name: "value[x]", definition: "concept property"))
    return nil
  }
}
