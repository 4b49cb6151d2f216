/// The elements of a definition as the tree that their ids and paths describe: children under their parents, slices beside what they
/// slice, slices of slices (`a/b`) beside the slice `a`.
public struct ElementTree: Sendable {
  public struct Node: Sendable {
    public var element: ElementDefinition
    /// `Patient.identifier:nhsNumber.system`, made from the names and the slice names above.
    public var id: String
    public var children: [Int] = []
    public var slices: [Int] = []
    /// Not listed itself, only something inside or a slice of it.
    public var isGap = false
    /// For what stands as in the base: the base's tree would say the same of the element, its children and its slices.
    public var isUntouched = false

    public init(element: ElementDefinition, id: String) {
      self.element = element
      self.id = id
    }
  }

  /// The root is the first; a parent stands before its children, the sliced before its slices.
  public private(set) var nodes: [Node] = []
  /// Elements whose parent was not listed before them.
  public private(set) var orphans: [ElementDefinition] = []

  public init() {}

  /// - Parameter fillsGaps: whether missing parents are made up, as differentials may leave them out.
  public init(_ elements: [ElementDefinition], fillsGaps: Bool = false) {
    var builder = ElementTreeBuilder(fillsGaps: fillsGaps)
    for element in elements { builder.add(element, to: &self) }
    for index in nodes.indices where nodes[index].slices.count > 1 { nestSlices(of: index) }
    orphans = builder.orphans
    // Listed or not, what says nothing is there for what is inside or a slice of it.
    for index in nodes.indices where nodes[index].element.saysNothing { nodes[index].isGap = true }
  }

  /// Adds an element.
  /// - Parameter parent: whose child it is, or whose slice; nil for the root.
  /// - Returns: its number.
  @discardableResult
  public mutating func append(_ element: ElementDefinition, id: String, to parent: Int?, asSlice: Bool = false) -> Int {
    let index = nodes.count
    nodes.append(Node(element: element, id: id))
    if let parent {
      if asSlice { nodes[parent].slices.append(index) } else { nodes[parent].children.append(index) }
    }
    return index
  }

  public mutating func replace(_ element: ElementDefinition, at index: Int) { nodes[index].element = element }

  public mutating func setGap(_ isGap: Bool, at index: Int) { nodes[index].isGap = isGap }

  /// Leaves an element without anything inside it or slices of it.
  public mutating func removeContent(of index: Int) {
    nodes[index].children = []
    nodes[index].slices = []
  }

  /// Makes elements the slices of another.
  public mutating func adopt(_ slices: [Int], by parent: Int) { nodes[parent].slices += slices }

  public mutating func setUntouched(_ index: Int) { nodes[index].isUntouched = true }

