import Definitions
import Diagnostics
import YAMLSyntax

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
  }

  mutating func report(_ rule: Rule, _ element: String, _ words: RuleWords) {
    problems.append(SnapshotProblem(rule: rule, element: element, words: words))
  }
}

/// Where a new element stands.
struct Place {
  var id: String
  var path: String
  var parent: Int?
  var isSlice = false
  /// Inside a slice, and there because the base has it and not because of a type: shortcuts narrow a choice instead of slicing it.
  var isInSlice = false
  /// What is inside comes from the element's type.
  var isWalkedInto = false

  func child(_ name: Substring, of parent: Int) -> Place {
    Place(id: id + "." + name, path: path + "." + name, parent: parent, isInSlice: (isSlice || isInSlice) && !isWalkedInto)
  }

  /// - Parameter id: the id of what is sliced; for a slice of a slice of what that is a slice of.
  func slice(_ name: String, of parent: Int) -> Place {
    let unsliced = isSlice ? String(id[..<(id.lastIndex(of: ":") ?? id.endIndex)]) : id
    return Place(id: unsliced + ":" + name, path: path, parent: parent, isSlice: true)
  }
}

/// An element of a base, with the element to start from where that is not the tree's own.
struct Inherited {
  let tree: ElementTree
  let index: Int
  var element: ElementDefinition
  /// Whether this is what the definition itself says of a sliced element, from which a slice starts.
  var isOwn = false
  /// Whether the base's slices come along.
  var hasSlices = true

  init(_ tree: ElementTree, _ index: Int) {
    self.tree = tree
    self.index = index
    element = tree.nodes[index].element
  }

  /// The root of a tree, or nil where it is empty.
  init?(rootOf tree: ElementTree) {
    if tree.nodes.isEmpty { return nil }
    self.init(tree, 0)
  }

  var children: [Inherited] { tree.nodes[index].children.map(inside) }
  var slices: [Inherited] { hasSlices ? tree.nodes[index].slices.map(inside) : [] }

