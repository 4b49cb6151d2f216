import Diagnostics
import SourceTree

/// Why a record could not be read any further.
struct JSONFailure: Error {
  var finding: Finding

  init(_ finding: Finding) { self.finding = finding }

  init(_ rule: Rule, _ range: Range<Int>, expected: Evidence = .none, actual: Evidence = .none) {
    finding = Finding(rule, span: SourceSpan(range), expected: expected, actual: actual)
  }
}

/// A container that is being read.
struct JSONFrame: BitwiseCopyable {
  var node: UInt32
  var isObject: Bool
  /// Members read so far.
  var memberCount: UInt32 = 0
  /// One bit for each name seen, by hash: a name whose bit is clear cannot be a repetition.
  var seen: UInt64 = 0
}

/// The parser: one loop and a stack of its own, so that nesting costs no call stack. Its methods are mutating even where
/// they change nothing, as the compiler copies a borrowed structure of this size for every call.
struct JSONParser: ~Copyable {
  let limits: Limits
  /// Whether a line end ends the record.
  let isLines: Bool
  let allowsComments: Bool
  var nodes: ContiguousArray<Node> = []
  var names = NameTable(seed: .empty)
  var top = JSONFrame(node: .max, isObject: false)
  /// The containers around `top`; the outermost entry stands for "none".
  var stack = ContiguousArray<JSONFrame>()
  /// Findings of the record at hand. They lose their nodes should the record fail.
  var pending: [Finding] = []
  /// Names of the objects that have many members: object in the upper half, symbol in the lower.
  var largeObjectNames = Set<UInt64>()

  init(limits: Limits, isLines: Bool, allowsComments: Bool) {
    self.limits = limits
    self.allowsComments = allowsComments
    self.isLines = isLines
  }

  mutating func parseDocument(
    _ text: Span<UInt8>, from start: Int, roots: inout ContiguousArray<NodeID>, findings: inout FindingList
  ) {
    guard pastBlanks(text, start) < text.count else {
      findings.append(Finding(JSONRules.emptyDocument, span: SourceSpan(start..<text.count)))
      return
    }
    let root = nodes.count
    do throws(JSONFailure) {
      var end = try parseValue(text, from: start)
      end = pastBlanksAndComments(text, end)
      if end < text.count { throw JSONFailure(JSONRules.trailingContent, end..<end + 1, actual: .byte(text[end])) }
      roots.append(NodeID(index: root))
      finishRecord(root, &findings)
    } catch {
      abandonRecord(root, error, &findings)
    }
  }

  mutating func parseLines(
    _ text: Span<UInt8>, from start: Int, roots: inout ContiguousArray<NodeID>, findings: inout FindingList
  ) {
    var position = start
    while true {
      position = pastBlanks(text, position)
      if position == text.count { return }
      if text[position] == JSONByte.lineFeed {
        position += 1
        continue
      }
      let root = nodes.count
      do throws(JSONFailure) {
        position = try parseValue(text, from: position)
        position = pastBlanksAndComments(text, position)
        if position < text.count, text[position] != JSONByte.lineFeed {
          throw JSONFailure(JSONRules.trailingContent, position..<position + 1, actual: .byte(text[position]))
        }
        roots.append(NodeID(index: root))
        finishRecord(root, &findings)
      } catch {
        position = lineEnd(text, Int(error.finding.span.offset))
        abandonRecord(root, error, &findings)
      }
    }
  }

  private mutating func finishRecord(_ root: Int, _ findings: inout FindingList) {
    guard !pending.isEmpty else { return }
    for var finding in pending {
      // Nothing came after it: it is about the record.
      if finding.node.index >= nodes.count { finding.node = NodeID(index: root) }
      findings.append(finding)
    }
    pending.removeAll()
  }

  private mutating func abandonRecord(_ root: Int, _ failure: JSONFailure, _ findings: inout FindingList) {
    nodes.removeLast(nodes.count - root)
    for var finding in pending + [failure.finding] {
      finding.node = .none
      findings.append(finding)
    }
    pending.removeAll()
  }

