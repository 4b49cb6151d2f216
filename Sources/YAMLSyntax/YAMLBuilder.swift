import CLibYAML
import Diagnostics
import SourceTree

/// Builds the tree from libyaml's events.
struct YAMLBuilder: ~Copyable {
  private var document: YAMLDocument
  private let limits: Limits
  private var findings: [Finding] = []
  /// 3 where the text starts with a byte order mark, which libyaml does not count.
  let byteOrderMarkLength: Int
  private var cursor: CharacterCursor
  private var open: [Container] = []
  private var documentCount = 0
  private(set) var isStopped = false

  private struct Container {
    var node: NodeID
    var isMapping: Bool
    /// The key whose value comes next.
    var key: (symbol: Symbol, span: SourceSpan)?
    var keys: Set<Symbol> = []
  }

  init(_ bytes: ContiguousArray<UInt8>, limits: Limits) {
    document = YAMLDocument(bytes)
    byteOrderMarkLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    cursor = CharacterCursor(start: byteOrderMarkLength)
    self.limits = limits
  }

  /// The tree, without a root if the text could not be read.
  consuming func finish(_ list: inout FindingList) -> YAMLDocument {
    if !isStopped, document.source.roots.isEmpty { stop(YAMLRules.empty, at: 0..<0) }
    for finding in findings { list.append(finding) }
    if isStopped { document.source.roots.removeAll() }
    return document
  }

  mutating func stop(_ rule: Rule, at range: Range<Int>, expected: Evidence = .none, actual: Evidence = .none) {
    report(rule, at: range, expected: expected, actual: actual)
    isStopped = true
  }

  private mutating func report(_ rule: Rule, at range: Range<Int>, expected: Evidence = .none, actual: Evidence = .none) {
    findings.append(Finding(rule, span: SourceSpan(range), expected: expected, actual: actual))
  }
}

// From libyaml. Its structures hold pointers, which are read at once and not kept.
extension YAMLBuilder {
  /// Reports why libyaml gave up.
  mutating func stop(_ parser: yaml_parser_t) {
    if unsafe parser.error == YAML_READER_ERROR {
      let offset = min(unsafe byteOrderMarkLength + Int(parser.problem_offset), document.source.bytes.count)
      stop(YAMLRules.notUTF8, at: offset..<min(offset + 1, document.source.bytes.count))
    } else {
      let problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? ""
      let offset = unsafe byteOffset(parser.problem_mark)
      let end = min(offset + 1, document.source.bytes.count)
      stop(YAMLRules.malformed, at: offset..<end, actual: .phrase(YAMLProblem.phrase(for: problem)))
    }
  }

  mutating func add(_ event: yaml_event_t) {
    let start = unsafe byteOffset(event.start_mark)
    let range = unsafe start..<max(start, byteOffset(event.end_mark))
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT:
      documentCount += 1
      if documentCount > 1 { stop(YAMLRules.severalDocuments, at: range) }
    case YAML_ALIAS_EVENT: stop(YAMLRules.alias, at: range)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      if unsafe scalar.anchor != nil { report(YAMLRules.anchor, at: range) }
      if unsafe scalar.tag != nil { report(YAMLRules.tag, at: range) }
      let value = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      addScalar(value, isPlain: unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE, range)
    case YAML_SEQUENCE_START_EVENT:
      if unsafe event.data.sequence_start.anchor != nil { report(YAMLRules.anchor, at: range) }
      if unsafe event.data.sequence_start.tag != nil { report(YAMLRules.tag, at: range) }
      openContainer(isMapping: false, range)
    case YAML_MAPPING_START_EVENT:
      if unsafe event.data.mapping_start.anchor != nil { report(YAMLRules.anchor, at: range) }
      if unsafe event.data.mapping_start.tag != nil { report(YAMLRules.tag, at: range) }
      openContainer(isMapping: true, range)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: closeContainer(at: range)
    default: break
    }
  }

  private mutating func byteOffset(_ mark: yaml_mark_t) -> Int {
    cursor.byteOffset(ofCharacter: Int(mark.index), in: document.source.bytes)
  }
}

extension YAMLBuilder {
  /// The name slot of the next node. A container whose key is still due has none.
  private mutating func takeKey(_ range: Range<Int>) -> (symbol: Symbol, span: SourceSpan)? {
    guard let last = open.indices.last, open[last].isMapping else { return (.none, SourceSpan(offset: 0, length: 0)) }
    guard let key = open[last].key else {
      stop(YAMLRules.keyNotText, at: range)
      return nil
    }
    open[last].key = nil
    return key
  }

  private mutating func addNode(_ kind: NodeKind, _ range: Range<Int>, _ key: (symbol: Symbol, span: SourceSpan)) -> NodeID {
    let node = document.source.append(kind, offset: range.lowerBound, length: range.count, name: key.symbol.rawValue)
    document.keySpans.append(key.span)
    if open.isEmpty { document.source.roots.append(node) }
    if document.source.nodes.count > limits.nodeCount {
      stop(LimitRules.nodeCount, at: range, expected: .number(limits.nodeCount))
    }
    return node
  }

  private mutating func addScalar(_ value: String, isPlain: Bool, _ range: Range<Int>) {
    guard range.count <= limits.valueSize else {
      stop(LimitRules.valueSize, at: range, expected: .number(limits.valueSize))
      return
    }
    if let last = open.indices.last, open[last].isMapping, open[last].key == nil {
      let symbol = document.source.names.intern(value)
      if !open[last].keys.insert(symbol).inserted { report(YAMLRules.duplicateKey, at: range, actual: .name(symbol)) }
      open[last].key = (symbol, SourceSpan(range))
      return
    }
    guard let key = takeKey(range) else { return }
    let kind: NodeKind = !isPlain ? .encodedString : value.isEmpty ? .null : .string
    let node = addNode(kind, range, key)
    if !document.source.bytes[range].elementsEqual(value.utf8) { document.decoded[node.rawValue] = value }
  }

  private mutating func openContainer(isMapping: Bool, _ range: Range<Int>) {
    guard open.count < limits.depth else {
      stop(LimitRules.depth, at: range, expected: .number(limits.depth))
      return
    }
    guard let key = takeKey(range) else { return }
    let node = addNode(isMapping ? .object : .array, range, key)
    open.append(Container(node: node, isMapping: isMapping))
  }

  /// A block ends where the next thing starts, so that its own end is that of its last descendant; flow style ends at its bracket.
  private mutating func closeContainer(at range: Range<Int>) {
    guard let container = open.popLast() else { return }
    let last = document.source.nodes.count - 1
    let end = range.isEmpty && last > container.node.index ? document.source.nodes[last].range.upperBound : range.upperBound
    document.source.close(container.node, at: max(end, Int(document.source[container.node].offset)))
  }
}