  private func inside(_ index: Int) -> Inherited {
    var result = Inherited(tree, index)
    result.isOwn = isOwn
    return result
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
  private mutating func copy(_ base: Inherited, at place: Place) {
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

// Children.
extension SnapshotMerge {
  private mutating func addChildren(_ base: Inherited?, _ own: Int, of parent: Int, at place: Place) {
    var waiting = self.own.nodes[own].children
    var inherited = base?.children ?? []
    var place = place
    if inherited.isEmpty, !waiting.isEmpty, place.path.contains(".") {
      inherited = typeChildren(of: parent, base)
      place.isInSlice = false
      place.isWalkedInto = true
    }
    for child in inherited {
      let place = place.child(child.element.name, of: parent)
      if let found = waiting.firstIndex(where: { self.own.nodes[$0].element.path.hasSuffix("." + child.element.name) }) {
        let first = waiting.remove(at: found)
        takeRepetitions(of: first, from: &waiting)
        if child.element.isChoice { takeShortcuts(to: child.element, into: first, from: &waiting) }
        add(child, first, at: place)
      } else if let choice = shortcutChoice(child.element, place, from: &waiting) {
        add(child, choice, at: place)
      } else {
        add(child, nil, at: place)
      }
    }
    for child in waiting {
      addUnknown(child, base == nil ? nil : inherited, at: place.child(self.own.nodes[child].element.name, of: parent))
    }
  }

  private mutating func addUnknown(_ child: Int, _ inherited: [Inherited]?, at place: Place) {
    if let inherited, definition.derivation == .constraint || place.path.split(separator: ".").count > 2 {
      let known = inherited.map { String($0.element.name) }
      let name = String(own.nodes[child].element.name)
      report(
        SnapshotRules.unknownElement, own.nodes[child].id,
        RuleWords(
          name: name, expected: NearMiss.nearest(to: name, in: known).map { "; did you mean `\($0)`?" } ?? "",
          definition: ownerName(of: place)))
      return
    }
    add(nil, child, at: place)
  }

  /// What people call the place that an element is inside of: the type of a value, else the path.
  private func ownerName(of place: Place) -> String {
    guard let parent = place.parent else { return definition.type }
    let element = output.nodes[parent].element
    let codes = Set(element.types.map(\.code))
    guard codes.count == 1, let code = codes.first, !["BackboneElement", "Element"].contains(code) else { return element.path }
    return code
  }

  /// An element that is listed more than once without slice names: the later ones say more of it, or are a mistake.
  private mutating func takeRepetitions(of first: Int, from waiting: inout [Int]) {
    let path = own.nodes[first].element.path
    while let found = waiting.firstIndex(where: { own.nodes[$0].element.path == path }) {
      let index = waiting.remove(at: found)
      report(SnapshotRules.repeatedElement, own.nodes[index].id, RuleWords(name: own.nodes[index].element.path))
    }
  }
}

// Slices.
extension SnapshotMerge {
  private mutating func addSlices(_ base: Inherited?, _ own: Int, of parent: Int, at place: Place) {
    var waiting = self.own.nodes[own].slices
    takeRepeatedSlices(from: &waiting)
    for slice in base?.slices ?? [] {
      let name = slice.element.sliceName ?? ""
      let place = place.slice(name, of: parent)
      let match = waiting.firstIndex { self.own.nodes[$0].element.sliceName == name }.map { waiting.remove(at: $0) }
      let nested = takeSlices(under: name, from: &waiting)
      add(slice, merged(match, nested, name: name), at: place)
    }
    if waiting.isEmpty { return }
    if output.nodes[parent].element.slicing == nil { addDefaultSlicing(to: parent, waiting) }
    for slice in waiting { addNewSlice(slice, of: own, base, parent, at: place) }
  }

  /// Slices named `name/…` are slices of the slice `name`.
  private func takeSlices(under name: String, from waiting: inout [Int]) -> [Int] {
    let nested = waiting.filter { ElementTree.parents(ofSlice: own.nodes[$0].element.sliceName ?? "").first == name }
    if !nested.isEmpty { waiting.removeAll { nested.contains($0) } }
    return nested
  }

  private mutating func merged(_ slice: Int?, _ nested: [Int], name: String) -> Int? {
    if nested.isEmpty { return slice }
    let path = own.nodes[nested[0]].element.path
    let parent = slice ?? own.append(ElementDefinition(id: path + ":" + name, path: path), id: path + ":" + name, to: nil)
    if slice == nil { own.setGap(true, at: parent) }
    own.adopt(nested, by: parent)
    return parent
  }

  private mutating func takeRepeatedSlices(from waiting: inout [Int]) {
    var seen: Set<String> = []
    waiting.removeAll { index in
      let name = own.nodes[index].element.sliceName ?? ""
      if seen.insert(name).inserted { return false }
      report(SnapshotRules.repeatedSlice, own.nodes[index].id, RuleWords(name: name))
      return true
    }
  }

  private mutating func addDefaultSlicing(to parent: Int, _ slices: [Int]) {
    var element = output.nodes[parent].element
    if ["extension", "modifierExtension"].contains(element.name) {
      // Extensions are told apart by their URL unless a definition says otherwise (http://hl7.org/fhir/R4/profiling.html#extension).
      element.slicing = Slicing(discriminators: [.init(kind: .value, path: "url")])
    } else if element.isChoice {
      element.slicing = Slicing(discriminators: [.init(kind: .type, path: "$this")])
    } else {
      for slice in slices {
        report(SnapshotRules.sliceWithoutSlicing, own.nodes[slice].id, RuleWords(name: own.nodes[slice].element.sliceName ?? ""))
      }
      return
    }
    output.replace(element, at: parent)
  }

  private mutating func addNewSlice(_ slice: Int, of sliced: Int, _ base: Inherited?, _ parent: Int, at place: Place) {
    let derived = own.nodes[slice].element
    let name = derived.sliceName ?? ""
    let position = place.slice(name, of: parent)
    guard var start = base else {
      add(nil, slice, at: position)
      return
    }
    // A slice starts as what it is a slice of is in the base; what the definition says inside of that holds inside the slice, too.
    if place.isSlice {
      start.element = output.nodes[parent].element
      start = fromOutput(parent, start.element)
    } else if !start.children.isEmpty, !own.nodes[sliced].children.isEmpty, !own.nodes[slice].children.isEmpty {
      start = fromOutput(parent, start.element)
    }
    if start.element.contentReference != nil, own.nodes[slice].children.isEmpty,
      output.nodes[parent].element.contentReference == nil
    {
      start.element.contentReference = nil
      start.element.types = output.nodes[parent].element.types
    }
    start.element.slicing = nil
    start.element.sliceName = name
    start.element.sliceIsConstraining = nil
    start.element.minimum = 0
    start.hasSlices = false
    if start.element.isChoice, derived.types.isEmpty {
      let choice = ElementName(start.element)
      let named = start.element.types.filter { choice.inInstance(type: $0.code) == name }
      if !named.isEmpty { start.element.types = named }
    }
    add(start, slice, at: position)
  }

  private func fromOutput(_ index: Int, _ element: ElementDefinition) -> Inherited {
    var result = Inherited(output, index)
    result.element = element
    result.isOwn = true
    return result
  }
}
