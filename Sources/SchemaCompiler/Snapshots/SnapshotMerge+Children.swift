import Definitions
import Diagnostics
import YAMLSyntax

// What is inside an element.
extension SnapshotMerge {
  mutating func addChildren(_ base: Inherited?, _ own: Int, of parent: Int, at place: Place) {
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
        let first = soleSlice(of: waiting.remove(at: found), child)
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

  /// Adds what an element has from its type although the definition does not speak of it.
  mutating func addContent(of index: Int, _ base: Inherited, at place: Place) {
    for child in typeChildren(of: index, base) { copy(child, at: place.child(child.element.name, of: index)) }
  }

  /// One slice of something that nobody slices is taken for the thing itself.
  private mutating func soleSlice(of index: Int, _ base: Inherited) -> Int {
    let node = own.nodes[index]
    guard node.isGap, node.children.isEmpty, node.slices.count == 1, base.element.slicing == nil, !base.element.isChoice,
      !["extension", "modifierExtension"].contains(base.element.name)
    else { return index }
    let slice = node.slices[0]
    var element = own.nodes[slice].element
    report(SnapshotRules.sliceWithoutSlicing, own.nodes[slice].id, RuleWords(name: element.sliceName ?? ""))
    element.sliceName = nil
    own.replace(element, at: slice)
    return slice
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
