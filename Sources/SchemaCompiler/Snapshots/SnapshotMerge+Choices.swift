import Definitions
import Diagnostics

// Choices of types: shortcuts to them, and their slices by type.
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
    var element = ElementDefinition(id: "", path: choice.path)
    if definition.earlierFHIRVersion != nil {
      // Before R4 a shortcut said that there are no other types (http://hl7.org/fhir/STU3/profiling.html).
      element.types = shortcuts.flatMap { own.nodes[$0].element.types.map { ElementType(code: $0.code) } }
      element.slicing = Slicing(discriminators: [.init(kind: .type, path: "$this")], rules: .closed)
    }
    let index = own.append(element, id: own.nodes[shortcuts[0]].id, to: nil)
    own.setGap(element.types.isEmpty, at: index)
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
