import Definitions
import Diagnostics

// The slices of an element.
extension SnapshotMerge {
  mutating func addSlices(_ base: Inherited?, _ own: Int, of parent: Int, at place: Place) {
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
    let isMadeUp = self.own.nodes[own].element.slicing == nil && base?.slices.isEmpty != false
    if isMadeUp, place.isInSlice { raiseMinimum(of: parent) }
  }

  /// Where the slicing inside a slice is made up, so is what it implies: there are as many values as its slices demand.
  private mutating func raiseMinimum(of sliced: Int) {
    var element = output.nodes[sliced].element
    guard !element.isChoice else { return }
    var sum: UInt32 = 0
    for slice in output.nodes[sliced].slices {
      sum = sum.addingReportingOverflow(output.nodes[slice].element.minimum ?? 0).partialValue
    }
    guard sum > element.minimum ?? 0 else { return }
    element.minimum = sum
    output.replace(element, at: sliced)
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
    var hasContent = false
    guard var start = base else {
      add(nil, slice, at: position)
      return
    }
    // A slice starts as what it is a slice of is in the base; what the definition says inside of that holds inside the slice, too.
    if place.isSlice {
      start.element = output.nodes[parent].element
      start = fromOutput(parent, start.element)
    } else if !own.nodes[sliced].children.isEmpty {
      if own.nodes[slice].children.isEmpty {
        hasContent = derived.types.contains { !$0.profiles.isEmpty }
      } else if !start.children.isEmpty {
        spread(sliced, to: slice)
      }
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
    let index = output.nodes.count
    add(start, slice, at: position)
    if hasContent { addContent(of: index, start, at: position) }
  }

  private func fromOutput(_ index: Int, _ element: ElementDefinition) -> Inherited {
    var result = Inherited(output, index)
    result.element = element
    result.isOwn = true
    return result
  }
}
