/// Which entries of a Bundle refer to which.
struct EntryGraph {
  private let count: Int
  private let edges: ContiguousArray<(from: Int32, to: Int32)>

  init(count: Int, edges: ContiguousArray<(from: Int32, to: Int32)>) {
    self.count = count
    self.edges = edges
  }

  /// The entries that can be reached along references, or with `backwards` against them too. Linear in entries and references.
  func reached(from starts: [Int], backwards: Bool = false) -> [Bool] {
    var offsets = [Int](repeating: 0, count: count + 1)
    for edge in edges {
      offsets[Int(edge.from) + 1] += 1
      if backwards { offsets[Int(edge.to) + 1] += 1 }
    }
    for number in 0..<count { offsets[number + 1] += offsets[number] }
    var next = offsets
    var targets = [Int32](repeating: 0, count: offsets[count])
    for edge in edges {
      targets[next[Int(edge.from)]] = edge.to
      next[Int(edge.from)] += 1
      if backwards {
        targets[next[Int(edge.to)]] = edge.from
        next[Int(edge.to)] += 1
      }
    }
    var isReached = [Bool](repeating: false, count: count)
    var open = starts
    for start in starts { isReached[start] = true }
    while let number = open.popLast() {
      for target in targets[offsets[number]..<offsets[number + 1]] where !isReached[Int(target)] {
        isReached[Int(target)] = true
        open.append(Int(target))
      }
    }
    return isReached
  }
}
