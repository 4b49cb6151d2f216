import Definitions
import Diagnostics

/// Works out all elements of a definition from its base and what it says itself (http://hl7.org/fhir/R4/profiling.html#snapshot).
/// Published definitions come with this done; definitions of the YAML language say only what is their own.
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
    guard underway.insert(definition.url).inserted else {
      report(DefinitionsRules.baseCycle, definition, RuleWords(name: definition.url))
      return nil
    }
    defer { underway.remove(definition.url) }
    var inherited: Cursor?
    if let baseURL = definition.baseDefinition {
      guard let base = definitions.structure(baseURL), let elements = snapshot(of: base) else {
        report(DefinitionsRules.unknownBase, definition, RuleWords(name: definition.url, value: baseURL.description))
        return nil
      }
      inherited = Cursor(ElementTree(elements))
    }
    let own = Cursor(ElementTree(definition.differential, fillsGaps: true))
    var elements: [ElementDefinition] = []
    if own != nil || inherited != nil {
      append(inherited, own, at: Position(id: definition.type, path: definition.type), to: &elements)
    }
    finished[definition.url] = elements
    return elements
  }

  private mutating func report(_ rule: Rule, _ definition: StructureDefinition, _ words: RuleWords) {
    diagnostics.report(rule, at: DiagnosticPlace(file: definition.url), words)
  }
}

/// Where a new element stands.
private struct Position {
  var id: String
  var path: String

  func child(_ name: Substring) -> Position { Position(id: id + "." + name, path: path + "." + name) }

  func slice(_ name: String) -> Position { Position(id: id + ":" + name, path: path) }
}

/// An element in the tree of a definition.
private struct Cursor {
  let tree: ElementTree
  let index: Int

  /// The root of a tree, or nil where it is empty.
  init?(_ tree: ElementTree) {
    if tree.nodes.isEmpty { return nil }
    self.init(tree, 0)
  }

  init(_ tree: ElementTree, _ index: Int) {
    self.tree = tree
    self.index = index
  }

  var element: ElementDefinition { tree.nodes[index].element }
  var children: [Cursor] { tree.nodes[index].children.map { Cursor(tree, $0) } }
  var slices: [Cursor] { tree.nodes[index].slices.map { Cursor(tree, $0) } }
}

extension SnapshotBuilder {
  /// Adds an element, its children and its slices.
  /// - Parameters:
  ///   - base: the element in the base; nil for one that the definition brings itself.
  ///   - own: what the definition says of it; nil where it says nothing.
  private mutating func append(
    _ base: Cursor?, _ own: Cursor?, at position: Position, to elements: inout [ElementDefinition]
  ) {
    var element = base?.element ?? own?.element ?? ElementDefinition(id: position.id, path: position.path)
    if base != nil {
      if element.base == nil { element.base = .init(path: element.path, maximum: element.maximum ?? 1) }
      if let own { element.restrict(by: own.element) }
    }
    element.id = position.id
    element.path = position.path
    if element.slicing == nil, own?.slices.isEmpty == false, ["extension", "modifierExtension"].contains(element.name) {
      // Extensions are told apart by their URL unless a definition says otherwise (http://hl7.org/fhir/R4/profiling.html#extension).
      element.slicing = Slicing(discriminators: [.init(kind: .value, path: "url")])
    }
    elements.append(element)
    appendChildren(base, own, of: element, at: position, to: &elements)
    appendSlices(base, own, of: element, at: position, to: &elements)
  }

  private mutating func appendChildren(
    _ base: Cursor?, _ own: Cursor?, of element: ElementDefinition, at position: Position, to elements: inout [ElementDefinition]
  ) {
    var waiting = own?.children ?? []
    var inherited = base?.children ?? []
    if inherited.isEmpty, !waiting.isEmpty, position.path.contains(".") { inherited = typeChildren(of: element, base) }
    for child in inherited {
      let place = waiting.firstIndex { $0.element.name == child.element.name }
      let match = place.map { waiting.remove(at: $0) } ?? takeShortcuts(to: child.element, from: &waiting)
      append(child, match, at: position.child(child.element.name), to: &elements)
    }
    for child in waiting { append(nil, child, at: position.child(child.element.name), to: &elements) }
  }

