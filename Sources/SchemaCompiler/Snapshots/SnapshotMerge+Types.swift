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

// Choices.
extension SnapshotMerge {
  /// A differential may speak of `valueQuantity` where the base has `value[x]`: what is said holds for the slice of that type
  /// (http://hl7.org/fhir/R4/profiling.html#shortcuts).
  /// - Returns: an element of the differential for the choice as a whole; nil where there are no shortcuts to it.
  mutating func shortcutChoice(_ choice: ElementDefinition, _ place: Place, from waiting: inout [Int]) -> Int? {
    guard choice.isChoice else { return nil }
    let shortcuts = takeShortcuts(to: choice, from: &waiting)
    if shortcuts.isEmpty { return nil }
    if shortcuts.count == 1, choice.slicing == nil, (place.isSlice || place.isInSlice) && !place.isWalkedInto {
      var element = own.nodes[shortcuts[0]].element
      element.sliceName = nil
      own.replace(element, at: shortcuts[0])
      return shortcuts[0]
    }
    let element = ElementDefinition(id: "", path: choice.path)
    let index = own.append(element, id: own.nodes[shortcuts[0]].id, to: nil)
    own.setGap(true, at: index)
    own.adopt(shortcuts, by: index)
    return index
  }

  /// The same where the differential speaks of the choice as a whole, too.
  mutating func takeShortcuts(to choice: ElementDefinition, into whole: Int, from waiting: inout [Int]) {
    let shortcuts = takeShortcuts(to: choice, from: &waiting)
    if !shortcuts.isEmpty { own.adopt(shortcuts, by: whole) }
  }

  private mutating func takeShortcuts(to choice: ElementDefinition, from waiting: inout [Int]) -> [Int] {
    let name = ElementName(choice)
    var shortcuts: [Int] = []
    for index in waiting {
      let own = own.nodes[index].element.name
      guard let type = choice.types.first(where: { name.inInstance(type: $0.code) == own }) else { continue }
      waiting.removeAll { $0 == index }
      // With a slice name the shortcut itself is only made up.
      let parts = self.own.nodes[index].isGap && !self.own.nodes[index].slices.isEmpty ? self.own.nodes[index].slices : [index]
      for part in parts {
        var element = self.own.nodes[part].element
        if element.sliceName == nil { element.sliceName = String(own) }
        element.path = choice.path
        if element.types.isEmpty { element.types = [type] }
        self.own.replace(element, at: part)
        self.own.setGap(false, at: part)
      }
      shortcuts += parts
    }
    return shortcuts
  }

  /// Slices of a choice are told apart by type. Where one must be there, it is the only type; where each type has its slice, there are no
  /// others.
  /// - Parameters:
  ///   - spokenOf: the slices that the definition lists.
  ///   - isPlain: whether the definition lists the choice itself and says nothing of its slicing.
  mutating func settleTypeSlicing(of index: Int, _ spokenOf: [Int], isPlain: Bool) {
    var element = output.nodes[index].element
    guard var slicing = element.slicing else { return }
    if slicing.discriminators.isEmpty { slicing.discriminators = [.init(kind: .type, path: "$this")] }
    guard slicing.discriminators == [.init(kind: .type, path: "$this")] else { return }
    let slices = output.nodes[index].slices.map { output.nodes[$0].element }
    for index in spokenOf { checkTypeSlice(own.nodes[index], of: element) }
    let demanded = slices.filter { ($0.minimum ?? 0) > 0 && $0.types.count == 1 }
    if demanded.count == 1, spokenOf.contains(where: { own.nodes[$0].element.sliceName == demanded[0].sliceName }) {
      let others = spokenOf.filter {
        own.nodes[$0].element.sliceName != demanded[0].sliceName && own.nodes[$0].element.maximum != 0
      }
      for index in others {
        report(
          SnapshotRules.impossibleTypeSlice, own.nodes[index].id,
          RuleWords(name: own.nodes[index].element.sliceName ?? "", expected: demanded[0].sliceName ?? ""))
      }
      element.minimum = max(element.minimum ?? 0, 1)
      element.types.removeAll { $0.code != demanded[0].types[0].code }
    }
    let sliced = Set(slices.flatMap(\.types).map(\.code))
    if !isPlain, !element.types.isEmpty, element.types.allSatisfy({ sliced.contains($0.code) }) { slicing.rules = .closed }
    element.slicing = slicing
    output.replace(element, at: index)
  }

  /// The slice of a type has the name that the element has with that type.
  private mutating func checkTypeSlice(_ slice: ElementTree.Node, of choice: ElementDefinition) {
    let name = ElementName(choice)
    guard slice.element.types.count == 1, let sliceName = slice.element.sliceName, !sliceName.contains("/") else { return }
    let expected = name.inInstance(type: slice.element.types[0].code)
    if sliceName != expected {
      report(SnapshotRules.typeSliceName, slice.id, RuleWords(name: sliceName, expected: expected))
    }
  }
}
