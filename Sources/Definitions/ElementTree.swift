/// The elements of a definition as the tree that their paths describe: children under their parents, slices beside what they slice.
public struct ElementTree: Sendable {
  public struct Node: Sendable {
    public var element: ElementDefinition
    /// `Patient.identifier:nhsNumber.system`, made from the path and the slice names above.
    public var id: String
    public var children: [Int] = []
    public var slices: [Int] = []
  }

  /// The root is the first; a parent stands before its children.
  public private(set) var nodes: [Node] = []
  /// Elements whose parent was not listed before them.
  public private(set) var orphans: [ElementDefinition] = []
  /// The latest node for each path: the parent of what follows under that path.
  private var latest: [String: Int] = [:]

  /// - Parameter fillsGaps: whether missing parents are made up, as differentials may leave them out.
  public init(_ elements: [ElementDefinition], fillsGaps: Bool = false) {
    for element in elements { add(element, fillsGaps) }
  }

  /// One element without children.
  public init(single element: ElementDefinition) {
    nodes = [Node(element: element, id: element.id)]
  }

  /// The tree with one more element, the last of its nodes, which has the children of the element at `index`.
  public func adding(_ element: ElementDefinition, withChildrenOf index: Int) -> ElementTree {
    var result = self
    result.nodes.append(Node(element: element, id: element.id, children: nodes[index].children))
    return result
  }

  /// The tree with one more element, the last of its nodes, whose slices are the elements at `indexes`, each named after itself.
  public func adding(_ element: ElementDefinition, slicedInto indexes: [Int]) -> ElementTree {
    var result = self
    for index in indexes {
      var slice = nodes[index]
      slice.element.sliceName = String(slice.element.name)
      result.nodes.append(slice)
    }
    let slices = Array(nodes.count..<result.nodes.count)
    result.nodes.append(Node(element: element, id: element.id, slices: slices))
    return result
  }

  private mutating func add(_ element: ElementDefinition, _ fillsGaps: Bool) {
    guard element.path.contains(".") else {
      if nodes.isEmpty { addRoot(element) } else { orphans.append(element) }
      return
    }
    let parentPath = String(element.path.dropLast(element.name.count + 1))
    if latest[parentPath] == nil, fillsGaps { add(ElementDefinition(id: parentPath, path: parentPath), true) }
    guard let parent = latest[parentPath] else {
      orphans.append(element)
      return
    }
    let index = nodes.count
    let name = String(element.name) + (element.sliceName.map { ":" + $0 } ?? "")
    nodes.append(Node(element: element, id: nodes[parent].id + "." + name))
    var sliced = nodes[parent].children.last { nodes[$0].element.path == element.path }
    if element.sliceName != nil, sliced == nil, fillsGaps {
      sliced = index
      nodes[index] = Node(
        element: ElementDefinition(id: nodes[parent].id + "." + element.name, path: element.path),
        id: nodes[parent].id + "." + element.name)
      nodes[parent].children.append(index)
      nodes.append(Node(element: element, id: nodes[parent].id + "." + name))
    }
    let own = nodes.count - 1
    if element.sliceName != nil, let sliced { nodes[sliced].slices.append(own) } else { nodes[parent].children.append(own) }
    forget(under: element.path)
    latest[element.path] = own
  }

  private mutating func addRoot(_ element: ElementDefinition) {
    nodes.append(Node(element: element, id: element.path))
    latest[element.path] = 0
  }

  /// What stood under an earlier element of this path is no parent any more.
  private mutating func forget(under path: String) {
    guard latest[path] != nil else { return }
    latest = latest.filter { !$0.key.hasPrefix(path + ".") }
  }

  /// All elements, parents before children and the sliced before its slices.
  public var elements: [ElementDefinition] {
    var result: [ElementDefinition] = []
    if !nodes.isEmpty { collect(0, into: &result) }
    return result
  }

  private func collect(_ index: Int, into result: inout [ElementDefinition]) {
    var element = nodes[index].element
    element.id = nodes[index].id
    result.append(element)
    for child in nodes[index].children { collect(child, into: &result) }
    for slice in nodes[index].slices { collect(slice, into: &result) }
  }
}