  /// A differential may speak of `valueQuantity` where the base has `value[x]`: that narrows the choice to the types spoken of, and what
  /// is said holds for the slice of that type (http://hl7.org/fhir/R4/profiling.html#shortcuts).
  private func takeShortcuts(to choice: ElementDefinition, from waiting: inout [Cursor]) -> Cursor? {
    guard choice.isChoice else { return nil }
    let name = ElementName(choice)
    func type(_ cursor: Cursor) -> ElementType? { choice.types.first { name.inInstance(type: $0.code) == cursor.element.name } }
    let shortcuts = waiting.filter { type($0) != nil }
    guard let first = shortcuts.first else { return nil }
    waiting.removeAll { type($0) != nil }
    var element = ElementDefinition(id: choice.id, path: choice.path)
    element.types = shortcuts.compactMap { type($0) }
    element.slicing = Slicing(discriminators: [.init(kind: .type, path: "$this")], rules: .closed)
    let tree = first.tree.adding(element, slicedInto: shortcuts.map(\.index))
    return Cursor(tree, tree.nodes.count - 1)
  }

  private mutating func appendSlices(
    _ base: Cursor?, _ own: Cursor?, of element: ElementDefinition, at position: Position, to elements: inout [ElementDefinition]
  ) {
    var waiting = own?.slices ?? []
    for slice in base?.slices ?? [] {
      let name = slice.element.sliceName ?? ""
      let place = waiting.firstIndex { $0.element.sliceName == name }
      let match = place.map { waiting.remove(at: $0) }
      append(slice, match, at: position.slice(name), to: &elements)
    }
    for slice in waiting {
      // A slice starts as what it is a slice of.
      var start = element
      start.slicing = nil
      start.sliceName = slice.element.sliceName
      if element.isChoice, slice.element.types.isEmpty {
        let name = ElementName(element)
        start.types = element.types.filter { name.inInstance(type: $0.code) == slice.element.sliceName ?? "" }
        if start.types.isEmpty { start.types = element.types }
      }
      let tree = base.map { $0.tree.adding(start, withChildrenOf: $0.index) } ?? ElementTree(single: start)
      append(Cursor(tree, tree.nodes.count - 1), slice, at: position.slice(slice.element.sliceName ?? ""), to: &elements)
    }
  }

  /// The children that an element has from its type, from a profile on its type, or from the element whose content it shares.
  private mutating func typeChildren(of element: ElementDefinition, _ base: Cursor?) -> [Cursor] {
    if let reference = element.contentReference, let tree = base?.tree {
      let path = reference.drop { $0 != "#" }.dropFirst()
      return tree.nodes.firstIndex { $0.element.path == path }.map { Cursor(tree, $0).children } ?? []
    }
    guard element.types.count == 1, let type = element.types.first else { return [] }
    let profile = type.profiles.count == 1 ? definitions.structure(type.profiles[0]) : nil
    guard let definition = profile ?? definitions.type(named: type.code), let elements = snapshot(of: definition) else {
      return []
    }
    return Cursor(ElementTree(elements))?.children ?? []
  }
}

extension ElementDefinition {
  /// Takes over what a derived definition says about this element.
  mutating func restrict(by derived: ElementDefinition) {
    sliceName = derived.sliceName ?? sliceName
    minimum = derived.minimum ?? minimum
    maximum = derived.maximum ?? maximum
    if !derived.types.isEmpty { types = derived.types }
    contentReference = derived.contentReference ?? contentReference
    if let binding = derived.binding {
      self.binding = Binding(
        strength: binding.strength, valueSet: binding.valueSet ?? self.binding?.valueSet,
        maximumValueSet: binding.maximumValueSet ?? self.binding?.maximumValueSet)
    }
    let known = Set(constraints.map(\.key))
    isOrdered = isOrdered || derived.isOrdered
    sliceIsConstraining = derived.sliceIsConstraining
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