  /// Puts slices of slices under the slices they belong to.
  private mutating func nestSlices(of index: Int) {
    let all = nodes[index].slices
    let names = Dictionary(all.map { (nodes[$0].element.sliceName ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    var own: [Int] = []
    for slice in all {
      let parent = ElementTree.parents(ofSlice: nodes[slice].element.sliceName ?? "").lazy.compactMap { names[$0] }.first
      if let parent, parent != slice { nodes[parent].slices.append(slice) } else { own.append(slice) }
    }
    nodes[index].slices = own
  }

  /// What a slice of a slice may belong to, the longest name first: `a/b` and `a` for `a/b/c`.
  public static func parents(ofSlice name: String) -> [String] {
    var result: [String] = []
    var rest = name[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      result.append(String(rest))
    }
    return result
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

/// Finds the place of each element of a list in the tree: by its id where it has a good one, else by its path and the elements before it.
private struct ElementTreeBuilder {
  let fillsGaps: Bool
  var orphans: [ElementDefinition] = []
  private var indexes: [String: Int] = [:]
  /// The same by the ids that the definition itself gives, where those are others.
  private var givenIDs: [String: Int] = [:]
  /// The latest node for each path: the parent of what follows under that path.
  private var latest: [String: Int] = [:]

  init(fillsGaps: Bool) { self.fillsGaps = fillsGaps }

  mutating func add(_ listed: ElementDefinition, to tree: inout ElementTree) {
    var element = listed
    guard element.path.contains(".") else {
      addRoot(element, to: &tree)
      return
    }
    let parent: Int?
    if let id = ElementID(of: element) {
      element.path = id.path
      element.sliceName = id.sliceName
      parent = find(id.parent, path: String(element.path.dropLast(element.name.count + 1)), in: &tree)
    } else {
      let path = String(element.path.dropLast(element.name.count + 1))
      parent = latest[path] ?? (fillsGaps ? fill(path, path: path, in: &tree) : nil)
    }
    guard let parent else {
      orphans.append(listed)
      return
    }
    insert(element, under: parent, in: &tree)
    if !listed.id.isEmpty, let own = latest[element.path], tree.nodes[own].id != listed.id, givenIDs[listed.id] == nil {
      givenIDs[listed.id] = own
    }
  }

  private mutating func addRoot(_ element: ElementDefinition, to tree: inout ElementTree) {
    if tree.nodes.isEmpty {
      note(tree.append(element, id: element.path, to: nil), in: tree)
    } else if tree.nodes[0].isGap, tree.nodes[0].element.path == element.path {
      tree.replace(element, at: 0)
      tree.setGap(false, at: 0)
    } else {
      orphans.append(element)
    }
  }

  private mutating func insert(_ element: ElementDefinition, under parent: Int, in tree: inout ElementTree) {
    let unsliced = tree.nodes[parent].id + "." + element.name
    guard let sliceName = element.sliceName else {
      if let known = indexes[unsliced], tree.nodes[known].isGap {
        tree.replace(element, at: known)
        tree.setGap(false, at: known)
        latest[element.path] = known
      } else {
        note(tree.append(element, id: unsliced, to: parent), in: tree)
      }
      return
    }
    let id = unsliced + ":" + sliceName
    if let known = indexes[id], tree.nodes[known].isGap {
      tree.replace(element, at: known)
      tree.setGap(false, at: known)
      latest[element.path] = known
      return
    }
    var sliced = indexes[unsliced]
    if sliced == nil {
      let gap = ElementDefinition(id: unsliced, path: element.path)
      sliced = tree.append(gap, id: unsliced, to: parent)
      tree.setGap(true, at: tree.nodes.count - 1)
      indexes[unsliced] = sliced
    }
    note(tree.append(element, id: id, to: sliced, asSlice: true), in: tree)
  }

  private mutating func note(_ index: Int, in tree: ElementTree) {
    if indexes[tree.nodes[index].id] == nil { indexes[tree.nodes[index].id] = index }
    latest[tree.nodes[index].element.path] = index
  }

  private mutating func find(_ id: String, path: String, in tree: inout ElementTree) -> Int? {
    // Of repeated elements the latest has what follows.
    if let known = latest[path], tree.nodes[known].id == id { return known }
    return indexes[id] ?? givenIDs[id] ?? (fillsGaps ? fill(id, path: path, in: &tree) : nil)
  }

  /// Makes up an element that something stands under.
  private mutating func fill(_ id: String, path: String, in tree: inout ElementTree) -> Int? {
    if let known = indexes[id] { return known }
    var element = ElementDefinition(id: id, path: path)
    guard path.contains(".") else {
      guard tree.nodes.isEmpty else { return nil }
      let root = tree.append(element, id: id, to: nil)
      tree.setGap(true, at: root)
      note(root, in: tree)
      return root
    }
    guard let parts = ElementID(of: element) else { return nil }
    element.sliceName = parts.sliceName
    let parentPath = String(path.dropLast(element.name.count + 1))
    guard let parent = find(parts.parent, path: parentPath, in: &tree) else { return nil }
    insert(element, under: parent, in: &tree)
    let index = tree.nodes.count - 1
    tree.setGap(true, at: index)
    return index
  }
}

/// The parts of an element's id, where it fits the element's path.
private struct ElementID {
  /// Id of the parent.
  let parent: String
  /// The path that the id stands for: with `[x]` where the element's own path has a type in its place.
  let path: String
  let sliceName: String?

  init?(of element: ElementDefinition) {
    let segments = ElementID.segments(element.id)
    let names = element.path.split(separator: ".", omittingEmptySubsequences: false)
    guard segments.count == names.count, let first = segments.first, first == names[0] else { return nil }
    var path = String(first)
    for (segment, name) in zip(segments, names).dropFirst() {
      let own = segment.prefix { $0 != ":" }
      guard own == name || own.hasSuffix("[x]") && own.count < segment.count && name.hasPrefix(own.dropLast(3)) else {
        return nil
      }
      path += "." + own
    }
    guard let last = segments.last else { return nil }
    let slice = last.firstIndex(of: ":").map { String(last[last.index(after: $0)...]) }
    if let given = element.sliceName, given != slice { return nil }
    self.parent = String(element.id.dropLast(last.count + 1))
    self.path = path
    sliceName = slice
  }

  /// The parts between dots; slice names may have dots, brackets and slashes in them, names of elements follow `:` only with a letter.
  private static func segments(_ id: String) -> [Substring] { id.split(separator: ".", omittingEmptySubsequences: false) }
}
