import SourceTree

/// The property names that the readers of definitions know, as the first symbols of a document, so that a property is recognised by
/// number.
enum DefinitionName: String, CaseIterable {
  case resourceType, url, version, name, kind, abstract, type, baseDefinition, derivation, context, contextInvariant
  case snapshot, differential, element, expression
  case id, path, sliceName, min, max, base, contentReference, binding, constraint, maxLength, slicing, isModifier, isSummary
  case mustSupport, representation, code, profile, targetProfile, aggregation, strength, valueSet, key, severity, human
  case discriminator, ordered, rules
  case compose, include, exclude, system, concept, filter, display, property, op, value, expansion, contains
  case content, caseSensitive, supplements, uri, designation, language, inactive, total, offset, parameter
  case valueCode, valueString, valueBoolean, valueInteger, valueDecimal, valueDateTime, valueCoding, valueCanonical, valueUri
  case dependencies, license, fhirVersions
  case fhirVersionList = "fhir-version-list"
  case sliceIsConstraining, orderMeaning, versioning, source, additional, purpose, any, usage
  case valueMarkdown, valueUsageContext, fhirVersion
  case `extension`
  case codeCompanion = "_code"

  static let seed = NameSeed(allCases.map(\.rawValue))
  private static let all = Array(allCases)

  /// The known name of a node, or nil.
  init?(_ node: Node) {
    guard Int(node.name) < DefinitionName.all.count else { return nil }
    self = DefinitionName.all[Int(node.name)]
  }
}
