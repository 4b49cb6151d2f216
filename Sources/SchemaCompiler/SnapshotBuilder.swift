import Definitions
import Diagnostics

/// Puts the elements that a type inherits before its own. Published types come with this done (their snapshot); types of the YAML
/// language say only what is their own.
struct SnapshotBuilder {
  let definitions: DefinitionSet
  var diagnostics = DiagnosticList()
  private var finished: [String: [ElementDefinition]] = [:]
  private var underway: Set<String> = []

  init(_ definitions: DefinitionSet) { self.definitions = definitions }

  /// All elements of a definition, or nil where its base is missing.
  mutating func snapshot(of definition: StructureDefinition) -> [ElementDefinition]? {
    if !definition.snapshot.isEmpty { return definition.snapshot }
    if let known = finished[definition.url] { return known }
    guard let baseURL = definition.baseDefinition?.url else {
      finished[definition.url] = definition.differential
      return definition.differential
    }
    guard underway.insert(definition.url).inserted else {
      report(DefinitionsRules.baseCycle, definition, RuleWords(name: definition.url))
      return nil
    }
    defer { underway.remove(definition.url) }
    guard let base = definitions.structures[baseURL], let inherited = snapshot(of: base) else {
      report(DefinitionsRules.unknownBase, definition, RuleWords(name: definition.url, value: baseURL))
      return nil
    }
    let merged = SnapshotBuilder.merge(inherited, definition.differential, type: definition.type)
    let elements = withTypeChildren(ElementTree(merged, fillsGaps: true))
    finished[definition.url] = elements
    return elements
  }

  private mutating func report(_ rule: Rule, _ definition: StructureDefinition, _ words: RuleWords) {
    diagnostics.report(rule, at: DiagnosticPlace(file: definition.url), words)
  }

  /// The elements with those that backbone elements have from their type (`id`, `extension`, `modifierExtension`) before their own.
  private mutating func withTypeChildren(_ tree: ElementTree) -> [ElementDefinition] {
    var elements: [ElementDefinition] = []
    if !tree.nodes.isEmpty { append(0, of: tree, to: &elements) }
    return elements
  }

  private mutating func append(_ index: Int, of tree: ElementTree, to elements: inout [ElementDefinition]) {
    let node = tree.nodes[index]
    elements.append(node.element)
    let own = Set(node.children.map { tree.nodes[$0].element.path })
    if index > 0, !node.children.isEmpty, node.element.types.count == 1,
      let type = definitions.type(named: node.element.types[0].code), let inherited = snapshot(of: type)
    {
      for var element in inherited.dropFirst() {
        if element.base == nil { element.base = .init(path: element.path, maximum: element.maximum ?? 1) }
        element.id = node.id + element.id.dropFirst(type.type.count)
        element.path = node.element.path + element.path.dropFirst(type.type.count)
        if !own.contains(element.path) { elements.append(element) }
      }
    }
    for child in node.children { append(child, of: tree, to: &elements) }
    for slice in node.slices { append(slice, of: tree, to: &elements) }
  }

  /// The inherited elements, renamed to the new type and changed where the differential names them again; then the new ones.
  private static func merge(
    _ inherited: [ElementDefinition], _ own: [ElementDefinition], type: String
  ) -> [ElementDefinition] {
    var result: [ElementDefinition] = []
    var places: [String: Int] = [:]
    for var element in inherited {
      let oldRoot = element.path.prefix { $0 != "." }
      if element.base == nil { element.base = .init(path: element.path, maximum: element.maximum ?? 1) }
      element.path = type + element.path.dropFirst(oldRoot.count)
      element.id = type + element.id.dropFirst(oldRoot.count)
      places[element.id] = result.count
      result.append(element)
    }
    for element in own {
      if let place = places[element.id] {
        result[place].restrict(by: element)
      } else {
        places[element.id] = result.count
        result.append(element)
      }
    }
    return result
  }
}

extension ElementDefinition {
  /// Takes over what a derived definition says about this element.
  mutating func restrict(by derived: ElementDefinition) {
    minimum = derived.minimum ?? minimum
    maximum = derived.maximum ?? maximum
    if !derived.types.isEmpty { types = derived.types }
    contentReference = derived.contentReference ?? contentReference
    binding = derived.binding ?? binding
    let known = Set(constraints.map(\.key))
    constraints += derived.constraints.filter { !known.contains($0.key) }
    fixed = derived.fixed ?? fixed
    pattern = derived.pattern ?? pattern
    minimumValue = derived.minimumValue ?? minimumValue
    maximumValue = derived.maximumValue ?? maximumValue
    maximumLength = derived.maximumLength ?? maximumLength
    slicing = derived.slicing ?? slicing
    isModifier = derived.isModifier ?? isModifier
    isSummary = derived.isSummary ?? isSummary
    mustSupport = derived.mustSupport ?? mustSupport
    if !derived.representations.isEmpty { representations = derived.representations }
  }
}
