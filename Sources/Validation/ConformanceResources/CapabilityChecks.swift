import Diagnostics
import SourceTree

/// What a server says of search parameters against their definitions
/// (http://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.rest.resource.searchParam).
extension DefiningResourcePass {
  mutating func checkCapabilities(_ resource: NodeID, _ document: borrowing SourceDocument) {
    for rest in document.objects("rest", of: resource) {
      for part in document.objects("resource", of: rest) {
        let type = document.string("type", of: part)
        for parameter in document.objects("searchParam", of: part) { checkSearch(parameter, of: type, document) }
      }
    }
  }

  private mutating func checkSearch(_ parameter: NodeID, of resource: String?, _ document: borrowing SourceDocument) {
    guard let definition = document.string("definition", of: parameter), let known = searchParameter(definition) else { return }
    if let type = document.string("type", of: parameter), type != known.type {
      report(
        DefinitionRules.capabilitySearchType, parameter, document, expected: findings.text(known.type),
        actual: findings.text(type))
    }
    if let resource, !known.bases.isEmpty, !known.covers(resource) {
      report(
        DefinitionRules.capabilitySearchBase, parameter, document,
        expected: findings.text(known.bases.joined(separator: ", ")), actual: findings.text(resource))
    }
  }

  /// A search parameter that is supplied, or one of the standard.
  func searchParameter(_ canonical: String) -> RecordFacts.SearchParameter? {
    guard let found = supplied(canonical), found.document.string("resourceType", of: found.root) == "SearchParameter" else {
      return context.facts.searchParameter(canonical)
    }
    let bases = found.document.items("base", of: found.root).map { found.document.text(of: $0) }
    return RecordFacts.SearchParameter(
      code: found.document.string("code", of: found.root) ?? "", type: found.document.string("type", of: found.root) ?? "",
      bases: bases)
  }
}

extension RecordFacts.SearchParameter {
  /// Whether the parameter is for resources of a type.
  func covers(_ type: String) -> Bool { bases.contains { $0 == type || $0 == "Resource" || $0 == "DomainResource" } }
}
