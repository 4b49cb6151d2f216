import Diagnostics
import SourceTree

/// http://hl7.org/fhir/R4/codesystem.html
extension DefiningResourcePass {
  /// The address of the properties that FHIR defines for all code systems.
  static let propertyBase = "http://hl7.org/fhir/concept-properties#"
  /// http://hl7.org/fhir/R4/codesystem-concept-properties.html, with the properties that terminology.hl7.org added, and their types.
  private static let properties = [
    "inactive": "boolean", "deprecated": "dateTime", "deprecationDate": "dateTime", "notSelectable": "boolean", "parent": "code",
    "child": "code", "partOf": "code", "synonym": "code", "comment": "string", "itemWeight": "decimal", "status": "code",
    "effectiveDate": "dateTime", "retirementDate": "dateTime",
  ]

  mutating func checkCodeSystem(_ resource: NodeID, _ document: borrowing SourceDocument) {
    let content = document.string("content", of: resource)
    let concepts = document.objects("concept", of: resource)
    if content == "not-present", let first = concepts.first { report(DefinitionRules.conceptsNotPresent, first, document) }
    if content == "complete", let count = document.member("count", of: resource), let stated = Int(document.text(of: count)) {
      let number = document.conceptCount(concepts)
      if number != stated {
        report(DefinitionRules.conceptCount, count, document, expected: .number(number), actual: .number(stated))
      }
    }
    checkSupplement(resource, concepts, document)
    var types: [String: String] = [:]
    for property in document.objects("property", of: resource) {
      let code = document.string("code", of: property) ?? ""
      types[code] = document.string("type", of: property)
      checkProperty(property, document)
    }
    checkValues(concepts, types, document)
    checkRelations(resource, concepts, types, document)
  }

  private mutating func checkSupplement(_ resource: NodeID, _ concepts: [NodeID], _ document: borrowing SourceDocument) {
    guard let base = document.string("supplements", of: resource) else { return }
    if let content = document.member("content", of: resource), document.text(of: content) != "supplement" {
      report(DefinitionRules.supplementContent, content, document, actual: .node(content))
    }
    guard let found = supplied(base), found.document.string("content", of: found.root) == "complete" else { return }
    let known = found.document.allCodes(of: found.root)
    for concept in concepts {
      guard let code = document.member("code", of: concept), !known.contains(document.text(of: code)) else { continue }
      report(DefinitionRules.supplementCode, concept, document, actual: .node(code))
    }
  }

  private mutating func checkProperty(_ property: NodeID, _ document: borrowing SourceDocument) {
    guard let uri = document.member("uri", of: property) else { return }
    let text = document.text(of: uri)
    guard text.hasPrefix(DefiningResourcePass.propertyBase) else { return }
    let name = String(text.dropFirst(DefiningResourcePass.propertyBase.count))
    guard let type = DefiningResourcePass.properties[name] else {
      return report(DefinitionRules.propertyUnknown, property, document, actual: .node(uri))
    }
    if let stated = document.member("type", of: property), document.text(of: stated) != type,
      !(type == "dateTime" && document.text(of: stated) == "boolean")
    {
      report(DefinitionRules.propertyType, stated, document, actual: .node(stated))
    }
  }

  /// Values of properties have the type that the property was declared with.
  private mutating func checkValues(_ concepts: [NodeID], _ types: [String: String], _ document: borrowing SourceDocument) {
    var open = concepts
    while let concept = open.popLast() {
      for property in document.objects("property", of: concept) {
        guard let declared = types[document.string("code", of: property) ?? ""],
          let value = document.value(of: property), value.type != declared
        else { continue }
        report(DefinitionRules.propertyValueType, value.node, document)
      }
      open += document.objects("concept", of: concept)
    }
  }
}

extension SourceDocument {
  func conceptCount(_ concepts: [NodeID]) -> Int {
    var count = 0
    var open = concepts
    while let concept = open.popLast() {
      count += 1
      open += objects("concept", of: concept)
    }
    return count
  }

  /// The codes of a CodeSystem, those of nested concepts too.
  func allCodes(of codeSystem: NodeID) -> Set<String> {
    var codes = Set<String>()
    var open = objects("concept", of: codeSystem)
    while let concept = open.popLast() {
      if let code = string("code", of: concept) { codes.insert(code) }
      open += objects("concept", of: concept)
    }
    return codes
  }

  /// The `value[x]` of an object, and its type as `CodeSystem.property.type` names it.
  func value(of object: NodeID) -> (node: NodeID, type: String)? {
    var found: (node: NodeID, type: String)?
    forEachChild(of: object) { child in
      let name = self.name(of: child)
      guard found == nil, name.hasPrefix("value"), name.count > 5 else { return }
      let type = name.dropFirst(5)
      found = (child, type == "Coding" ? "Coding" : type.prefix(1).lowercased() + type.dropFirst())
    }
    return found
  }
}
