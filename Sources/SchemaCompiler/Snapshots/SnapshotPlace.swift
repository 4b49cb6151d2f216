import Definitions

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
