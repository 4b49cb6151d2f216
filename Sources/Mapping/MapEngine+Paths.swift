import Schema
import SourceTree

extension MapEngine {
  /// The node at the end of a path, with all on the way made.
  ///
  /// - Parameter following: whether a reference at the end is followed into its resource.
  mutating func resolve(_ path: CompiledPath, _ context: MapContext, following: Bool = true) -> UInt32 {
    var current = start(path, context)
    for index in path.steps.indices {
      let step = tables.steps[index]
      var key = UInt64(step.key)
      if step.takesSegment { key |= UInt64(truncatingIfNeeded: context.segment + 1) << 32 }
      if step.takesRepetition { key |= UInt64(truncatingIfNeeded: context.repetitionIndex) << 8 }
      if step.resource == .none {
        current = draft.child(of: current, step, key: key)
        continue
      }
      if step.contained != .max {
        current = contained(step, below: current, key: key, context)
        continue
      }
      let node = draft.child(of: current, step, key: key)
      if !following, index == path.steps.indices.upperBound - 1 { return node }
      current = referred(from: node, step, context)
    }
    return current
  }

  /// Where a path starts: the node written into, or a sibling instance of it.
  private mutating func start(_ path: CompiledPath, _ context: MapContext) -> UInt32 {
    if context.instances >= 0 { return instance(max(path.sibling, 1), context) }
    guard path.sibling > 1, draft.nodes[Int(context.base)].parent != Draft.none else { return context.base }
    let node = draft.nodes[Int(context.base)]
    guard node.flags.contains(.isArray) else { return context.base }
    var step = vocabulary.extensionStep
    step.symbol = node.symbol
    step.ordinal = node.ordinal
    step.element = node.element
    step.type = node.type
    return draft.child(of: node.parent, step, key: node.key | UInt64(path.sibling) << 24)
  }

  /// The resource for a key, in a map that makes several.
  private mutating func instance(_ key: UInt8, _ context: MapContext) -> UInt32 {
    let wanted = MapEngine.instanceKey(key, context.base)
    for index in context.instances..<draft.resources.count {
      let root = draft.resources[index].root
      if draft.nodes[Int(root)].key == wanted { return root }
    }
    let resource = make(context.instanceType, from: context.base, key: UInt64(key), context)
    let root = draft.resources[Int(resource)].root
    draft.nodes[Int(root)].key = wanted
    return root
  }

  /// The resource that a Reference node refers to, made when there is none.
  private mutating func referred(from node: UInt32, _ step: TargetStep, _ context: MapContext) -> UInt32 {
    let link = draft.nodes[Int(node)].link
    if link != Draft.none, draft.resources[Int(link)].type == step.resource { return draft.resources[Int(link)].root }
    let resource = make(step.resource, from: node, key: link == Draft.none ? 0 : 1, context)
    guard link == Draft.none else {
      draft.resources[Int(resource)].isOrphan = true
      return draft.resources[Int(resource)].root
    }
    draft.nodes[Int(node)].link = resource
    draft.nodes[Int(node)].origin = context.origin
    return draft.resources[Int(resource)].root
  }

  /// Makes a resource whose identifier follows from the place that refers to it.
  mutating func make(_ type: TypeID, from node: UInt32, key: UInt64, _ context: MapContext) -> UInt32 {
    var path: UInt64 = 0
    var keys: UInt64 = 0
    var current = node
    while draft.nodes[Int(current)].parent != Draft.none {
      let place = draft.nodes[Int(current)]
      path = path &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(place.ordinal) &+ 1
      keys = keys &* 0xD6E8_FEB8_6659_FD93 &+ place.key &+ 1
      current = place.parent
    }
    let parent = draft.resources.first { $0.root == current }
    let resource = draft.makeResource(type)
    // What only an orphan refers to is one, too.
    draft.resources[Int(resource)].isOrphan = parent?.isOrphan ?? false
    draft.nodes[Int(draft.resources[Int(resource)].root)].origin = context.origin
    draft.resources[Int(resource)].id = NameBasedUUID(below: parent?.id ?? seed, key, path, keys, 1)
    return resource
  }

  /// A contained resource and the local reference to it.
  private mutating func contained(_ step: TargetStep, below parent: UInt32, key: UInt64, _ context: MapContext) -> UInt32 {
    var root = parent
    while draft.nodes[Int(root)].parent != Draft.none { root = draft.nodes[Int(root)].parent }
    let node = draft.child(of: parent, step, key: key)
    var home = vocabulary.contained
    home.type = step.resource
    let resource = draft.child(of: root, home, key: UInt64(step.contained) | 1 << 40)
    draft.nodes[Int(resource)].flags.insert(.isResource)
    draft.nodes[Int(resource)].localID = step.contained
    draft.nodes[Int(node)].link = resource | Draft.containedMark
    draft.nodes[Int(node)].origin = context.origin
    return resource
  }
}
