import Definitions

// What a definition says inside a sliced element holds inside each of its slices.
extension SnapshotMerge {
  /// Says inside a slice what is said inside the element that it is a slice of, where the slice does not say it itself. What is sliced in
  /// turn stays where it is.
  mutating func spread(_ sliced: Int, to slice: Int) {
    for child in own.nodes[sliced].children where own.nodes[child].slices.isEmpty && own.nodes[child].element.slicing == nil {
      let name = own.nodes[child].element.name
      if let known = own.nodes[slice].children.first(where: { own.nodes[$0].element.name == name }) {
        let element = own.nodes[known].element.completed(by: own.nodes[child].element)
        let isGap = own.nodes[known].isGap && own.nodes[child].isGap
        own.replace(element, at: known)
        own.setGap(isGap, at: known)
        spread(child, to: known)
      } else {
        let node = own.nodes[child]
        let copy = own.append(node.element, id: own.nodes[slice].id + "." + name, to: slice)
        own.setGap(node.isGap, at: copy)
        spread(child, to: copy)
      }
    }
  }
}

extension ElementDefinition {
  /// The element with what it does not say itself taken from another.
  fileprivate func completed(by other: ElementDefinition) -> ElementDefinition {
    var result = self
    result.minimum = minimum ?? other.minimum
    result.maximum = maximum ?? other.maximum
    if types.isEmpty { result.types = other.types }
    result.binding = binding ?? other.binding
    let keys = Set(constraints.map(\.key))
    result.constraints += other.constraints.filter { !keys.contains($0.key) }
    if fixed == nil, pattern == nil {
      result.fixed = other.fixed
      result.pattern = other.pattern
    }
    result.minimumValue = minimumValue ?? other.minimumValue
    result.maximumValue = maximumValue ?? other.maximumValue
    result.minimumLength = minimumLength ?? other.minimumLength
    result.maximumLength = maximumLength ?? other.maximumLength
    result.mustSupport = mustSupport ?? other.mustSupport
    result.isModifier = isModifier ?? other.isModifier
    result.isSummary = isSummary ?? other.isSummary
    return result
  }
}
