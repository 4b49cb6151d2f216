import HL7v2Syntax

/// Walks the segments of a message through its structure and says to which place each belongs. Deterministic and total:
///
/// 1. the place of the segment before, while it may repeat;
/// 2. from there outward, group by group: the nearest later place in the group; else the group begins anew, if it repeats and has a
///    place for the segment. A segment that must begin a repeating group around the position begins that group anew rather than
///    enter a new group below.
/// 3. Where there is no such place, the segment is misplaced (or not known to the structure) and the position stays.
public struct StructureCursor: Sendable {
  public enum Place: Sendable, Equatable {
    case placed(Int)
    /// The structure has a place for it, but not here; or the place is taken and does not repeat.
    case misplaced(isRepeat: Bool)
    case unknown
  }

  /// A required segment or group that an instance of a group ended without.
  public struct Absence: Sendable, Equatable {
    public var node: Int
    /// How many segments were taken before the group ended.
    public var segment: Int
  }

  public let tree: StructureTree
  /// The groups around the position, outermost first, and which instance of each it is in its parent.
  public var groupInstances: [(node: Int, number: Int)] { open.dropFirst().map { ($0, counts[$0]) } }

  public private(set) var position = 0
  public private(set) var absences: [Absence] = []
  /// The groups around the position, outermost first.
  private var open = [0]
  /// How often each node was there in the open instance of its parent.
  private var counts: [Int]
  private var misplaced: Set<SegmentID> = []
  private var taken = 0
  /// The outermost group that began with the segment taken last; nil where none did.
  public private(set) var begun: Int?

  public init(_ tree: StructureTree) {
    self.tree = tree
    counts = [Int](repeating: 0, count: tree.nodes.count)
  }

  public mutating func reset() {
    position = 0
    open.removeAll(keepingCapacity: true)
    open.append(0)
    absences.removeAll(keepingCapacity: true)
    misplaced.removeAll(keepingCapacity: true)
    for index in counts.indices { counts[index] = 0 }
    taken = 0
  }

  public mutating func take(_ id: SegmentID) -> Place {
    defer { taken += 1 }
    begun = nil
    if position > 0, tree.nodes[position].segment == id, tree.nodes[position].allows(counts[position]) {
      counts[position] += 1
      return .placed(position)
    }
    var at = position
    for level in open.indices.reversed() {
      let group = open[level]
      let end = tree.nodes[group].end
      if let found = search(id, (at == 0 ? 1 : tree.nodes[at].end)..<end), !beginsOuterGroup(id, entering: found, level) {
        close(above: level)
        return enter(found)
      }
      if level > 0, tree.nodes[group].allows(counts[group]), let found = search(id, (group + 1)..<end) {
        close(above: level)
        note(group)
        begin(group)
        let place = enter(found)
        begun = group
        return place
      }
      at = group
    }
    guard tree.contains(id) else { return .unknown }
    misplaced.insert(id)
    return .misplaced(isRepeat: tree.nodes[position].segment == id)
  }

  /// Ends the message: what is still required is absent.
  public mutating func finish() {
    close(above: 0)
    note(0)
  }

  /// The first place of a segment in a stretch of the tree whose count is not used up.
  private func search(_ id: SegmentID, _ range: Range<Int>) -> Int? {
    var wildcard: Int?
    for index in range {
      let node = tree.nodes[index]
      if node.segment == id { return index }
      if node.isWildcard, wildcard == nil, node.name != "Zxx" || id.isLocal { wildcard = index }
    }
    return wildcard
  }

  /// Whether a segment, rather than enter a new group, is the head of a repeating group around the position.
  private func beginsOuterGroup(_ id: SegmentID, entering found: Int, _ level: Int) -> Bool {
    guard tree.nodes[found].parent != open[level] else { return false }
    return open[0...level].contains { $0 > 0 && tree.nodes[$0].allows(counts[$0]) && tree.head($0) == id }
  }

  /// Opens the groups on the way from the innermost open one to a place.
  private mutating func enter(_ found: Int) -> Place {
    var way: [Int] = []
    var at = tree.nodes[found].parent
    while let innermost = open.last, at > innermost {
      way.append(at)
      at = tree.nodes[at].parent
    }
    begun = way.last
    for group in way.reversed() {
      begin(group)
      open.append(group)
    }
    counts[found] += 1
    position = found
    return .placed(found)
  }

  /// A new instance of a group.
  private mutating func begin(_ group: Int) {
    counts[group] += 1
    for index in (group + 1)..<tree.nodes[group].end { counts[index] = 0 }
  }

  /// Closes the groups inside the one at a level.
  private mutating func close(above level: Int) {
    while open.count > level + 1 { note(open.removeLast()) }
  }

  /// Notes what the instance of a group that ends lacks.
  private mutating func note(_ group: Int) {
    guard !tree.nodes[group].isChoice else { return }
    var child = group + 1
    while child < tree.nodes[group].end {
      let node = tree.nodes[child]
      if counts[child] < node.minimum, node.isRequired || counts[child] > 0,
        let segment = node.isGroup ? tree.head(child) : node.segment, segment != SegmentID.none,
        !misplaced.contains(segment)
      {
        absences.append(Absence(node: child, segment: taken))
      }
      child = node.end
    }
  }
}
