import Definitions
import Diagnostics

// What comes from the type of an element: its children, and the rules of a profile on the type.
extension SnapshotMerge {
  /// The children that an element has from its type, from a profile on its type, or from the element whose content it shares.
  mutating func typeChildren(of index: Int, _ base: Inherited?) -> [Inherited] {
    let element = output.nodes[index].element
    if let reference = element.contentReference { return content(reference, of: index, base) }
    guard let definition = walkedType(of: element) else { return [] }
    guard let tree = builder.snapshot(of: definition)?.tree else { return [] }
    return Inherited(rootOf: tree)?.children ?? []
  }

  /// Inside an element that takes its content from another stands a copy of that content.
  private mutating func content(_ reference: String, of index: Int, _ base: Inherited?) -> [Inherited] {
    guard let tree = base?.tree else { return [] }
    let path = String(reference.drop { $0 != "#" }.dropFirst())
    let local = tree.nodes.firstIndex { $0.element.path == path && $0.element.sliceName == nil }.map { Inherited(tree, $0) }
    guard let target = local ?? contentOfType(path) else { return [] }
    var element = output.nodes[index].element
    element.contentReference = nil
    element.types = target.element.types
    output.replace(element, at: index)
    return target.children
  }

  private mutating func contentOfType(_ path: String) -> Inherited? {
    guard let type = builder.definitions.type(named: String(path.prefix { $0 != "." })),
      let tree = builder.snapshot(of: type)?.tree
    else { return nil }
    return tree.nodes.firstIndex { $0.element.path == path }.map { Inherited(tree, $0) }
  }

  /// The definition that says what is inside an element: the profile of its one type, the type, or what all types have in common.
  private func walkedType(of element: ElementDefinition) -> StructureDefinition? {
    let codes = Set(element.types.map(\.code))
    guard codes.count == 1, let code = codes.first else {
      return codes.isEmpty ? nil : builder.definitions.type(named: "Element")
    }
    if element.types.count == 1, let profile = profile(of: element.types[0]) { return profile }
    return type(code)
  }

  func type(_ code: String) -> StructureDefinition? {
    builder.definitions.type(named: code) ?? builder.definitions.structure(Canonical(code))
  }

  /// The one profile on a type, unless it is being made right now.
  private func profile(of type: ElementType) -> StructureDefinition? {
    guard type.profiles.count == 1 else { return nil }
    guard let profile = builder.definitions.structure(type.profiles[0]), !builder.isUnderway(profile) else { return nil }
    return profile
  }

  /// An element whose type gets a profile starts from what the profile says of itself.
  mutating func useTypeProfile(of derived: ElementDefinition, in element: inout ElementDefinition, _ place: Place) {
    guard derived.types.count == 1, element.types != derived.types, let profile = profile(of: derived.types[0]),
      profile.kind != .resource, let root = builder.snapshot(of: profile)?.tree.nodes.first?.element
    else { return }
    if derived.types[0].code == "Extension" {
      element.minimum = root.minimum ?? element.minimum
      element.maximum = root.maximum ?? element.maximum
      element.isModifier = root.isModifier ?? element.isModifier
    }
    if element.isChoice, !place.isSlice, derived.types[0].code != "Reference" {
      let known = Set(element.constraints.map(\.key))
      element.constraints += root.constraints.filter { !known.contains($0.key) }.map { $0.from(profile) }
    }
    element.fixed = root.fixed ?? element.fixed
    element.pattern = root.pattern ?? element.pattern
  }
}
