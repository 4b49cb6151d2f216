import Definitions

/// The elements of a definition as the tree that their paths describe: children under their parents, slices beside what they slice.
struct ElementTree {
  struct Node {
    var element: ElementDefinition
    /// `Patient.identifier:nhsNumber.system`, made from the path and the slice names above.
    var id: String
    var children: [Int] = []
    var slices: [Int] = []
  }

  /// The root is the first; a parent stands before its children.
  private(set) var nodes: [Node] = []
  /// Elements whose parent was not listed before them.
  private(set) var orphans: [ElementDefinition] = []

  init(_ elements: [ElementDefinition]) {
    // The latest node for each path: the parent of what follows under that path.
    var latest: [String: Int] = [:]
    for element in elements {
      let name = String(element.name) + (element.sliceName.map { ":" + $0 } ?? "")
      guard element.path.contains("."), !nodes.isEmpty else {
        if nodes.isEmpty { nodes.append(Node(element: element, id: element.path)) } else { orphans.append(element) }
        latest[element.path] = nodes.count - 1
        continue
      }
      guard let parent = latest[String(element.path.dropLast(element.name.count + 1))] else {
        orphans.append(element)
        continue
      }
      let index = nodes.count
      nodes.append(Node(element: element, id: nodes[parent].id + "." + name))
      if element.sliceName != nil, let sliced = nodes[parent].children.last(where: { nodes[$0].element.path == element.path }) {
        nodes[sliced].slices.append(index)
      } else {
        nodes[parent].children.append(index)
      }
      latest[element.path] = index
    }
  }
}
