import Diagnostics
import FHIRPath
import Schema
import SourceTree

/// The resources that define: what their own definitions cannot say about them, such as expressions that must fit a type and codes that
/// must exist (http://hl7.org/fhir/R4/conformance-module.html). Rare in feeds, so that elements are looked up by name.
struct DefiningResourcePass: Sendable {
  enum Kind: Sendable { case searchParameter, codeSystem, valueSet, conceptMap, structureDefinition, operation, capabilities }

  let context: ValidationContext
  private var kinds: [TypeID: Kind] = [:]
  private let canonicalResources: Set<TypeID>
  var findings = FindingList()

  init(_ context: ValidationContext) {
    self.context = context
    let named: [(String, Kind)] = [
      ("SearchParameter", .searchParameter), ("CodeSystem", .codeSystem), ("ValueSet", .valueSet), ("ConceptMap", .conceptMap),
      ("StructureDefinition", .structureDefinition), ("OperationDefinition", .operation), ("CapabilityStatement", .capabilities),
    ]
    for (name, kind) in named {
      if let type = context.schema.type(named: name) { kinds[type] = kind }
    }
    let published = [
      "CapabilityStatement", "CodeSystem", "ConceptMap", "ImplementationGuide", "NamingSystem", "OperationDefinition",
      "SearchParameter", "StructureDefinition", "StructureMap", "ValueSet",
    ]
    canonicalResources = Set(published.compactMap { context.schema.type(named: $0) })
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    let refusesExperimental = context.options.refusesExperimental
    guard refusesExperimental || record.resources.contains(where: { canonicalResources.contains($0.type) }) else { return }
    swap(&self.findings, &findings)
    for resource in record.resources {
      if refusesExperimental, document.string("experimental", of: resource.node) == "true" {
        report(DefinitionRules.experimentalContent, resource.node, document)
      }
      if context.options.checksPublication, canonicalResources.contains(resource.type) {
        checkPublication(resource.node, document)
      }
      switch kinds[resource.type] {
      case .searchParameter: checkSearchParameter(resource.node, document)
      case .codeSystem: checkCodeSystem(resource.node, document)
      case .valueSet: checkValueSet(resource.node, document)
      case .conceptMap: checkConceptMap(resource.node, document)
      case .structureDefinition: checkStructureDefinition(resource.node, document)
      case .operation: checkOperation(resource.node, document)
      case .capabilities: checkCapabilities(resource.node, document)
      case nil: break
      }
    }
    swap(&self.findings, &findings)
  }

  mutating func report(
    _ rule: Rule, _ node: NodeID, _ document: borrowing SourceDocument, expected: Evidence = .none, actual: Evidence = .none
  ) {
    findings.append(Finding(rule, node: node, span: document.opening(of: node), expected: expected, actual: actual))
  }

  /// A definition that a canonical names, in a document of its own; nil where it is not to be had.
  func supplied(_ canonical: String) -> SuppliedDefinition? {
    var document = SourceDocument(format: .json, seed: context.schema.seed)
    guard let root = context.supplied?.resource(for: canonical, into: &document) else { return nil }
    return SuppliedDefinition(document: document, root: root)
  }

  /// What HL7 publishes says which of its committees owns it.
  private mutating func checkPublication(_ resource: NodeID, _ document: borrowing SourceDocument) {
    let publisher = document.string("publisher", of: resource) ?? ""
    guard publisher == "HL7" || publisher.hasPrefix("HL7 ") || publisher.hasPrefix("Health Level Seven") else { return }
    let committee = "http://hl7.org/fhir/StructureDefinition/structuredefinition-wg"
    if document.objects("extension", of: resource).contains(where: { document.string("url", of: $0) == committee }) { return }
    report(DefinitionRules.committeeMissing, resource, document)
  }
}

/// A definition beside the record.
struct SuppliedDefinition: ~Copyable {
  let document: SourceDocument
  let root: NodeID
}
