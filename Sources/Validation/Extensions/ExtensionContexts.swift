import Diagnostics
import FHIRPath
import Schema
import SourceTree

/// Where extensions may stand (http://hl7.org/fhir/R4/defining-extensions.html#context).
struct ExtensionContexts: ~Copyable {
  private let context: ValidationContext
  private var evaluator: FHIRPathEvaluator?
  private var programs: [StringID: FHIRPathProgram?] = [:]

  init(_ context: ValidationContext) { self.context = context }

  private func contexts(of definition: TypeID) -> [ExtensionContextRecord] {
    let record = context.schema.tables.types[definition.index]
    return (0..<Int(record.contextCount)).map { context.schema.tables.contexts[Int(record.firstContext) + $0] }
  }

  /// The contexts in words.
  func words(_ definition: TypeID) -> String {
    contexts(of: definition).prefix(8).map { "`" + context.schema.string($0.expression) + "`" }.joined(separator: ", ")
  }

  /// Whether an extension may stand on an element.
  mutating func allows(
    _ definition: TypeID, on holder: NodeID, _ record: TypedNodes, _ document: borrowing SourceDocument
  ) -> Bool {
    let contexts = contexts(of: definition)
    if contexts.isEmpty { return true }
    var names: Set<String>?
    for place in contexts {
      let expression = context.schema.string(place.expression)
      switch place.kind {
      case .element:
        if names == nil { names = ElementNames(context: context, record: record).names(of: holder, document) }
        if names?.contains(ExtensionContexts.elementID(expression)) == true { return true }
      case .extension:
        // On the extension itself, or on its value.
        for place in [holder, record.object(around: holder, document)]
        where record.type(of: place) == context.wellKnownTypes.extension && document[place].kind == .object {
          if let link = document.child("url", of: place), document.text(of: link) == expression { return true }
        }
      case .fhirpath:
        if isSelected(place.expression, holder, record, document) { return true }
      }
    }
    return false
  }

  /// The id of the element, without the definition that it may name before a `#`.
  private static func elementID(_ expression: String) -> String {
    guard let hash = expression.firstIndex(of: "#") else { return expression }
    return String(expression[expression.index(after: hash)...])
  }

  /// Whether an expression, evaluated on the resource, gives an element. What cannot be evaluated allows it.
  private mutating func isSelected(
    _ expression: StringID, _ holder: NodeID, _ record: TypedNodes, _ document: borrowing SourceDocument
  ) -> Bool {
    guard let program = program(expression) else { return true }
    let resource = record.resource(around: holder)
    let node = record.resources[resource].node
    let focus = FHIRPathFocus(
      node: node, type: record.resources[resource].type, resource: node, rootResource: record.rootResource(of: resource))
    if evaluator == nil { evaluator = context.evaluator() }
    evaluator?.startRecord()
    guard (try? evaluator?.evaluate(program, in: document, focus: focus)) != nil else { return true }
    return evaluator?.results(contain: holder) ?? true
  }

  /// Whether an invariant of a context holds, evaluated on the element that is extended.
  mutating func holds(
    _ expression: StringID, _ node: NodeID, on holder: NodeID, _ record: TypedNodes, _ document: borrowing SourceDocument
  ) -> Bool {
    guard let program = program(expression) else { return true }
    let resource = record.resource(around: holder)
    let focus = FHIRPathFocus(
      node: holder, type: record.type(of: holder), resource: record.resources[resource].node,
      rootResource: record.rootResource(of: resource))
    if evaluator == nil { evaluator = context.evaluator() }
    evaluator?.startRecord()
    evaluator?.setVariable("extension", element: node, type: context.wellKnownTypes.extension)
    guard let result = try? evaluator?.holds(program, in: document, focus: focus) else { return false }
    return result
  }

  private mutating func program(_ expression: StringID) -> FHIRPathProgram? {
    if let known = programs[expression] { return known }
    let made = try? FHIRPathCompiler.compile(context.schema.string(expression), model: context.model)
    programs[expression] = .some(made)
    return made
  }
}

/// What an element is called in the contexts of extensions.
struct ElementNames {
  let context: ValidationContext
  let record: TypedNodes

  private var tables: Schema.Tables { context.schema.tables }

  /// The names of types and paths that mean an element: `HumanName`, `Patient.name`, `Element`.
  func names(of node: NodeID, _ document: borrowing SourceDocument) -> Set<String> {
    let typed = record[node]
    let isCompanion = isCompanion(node, document)
    var names: Set<String> = ["*"]
    let type = isCompanion ? primitiveType(of: node, document) : typed.type
    for ancestor in ancestors(of: type) { names.insert(ancestor) }
    for path in paths(of: node, document, depth: 0) { names.insert(path) }
    // Published extensions that are meant for everything say `Element`, and stand on resources, too.
    names.insert("Element")
    if tables.types[typed.type.index].kind == .resource {
      names.insert("Resource")
      // Names of later releases for what R4 has without a name (http://hl7.org/fhir/R5/canonicalresource.html).
      if CriterionFinder(context: context).child("url", in: typed.type) != nil {
        names.insert("CanonicalResource")
        names.insert("MetadataResource")
      }
    }
    return names
  }

  private func isCompanion(_ node: NodeID, _ document: borrowing SourceDocument) -> Bool {
    let parent = record.parent(of: node)
    let named = document[parent].kind == .array ? parent : node
    return document[named].name != Symbol.none.rawValue && record.symbol(document[named].name) & 1 == 1
  }

  private func primitiveType(of node: NodeID, _ document: borrowing SourceDocument) -> TypeID {
    let parent = record.parent(of: node)
    let named = document[parent].kind == .array ? parent : node
    let owner = record.object(around: node, document)
    guard let entry = context.schema.child(of: record.type(of: owner), named: record.symbol(document[named].name)) else {
      return context.wellKnownTypes.element
    }
    return tables.typeReferences[Int(entry.typeReference)].type
  }

  private func ancestors(of type: TypeID) -> [String] {
    var names: [String] = []
    var current = type
    for _ in 0..<16 where current != .none {
      names.append(context.schema.string(tables.types[current.index].name))
      current = tables.types[current.index].base
    }
    return names
  }

  /// Paths that lead to an element: of the type that has it and of the types that this one builds on, and from further out.
  private func paths(of node: NodeID, _ document: borrowing SourceDocument, depth: Int) -> [String] {
    let typed = record[node]
    guard typed.element != TypedNode.noElement, depth < 8 else { return [] }
    let owner = record.object(around: node, document)
    let element = tables.elements[Int(typed.element)]
    let name = context.schema.string(element.name)
    let names = element.flags.contains(.choice) ? [name, name + "[x]"] : [name]
    var bases = ancestors(of: record.type(of: owner))
    if tables.types[record.type(of: owner).index].kind != .resource { bases += paths(of: owner, document, depth: depth + 1) }
    return bases.flatMap { base in names.map { base + "." + $0 } }
  }
}
