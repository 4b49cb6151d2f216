import Schema
import SourceTree

/// A node of a result under construction.
struct DraftNode: BitwiseCopyable {
  var symbol: UInt32
  /// The element of the definition, or none for roots.
  var element: ElementID
  var type: TypeID
  var parent: UInt32
  var firstChild: UInt32
  var lastChild: UInt32
  var next: UInt32
  /// Tells instances of a repeating element apart.
  var key: UInt64
  /// The value, in the bytes of the result.
  var valueOffset: UInt32
  var valueLength: UInt32
  var origin: Origin
  /// The resource that this Reference refers to, or the node of a contained one with ``Draft/containedMark``, or ``Draft/none``.
  var link: UInt32
  /// The node of another resource that says the same and stands for this one, or ``Draft/none``.
  var alias: UInt32
  /// Index of the text of a contained resource's id.
  var localID: UInt32
  var ordinal: UInt16
  /// The kind of the value, or ``NodeKind/null`` where there is none.
  var valueKind: NodeKind
  var flags: DraftFlags
}

struct DraftFlags: OptionSet, BitwiseCopyable {
  var rawValue: UInt16

  static let isArray = DraftFlags(rawValue: 1)
  static let isPrimitive = DraftFlags(rawValue: 2)
  /// The value comes from a rule and not from the source.
  static let isConstant = DraftFlags(rawValue: 4)
  /// Something below holds a value or a reference.
  static let hasContent = DraftFlags(rawValue: 8)
  /// Something below comes from the source.
  static let hasSubstance = DraftFlags(rawValue: 16)
  /// Something below other than `url`: what an extension needs.
  static let hasPayload = DraftFlags(rawValue: 32)
  /// Stays out of the result.
  static let isDropped = DraftFlags(rawValue: 64)
  /// The root of a resource or of a contained resource.
  static let isResource = DraftFlags(rawValue: 128)
  /// Would make the result invalid: stays out of it, with all below.
  static let isRefused = DraftFlags(rawValue: 256)

  /// What weighing finds out.
  static let weighed: DraftFlags = [.hasContent, .hasSubstance, .hasPayload, .isDropped]
}

/// A resource under construction.
struct DraftResource: BitwiseCopyable {
  var root: UInt32
  var type: TypeID
  var id: NameBasedUUID
  /// The resource that stands for this one because it says the same, or ``Draft/none``.
  var replacement: UInt32
  var isDropped: Bool
  /// What would have referred to it refers to a resource of another type already: it stays out of the result.
  var isOrphan = false
}

/// The resources that a record becomes, before they are put in order: an arena of linked nodes, reused from record to record.
struct Draft {
  static let none = UInt32.max
  /// Set in a link to a contained resource.
  static let containedMark: UInt32 = 0x8000_0000

  var nodes = ContiguousArray<DraftNode>()
  var resources = ContiguousArray<DraftResource>()

  mutating func removeAll() {
    nodes.removeAll(keepingCapacity: true)
    resources.removeAll(keepingCapacity: true)
  }

  /// Starts a resource.
  mutating func makeResource(_ type: TypeID) -> UInt32 {
    let root = append(
      DraftNode(
        symbol: Symbol.none.rawValue, element: .none, type: type, parent: Draft.none, firstChild: Draft.none,
        lastChild: Draft.none,
        next: Draft.none, key: 0, valueOffset: 0, valueLength: 0, origin: .none, link: Draft.none, alias: Draft.none,
        localID: .max, ordinal: 0,
        valueKind: .null, flags: .isResource))
    resources.append(
      DraftResource(root: root, type: type, id: .none, replacement: Draft.none, isDropped: false))
    return UInt32(truncatingIfNeeded: resources.count - 1)
  }

  /// The child for a step and instance, or nil.
  func existingChild(of parent: UInt32, symbol: UInt32, key: UInt64) -> UInt32? {
    var child = nodes[Int(parent)].firstChild
    while child != Draft.none {
      if nodes[Int(child)].symbol == symbol, nodes[Int(child)].key == key { return child }
      child = nodes[Int(child)].next
    }
    return nil
  }

  /// Any child with a name, or nil.
  func anyChild(of parent: UInt32, symbol: UInt32) -> UInt32? {
    var child = nodes[Int(parent)].firstChild
    while child != Draft.none {
      if nodes[Int(child)].symbol == symbol { return child }
      child = nodes[Int(child)].next
    }
    return nil
  }

  /// The child for a step and instance, made when it is not there.
  mutating func child(of parent: UInt32, _ step: TargetStep, key: UInt64) -> UInt32 {
    if let child = existingChild(of: parent, symbol: step.symbol, key: key) { return child }
    return makeChild(of: parent, step, key: key)
  }

