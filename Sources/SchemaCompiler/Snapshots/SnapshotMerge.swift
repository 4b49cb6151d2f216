import Definitions
import Diagnostics

/// Merges what a definition says into the snapshot of its base.
struct SnapshotMerge {
  let definition: StructureDefinition
  var own: ElementTree
  var builder: SnapshotBuilder
  var output = ElementTree()
  var problems: [SnapshotProblem] = []
  /// Types that are being walked into, so that a definition that leads back to itself ends.
  var depth = 0

  init(_ definition: StructureDefinition, _ own: ElementTree, _ builder: SnapshotBuilder) {
    self.definition = definition
    self.own = own
    self.builder = builder
  }

  mutating func run(_ base: ElementTree?) {
    for orphan in own.orphans { report(SnapshotRules.misplacedElement, orphan.id, RuleWords(name: orphan.path)) }
    let root = own.nodes.isEmpty ? nil : 0
    if let root, let base = base?.nodes.first, own.nodes[root].element.path != base.element.path,
      definition.derivation == .constraint
    {
      report(
        SnapshotRules.wrongRoot, own.nodes[root].id,
        RuleWords(name: own.nodes[root].element.path, expected: base.element.path))
      return
    }
    checkType()
    if let root, own.nodes[root].element.types.flatMap(\.profiles).contains(where: { $0.url == definition.url }) {
      report(SnapshotRules.profileOnItself, own.nodes[root].id, RuleWords(name: definition.url))
    }
    let inherited = base.flatMap { Inherited(rootOf: $0) }
    if root == nil, inherited == nil { return }
    // The type of a logical model may be a URL, which paths do not start with.
    let listed = own.nodes.first?.element.path
    let name = definition.isProfile ? inherited?.element.path ?? listed : listed
    let path = definition.isProfile || definition.type.contains("/") ? name ?? definition.type : definition.type
    add(inherited, root, at: Place(id: path, path: path, parent: nil))
    if definition.derivation == .constraint { settleGroups() }
  }

  /// A profile is one on the type of its base.
  private mutating func checkType() {
    guard definition.derivation == .constraint,
      let base = definition.baseDefinition.flatMap({ builder.definitions.structure($0) }),
      base.kind != .logical, base.type != definition.type
    else { return }
    report(
      SnapshotRules.typeNotOfBase, definition.type,
      RuleWords(name: definition.url, value: definition.type, expected: base.type))
  }

  mutating func report(_ rule: Rule, _ element: String, _ words: RuleWords) {
    problems.append(SnapshotProblem(rule: rule, element: element, words: words))
  }
}

extension SnapshotMerge {
  /// Adds an element, its children and its slices.
  /// - Parameters:
  ///   - base: the element in the base; nil for one that the definition brings itself.
  ///   - own: what the definition says of it; nil where it says nothing.
  mutating func add(_ base: Inherited?, _ own: Int?, at place: Place) {
    guard let own else {
      if let base { copy(base, at: place) }
      return
    }
    let derived = self.own.nodes[own].element
    var element = base?.element ?? derived
    if let base {
      if element.base == nil { element.base = .init(path: base.element.path, maximum: element.maximum ?? 1) }
      if !self.own.nodes[own].isGap {
        if definition.derivation == .constraint, !base.isOwn, place.parent != nil { check(derived, against: base.element) }
        useTypeProfile(of: derived, in: &element, place)
        restrict(&element, by: derived, at: place)
      }
    } else {
      takeOver(&element)
    }
    element.id = place.id
    element.path = place.path
    let index = output.append(element, id: place.id, to: place.parent, asSlice: place.isSlice)
    addChildren(base, own, of: index, at: place)
    addSlices(base, own, of: index, at: place)
    if element.isChoice, !output.nodes[index].slices.isEmpty {
      settleTypeSlicing(
        of: index, self.own.nodes[own].slices, isPlain: !self.own.nodes[own].isGap && derived.slicing == nil)
    }
  }

  /// Takes over an element of the base with all inside.
  mutating func copy(_ base: Inherited, at place: Place) {
    var element = base.element
    if element.base == nil { element.base = .init(path: element.path, maximum: element.maximum ?? 1) }
    element.id = place.id
    element.path = place.path
    let index = output.append(element, id: place.id, to: place.parent, asSlice: place.isSlice)
    output.setUntouched(index)
    for child in base.children { copy(child, at: place.child(child.element.name, of: index)) }
    for slice in base.slices { copy(slice, at: place.slice(slice.element.sliceName ?? "", of: index)) }
  }

  /// What a definition brings itself comes from it.
  private func takeOver(_ element: inout ElementDefinition) {
    for index in element.constraints.indices where element.constraints[index].source == nil {
      element.constraints[index].source = definition.url
    }
  }
}