  private mutating func lineEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < text.count, text[position] != JSONByte.lineFeed { position += 1 }
    return position
  }

  /// Reads one value with all that is in it and returns where it ends.
  private mutating func parseValue(_ text: Span<UInt8>, from start: Int) throws(JSONFailure) -> Int {
    stack.removeAll(keepingCapacity: true)
    top = JSONFrame(node: .max, isObject: false)
    if !largeObjectNames.isEmpty { largeObjectNames.removeAll() }
    var position = start
    var name = Symbol.none.rawValue
    repeat {
      let byte = try nextByte(text, &position)
      if byte == JSONByte.quote {
        try appendString(text, &position, name)
      } else if byte == JSONByte.openBrace {
        if try openObject(text, &position, &name) { continue }
      } else if byte == JSONByte.openBracket {
        if try openArray(text, &position, &name) { continue }
      } else {
        try appendNumberOrLiteral(text, &position, name, byte)
      }
      while top.node != .max, try finishMember(text, &position, &name) {}
    } while top.node != .max
    return position
  }

  /// Handles what stands after a value inside a container. Returns whether that was the container's end, so that the container
  /// is now the finished value.
  @inline(__always)
  private mutating func finishMember(
    _ text: Span<UInt8>, _ position: inout Int, _ name: inout UInt32
  ) throws(JSONFailure) -> Bool {
    var byte = try nextByte(text, &position)
    let end = top.isObject ? JSONByte.closeBrace : JSONByte.closeBracket
    if byte == JSONByte.comma {
      let comma = position
      position += 1
      byte = try nextByte(text, &position)
      if byte != end {
        if top.isObject { name = try parseName(text, &position, byte) }
        return false
      }
      // The comma stands before blanks, which were skipped.
      reportInContainer(JSONRules.trailingComma, comma..<comma + 1)
    }
    guard byte == end else {
      guard startsMember(byte) else { throw failureAfterValue(text, position, byte) }
      reportInContainer(JSONRules.missingComma, position..<position + 1, .byte(byte))
      if top.isObject { name = try parseName(text, &position, byte) }
      return false
    }
    position += 1
    close(at: position)
    return true
  }

  /// Starts an object; returns whether a member follows, so that its value is next.
  @inline(__always)
  private mutating func openObject(
    _ text: Span<UInt8>, _ position: inout Int, _ name: inout UInt32
  ) throws(JSONFailure) -> Bool {
    try open(.object, position, name)
    position += 1
    let byte = try nextByte(text, &position)
    if byte == JSONByte.closeBrace {
      position += 1
      close(at: position)
      return false
    }
    name = try parseName(text, &position, byte)
    return true
  }

  /// Starts an array; returns whether an item follows.
  @inline(__always)
  private mutating func openArray(
    _ text: Span<UInt8>, _ position: inout Int, _ name: inout UInt32
  ) throws(JSONFailure) -> Bool {
    try open(.array, position, name)
    position += 1
    name = Symbol.none.rawValue
    if try nextByte(text, &position) == JSONByte.closeBracket {
      position += 1
      close(at: position)
      return false
    }
    return true
  }

  @inline(__always)
  private mutating func open(_ kind: NodeKind, _ position: Int, _ name: UInt32) throws(JSONFailure) {
    guard stack.count < limits.depth else { throw breach(.depth, position) }
    let node = try append(kind, position, 0, name)
    stack.append(top)
    top = JSONFrame(node: node, isObject: kind == .object)
  }

  @inline(__always)
  private mutating func close(at end: Int) {
    let index = Int(top.node)
    let node = nodes[index]
    nodes[index] = Node(
      kind: node.kind, offset: node.offset, length: end - Int(node.offset), end: UInt32(truncatingIfNeeded: nodes.count),
      name: node.name)
    top = stack.removeLast()
  }

  @inline(__always) @discardableResult
  mutating func append(_ kind: NodeKind, _ offset: Int, _ length: Int, _ name: UInt32) throws(JSONFailure) -> UInt32 {
    let index = nodes.count
    guard index < limits.nodeCount else { throw breach(.nodeCount, offset) }
    nodes.append(
      Node(
        kind: kind, offset: UInt32(truncatingIfNeeded: offset), length: length, end: UInt32(truncatingIfNeeded: index + 1),
        name: name))
    return UInt32(truncatingIfNeeded: index)
  }

  mutating func breach(_ limit: LimitBreach, _ position: Int) -> JSONFailure {
    JSONFailure(LimitRules.finding(limit, limits: limits, span: SourceSpan(position..<position + 1)))
  }
}