  mutating func makeChild(of parent: UInt32, _ step: TargetStep, key: UInt64) -> UInt32 {
    var flags: DraftFlags = step.isArray ? .isArray : []
    if step.primitive != .none { flags.insert(.isPrimitive) }
    let child = append(
      DraftNode(
        symbol: step.symbol, element: step.element, type: step.type, parent: parent, firstChild: Draft.none,
        lastChild: Draft.none,
        next: Draft.none, key: key, valueOffset: 0, valueLength: 0, origin: .none, link: Draft.none, alias: Draft.none,
        localID: .max,
        ordinal: step.ordinal, valueKind: .null, flags: flags))
    let last = nodes[Int(parent)].lastChild
    if last == Draft.none {
      nodes[Int(parent)].firstChild = child
    } else {
      nodes[Int(last)].next = child
    }
    nodes[Int(parent)].lastChild = child
    return child
  }

  private mutating func append(_ node: DraftNode) -> UInt32 {
    nodes.append(node)
    return UInt32(truncatingIfNeeded: nodes.count - 1)
  }

  mutating func setValue(_ node: UInt32, _ kind: NodeKind, _ range: Range<Int>, origin: Origin, isConstant: Bool) {
    let index = Int(node)
    nodes[index].valueKind = kind
    nodes[index].valueOffset = UInt32(truncatingIfNeeded: range.lowerBound)
    nodes[index].valueLength = UInt32(truncatingIfNeeded: range.count)
    nodes[index].origin = origin
    if isConstant { nodes[index].flags.insert(.isConstant) }
  }

  func valueRange(_ node: UInt32) -> Range<Int> {
    let entry = nodes[Int(node)]
    return Int(entry.valueOffset)..<Int(entry.valueOffset + entry.valueLength)
  }

  /// Where in the source a node's value, or the first below it, comes from.
  func origin(near node: UInt32) -> Origin {
    var current = node
    while nodes[Int(current)].origin.node == .none {
      if nodes[Int(current)].parent == Draft.none { break }
      current = nodes[Int(current)].parent
    }
    return nodes[Int(current)].origin
  }

  /// Whether a node and all that it is part of stay in the result.
  func stays(_ node: UInt32) -> Bool {
    var current = node
    while true {
      if nodes[Int(current)].flags.contains(.isDropped) { return false }
      if nodes[Int(current)].parent == Draft.none { return true }
      current = nodes[Int(current)].parent
    }
  }

  /// The resource that stands for a link.
  func resolved(_ link: UInt32) -> UInt32 {
    var resource = link
    while resources[Int(resource)].replacement != Draft.none { resource = resources[Int(resource)].replacement }
    return resource
  }

  /// Bottom up: which nodes hold something. What holds nothing is dropped: empty objects, extensions that are only a URL,
  /// identifiers, names and the like that only a rule wrote into.
  mutating func weigh(_ vocabulary: borrowing DraftVocabulary) {
    for index in nodes.indices { nodes[index].flags.subtract(.weighed) }
    for index in nodes.indices.reversed() {
      var node = nodes[index]
      if node.flags.contains(.isRefused) {
        nodes[index].flags.insert(.isDropped)
        continue
      }
      if node.valueKind != .null {
        node.flags.insert(.hasContent)
        if !node.flags.contains(.isConstant) { node.flags.insert(.hasSubstance) }
      }
      if node.link != Draft.none, hasContent(link: node.link, from: index, vocabulary.patient) {
        node.flags.formUnion([.hasContent, .hasSubstance])
      }
      let isSubstantial =
        node.type == vocabulary.extensionType
        ? node.flags.contains(.hasPayload)
        : node.flags.contains(.hasSubstance) || !vocabulary.needsSource(node.type)
      // A patient segment says that there is a patient, whatever else it says.
      if node.type == vocabulary.patient, node.parent == Draft.none, node.origin.node != .none { node.flags.insert(.hasContent) }
      if !node.flags.contains(.hasContent) || !isSubstantial { node.flags.insert(.isDropped) }
      nodes[index] = node
      guard node.parent != Draft.none, !node.flags.contains(.isDropped) else { continue }
      var given = node.flags.intersection([.hasContent, .hasSubstance])
      if node.symbol != vocabulary.url { given.insert(.hasPayload) }
      nodes[Int(node.parent)].flags.formUnion(given)
    }
    for index in resources.indices {
      let root = Int(resources[index].root)
      if resources[index].isOrphan { nodes[root].flags.insert(.isDropped) }
      resources[index].isDropped = nodes[root].flags.contains(.isDropped)
    }
  }

  /// A link to a resource made earlier is judged by whether that has children, as it is weighed later.
  private func hasContent(link: UInt32, from index: Int, _ patient: TypeID) -> Bool {
    if link & Draft.containedMark != 0 { return !nodes[Int(link & ~Draft.containedMark)].flags.contains(.isDropped) }
    let root = Int(resources[Int(link)].root)
    if root <= index, nodes[root].flags.contains(.isResource), nodes[root].origin.node != .none, nodes[root].type == patient {
      return true
    }
    return root > index ? !nodes[root].flags.contains(.isDropped) : nodes[root].firstChild != Draft.none
  }
}
