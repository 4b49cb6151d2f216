import Diagnostics
import FHIRPath
import Schema
import SourceTree

/// http://hl7.org/fhir/R4/structuredefinition.html and http://hl7.org/fhir/R4/elementdefinition.html
extension DefiningResourcePass {
  mutating func checkStructureDefinition(_ resource: NodeID, _ document: borrowing SourceDocument) {
    guard let type = document.string("type", of: resource) else { return }
    checkBase(resource, type, document)
    let name = type.split(separator: "/").last.map(String.init) ?? type
    let isConstraint = document.string("derivation", of: resource) == "constraint"
    for list in ["differential", "snapshot"] {
      guard let view = document.member(list, of: resource) else { continue }
      for element in document.objects("element", of: view) {
        guard let path = document.string("path", of: element) else { continue }
        guard path.split(separator: ".", maxSplits: 1).first.map(String.init) == name else {
          report(DefinitionRules.pathOutsideType, element, document)
          continue
        }
        checkElement(element, path, isDifferential: list == "differential", isConstraint: isConstraint, document)
      }
    }
  }

  private mutating func checkBase(_ resource: NodeID, _ type: String, _ document: borrowing SourceDocument) {
    guard document.string("derivation", of: resource) == "specialization",
      let node = document.member("baseDefinition", of: resource)
    else { return }
    let canonical = document.text(of: node)
    let url = canonical.split(separator: "|").first.map(String.init) ?? canonical
    var baseType: String?
    if let found = supplied(canonical) { baseType = found.document.string("type", of: found.root) }
    if baseType == nil, let known = context.schema.type(url: url) {
      baseType = context.schema.string(context.schema.tables.types[known.index].name)
    }
    if baseType == type { report(DefinitionRules.typeOfBase, resource, document, actual: .node(node)) }
  }

  private mutating func checkElement(
    _ element: NodeID, _ path: String, isDifferential: Bool, isConstraint: Bool, _ document: borrowing SourceDocument
  ) {
    if isDifferential, isConstraint, !path.contains("."), document.member("slicing", of: element) != nil {
      report(DefinitionRules.rootSlicing, element, document)
    }
    // A specialisation defines elements of its own, and what it says of them is in its own words.
    guard isConstraint else { return }
    var types: [TypeID] = []
    switch ElementPath(path, in: context.schema) {
    case .missing:
      if isDifferential { report(DefinitionRules.pathUnknown, element, document, actual: .node(element)) }
      return
    case .open: break
    case .found(_, let found): types = found
    }
    checkTypes(element, path, document)
    let stated = document.objects("type", of: element).compactMap { document.string("code", of: $0) }
    let named = stated.isEmpty ? types.map { context.schema.string(context.schema.tables.types[$0.index].name) } : stated
    checkRelevance(element, named, document)
    guard isDifferential else { return }
    let narrowed = stated.isEmpty ? types : stated.compactMap { context.schema.type(named: $0) }
    let elementTypes = types.contains { context.schema.tables.types[$0.index].kind == .backbone } ? types : narrowed
    checkDiscriminators(element, elementTypes, document)
    checkExpressions(element, elementTypes, document)
  }

  /// Profiles that a type names are for that type.
  private mutating func checkTypes(_ element: NodeID, _ path: String, _ document: borrowing SourceDocument) {
    let schema = context.schema
    for type in document.objects("type", of: element) {
      guard let code = document.string("code", of: type) else { continue }
      for profile in document.items("profile", of: type) where document[profile].isScalar {
        let canonical = document.text(of: profile)
        let url = canonical.split(separator: "|").first.map(String.init) ?? canonical
        guard let found = schema.type(url: url) else { continue }
        let record = schema.tables.types[found.index]
        let constrained = record.constrainedType == .none ? record : schema.tables.types[record.constrainedType.index]
        let isAny = schema.type(named: code).map { schema.tables.types[$0.index].isAbstract } ?? true
        if !isAny, schema.string(constrained.name) != code {
          report(DefinitionRules.profileOfOtherType, profile, document, actual: .node(profile))
        } else if code == "Extension", record.isProfile, record.rootElement != .none {
          let isModifier = schema.tables.elements[record.rootElement.index].flags.contains(.modifier)
          let last = path.split(separator: ".").last
          if (last == "extension" && isModifier) || (last == "modifierExtension" && !isModifier) {
            report(DefinitionRules.profileModifier, profile, document, actual: .node(profile))
          }
        }
      }
    }
  }

  private static let bindable: Set<String> = [
    "code", "string", "uri", "url", "canonical", "markdown", "id", "oid", "Coding", "CodeableConcept", "Quantity",
    "CodeableReference",
    "Age", "Count", "Distance", "Duration", "Money", "SimpleQuantity", "MoneyQuantity", "Extension",
  ]

  /// A binding is for values that hold codes.
  private mutating func checkRelevance(_ element: NodeID, _ types: [String], _ document: borrowing SourceDocument) {
    guard let binding = document.member("binding", of: element), !types.isEmpty else { return }
    // Types with an address of their own are not FHIR's.
    if types.contains(where: { DefiningResourcePass.bindable.contains($0) || $0.contains(":") || $0.contains(".") }) { return }
    report(DefinitionRules.bindingIrrelevant, binding, document)
  }

  private mutating func checkDiscriminators(_ element: NodeID, _ types: [TypeID], _ document: borrowing SourceDocument) {
    guard let slicing = document.member("slicing", of: element) else { return }
    for discriminator in document.objects("discriminator", of: slicing) {
      guard let path = document.member("path", of: discriminator), document[path].isScalar else { continue }
      if !isValid(document.text(of: path), on: types) {
        report(DefinitionRules.discriminatorPath, discriminator, document, actual: .node(path))
      }
    }
  }

  private mutating func checkExpressions(_ element: NodeID, _ types: [TypeID], _ document: borrowing SourceDocument) {
    for constraint in document.objects("constraint", of: element) {
      guard let expression = document.member("expression", of: constraint), document[expression].isScalar else { continue }
      if !isValid(document.text(of: expression), on: types) {
        report(DefinitionRules.constraintExpression, expression, document, actual: .node(expression))
      }
    }
  }

  /// Whether an expression can be read, and means something on one of the types at least.
  private func isValid(_ expression: String, on types: [TypeID]) -> Bool {
    guard let program = try? FHIRPathCompiler.compile(expression, model: context.model) else { return false }
    guard !types.isEmpty else { return true }
    return types.contains { type in
      let name = context.schema.string(context.schema.tables.types[type.index].name)
      return FHIRPathChecker.check(program, context: name, model: context.model).isEmpty
    }
  }
}
