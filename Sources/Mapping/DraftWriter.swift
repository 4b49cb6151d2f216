import Schema
import SourceTree

/// Puts a draft in order: canonical nodes in the order of the definitions, in a Bundle, each with its origin.
struct DraftWriter {
  /// For each draft node the canonical node that holds it, or `Draft.none`.
  var placed = ContiguousArray<UInt32>()
  /// Children of the objects being written, a stack.
  private var children = ContiguousArray<UInt32>()
  /// Where constants of the Bundle stand in the bytes of the document, by number of the resource.
  private var identifiers = ContiguousArray<Range<Int>>()
  /// What a transaction asks for with resources that are neither people nor places.
  var verb = RequestVerb.create

  /// Writes the resources of a draft as one Bundle and adds its root.
  mutating func write(
    _ draft: inout Draft, _ kind: BundleKind, _ schema: Schema, _ vocabulary: DraftVocabulary, texts: TextTable,
    into document: inout SourceDocument
  ) {
    placed.removeAll(keepingCapacity: true)
    for _ in draft.nodes { placed.append(Draft.none) }
    writeIdentifiers(draft, &document)
    let bundle = draft.resources.indices.first { draft.resources[$0].type == vocabulary.bundle }
    let root = open(.object, name: Symbol.none.rawValue, origin: .none, &document)
    document.roots.append(root)
    writeResourceType(vocabulary.bundle, schema, origin: .none, &document)
    if let bundle { write(childrenOf: draft.resources[bundle].root, draft, schema, vocabulary, texts, &document) }
    let entries = open(.array, name: vocabulary.entry, origin: .none, &document)
    for index in order(draft, vocabulary, bundle) {
      writeEntry(index, draft, kind, schema, vocabulary, texts, &document)
    }
    close(entries, &document)
    close(root, &document)
    if document[entries].end == entries.rawValue + 1 { removeEmptyEntries(entries, root, &document) }
    followAliases(draft)
  }

  /// Writes one resource without a Bundle.
  mutating func write(
    resource index: Int, _ draft: Draft, _ schema: Schema, _ vocabulary: DraftVocabulary, texts: TextTable,
    into document: inout SourceDocument
  ) {
    placed.removeAll(keepingCapacity: true)
    for _ in draft.nodes { placed.append(Draft.none) }
    writeIdentifiers(draft, &document)
    let root = writeResource(index, name: Symbol.none.rawValue, draft, schema, vocabulary, texts, &document)
    document.roots.append(root)
  }

  /// FHIR has no empty arrays: the array was the last thing written.
  private func removeEmptyEntries(_ entries: NodeID, _ root: NodeID, _ document: inout SourceDocument) {
    document.nodes.removeLast()
    document.origins.removeLast()
    document.close(root, at: document.bytes.count)
  }

  /// A MessageHeader comes first, as messages need it; all others in the order made.
  private func order(_ draft: Draft, _ vocabulary: DraftVocabulary, _ bundle: Int?) -> [Int] {
    let kept = draft.resources.indices.filter {
      $0 != bundle && !draft.resources[$0].isDropped && draft.resources[$0].replacement == Draft.none
    }
    return kept.filter { draft.resources[$0].type == vocabulary.messageHeader }
      + kept.filter { draft.resources[$0].type != vocabulary.messageHeader }
  }

  /// `urn:uuid:…` of every resource, once in the bytes of the document.
  private mutating func writeIdentifiers(_ draft: Draft, _ document: inout SourceDocument) {
    identifiers.removeAll(keepingCapacity: true)
    for resource in draft.resources {
      let start = document.bytes.count
      document.bytes.append(contentsOf: "urn:uuid:".utf8)
      resource.id.append(to: &document.bytes)
      identifiers.append(start..<document.bytes.count)
    }
  }

  /// Values united with others are where those are.
  private mutating func followAliases(_ draft: Draft) {
    for index in draft.nodes.indices where draft.nodes[index].alias != Draft.none {
      var node = draft.nodes[index].alias
      while draft.nodes[Int(node)].alias != Draft.none { node = draft.nodes[Int(node)].alias }
      placed[index] = placed[Int(node)]
    }
  }

  // MARK: Entries

  private mutating func writeEntry(
    _ index: Int, _ draft: Draft, _ kind: BundleKind, _ schema: Schema, _ vocabulary: DraftVocabulary, _ texts: TextTable,
    _ document: inout SourceDocument
  ) {
    let origin = draft.nodes[Int(draft.resources[index].root)].origin
    let entry = open(.object, name: Symbol.none.rawValue, origin: origin, &document)
    append(.string, identifiers[index], name: vocabulary.fullURL, origin: origin, &document)
    let isDeleted = kind == .transaction && verb == .delete
    if !isDeleted { _ = writeResource(index, name: vocabulary.resource, draft, schema, vocabulary, texts, &document) }
    if kind == .transaction { writeRequest(index, draft, schema, vocabulary, &document) }
    close(entry, &document)
  }

  private mutating func writeResource(
    _ index: Int, name: UInt32, _ draft: Draft, _ schema: Schema, _ vocabulary: DraftVocabulary, _ texts: TextTable,
    _ document: inout SourceDocument
  ) -> NodeID {
    let resource = draft.resources[index]
    let origin = draft.nodes[Int(resource.root)].origin
    let node = open(.object, name: name, origin: origin, &document)
    placed[Int(resource.root)] = node.rawValue
    writeResourceType(resource.type, schema, origin: origin, &document)
    let id = identifiers[index].dropFirst(9)
    append(.string, id, name: vocabulary.id, origin: origin, &document)
    write(childrenOf: resource.root, draft, schema, vocabulary, texts, &document)
    close(node, &document)
    return node
  }

  /// What a server is asked to do: patients and encounters are updated by their identifier where they have one, organisations,
  /// people and places are made unless they are there, all else is made.
  private mutating func writeRequest(
    _ index: Int, _ draft: Draft, _ schema: Schema, _ vocabulary: DraftVocabulary, _ document: inout SourceDocument
  ) {
    let type = draft.resources[index].type
    let request = open(.object, name: vocabulary.request, origin: .none, &document)
    let query = identifierQuery(draft.resources[index].root, draft, vocabulary, &document)
    let isUpdated = query != nil && (vocabulary.isUpdated(type) || verb != .create)
    let method: StaticString = verb == .delete ? "DELETE" : isUpdated ? "PUT" : "POST"
    append(.string, constant(method, &document), name: vocabulary.method, origin: .none, &document)
    let start = document.bytes.count
    document.bytes.append(contentsOf: schema.tables.stringBytes[name(of: type, schema)])
    if isUpdated, let query {
      document.bytes.append(UInt8(ascii: "?"))
      for position in query { document.bytes.append(document.bytes[position]) }
    }
    let url = append(.string, start..<document.bytes.count, name: vocabulary.requestURL, origin: .none, &document)
    if verb == .delete { placeIdentifier(draft.resources[index].root, draft, vocabulary, in: url) }
    if !isUpdated, let query, vocabulary.sharedTypes.contains(type) {
      append(.string, query, name: vocabulary.ifNoneExist, origin: .none, &document)
    }
    close(request, &document)
  }

  /// `identifier=system|value` of the first identifier that has both.
  private func identifierQuery(
    _ root: UInt32, _ draft: Draft, _ vocabulary: DraftVocabulary, _ document: inout SourceDocument
  ) -> Range<Int>? {
    var child = draft.nodes[Int(root)].firstChild
    while child != Draft.none {
      defer { child = draft.nodes[Int(child)].next }
      guard draft.nodes[Int(child)].symbol == vocabulary.identifier,
        let system = draft.anyChild(of: child, symbol: vocabulary.system),
        let value = draft.anyChild(of: child, symbol: vocabulary.value)
      else { continue }
      let start = document.bytes.count
      document.bytes.append(contentsOf: "identifier=".utf8)
      for index in draft.valueRange(system) { URLText.append(document.bytes[index], keeping: true, to: &document.bytes) }
      document.bytes.append(contentsOf: "%7C".utf8)
      for index in draft.valueRange(value) { URLText.append(document.bytes[index], keeping: false, to: &document.bytes) }
      return start..<document.bytes.count
    }
    return nil
  }

  /// A deletion has no resource: the identifier stands in the address.
  private mutating func placeIdentifier(_ root: UInt32, _ draft: Draft, _ vocabulary: DraftVocabulary, in url: NodeID) {
    guard let identifier = draft.anyChild(of: root, symbol: vocabulary.identifier) else { return }
    for symbol in [vocabulary.system, vocabulary.value] {
      if let node = draft.anyChild(of: identifier, symbol: symbol) { placed[Int(node)] = url.rawValue }
    }
  }

  // MARK: Objects

  private mutating func write(
    childrenOf parent: UInt32, _ draft: Draft, _ schema: Schema, _ vocabulary: DraftVocabulary, _ texts: TextTable,
    _ document: inout SourceDocument
  ) {
    let base = children.count
    collect(parent, draft, base)
    if draft.nodes[Int(parent)].link != Draft.none {
      writeReference(draft.nodes[Int(parent)], draft, vocabulary, texts, &document)
    }
    var position = base
    while position < children.count {
      let node = draft.nodes[Int(children[position])]
      var end = position + 1
      if node.flags.contains(.isArray) {
        while end < children.count, draft.nodes[Int(children[end])].symbol == node.symbol { end += 1 }
        writeArray(position..<end, node, draft, schema, vocabulary, texts, &document)
      } else {
        writeSingle(children[position], name: node.symbol, draft, schema, vocabulary, texts, &document)
        if node.flags.contains(.isPrimitive), hasChildren(children[position], draft) {
          writeObject(children[position], name: node.symbol + 1, draft, schema, vocabulary, texts, &document)
        }
      }
      position = end
    }
    children.removeLast(children.count - base)
  }

  /// The children that stay, in the order of the definition and then in the order made.
  private mutating func collect(_ parent: UInt32, _ draft: Draft, _ base: Int) {
    var child = draft.nodes[Int(parent)].firstChild
    while child != Draft.none {
      let node = draft.nodes[Int(child)]
      if !node.flags.contains(.isDropped) {
        children.append(child)
        var place = children.count - 1
        while place > base, isAfter(draft.nodes[Int(children[place - 1])], node) {
          children[place] = children[place - 1]
          place -= 1
        }
        children[place] = child
      }
      child = node.next
    }
  }

  private func isAfter(_ left: DraftNode, _ right: DraftNode) -> Bool {
    (left.ordinal, left.symbol) > (right.ordinal, right.symbol)
  }

  private func hasChildren(_ node: UInt32, _ draft: Draft) -> Bool {
    var child = draft.nodes[Int(node)].firstChild
    while child != Draft.none {
      if !draft.nodes[Int(child)].flags.contains(.isDropped) { return true }
      child = draft.nodes[Int(child)].next
    }
    return false
  }

  private mutating func writeArray(
    _ range: Range<Int>, _ first: DraftNode, _ draft: Draft, _ schema: Schema, _ vocabulary: DraftVocabulary,
    _ texts: TextTable, _ document: inout SourceDocument
  ) {
    let isPrimitive = first.flags.contains(.isPrimitive)
    if !isPrimitive || range.contains(where: { draft.nodes[Int(children[$0])].valueKind != .null }) {
      let array = open(.array, name: first.symbol, origin: .none, &document)
      for index in range {
        writeSingle(children[index], name: Symbol.none.rawValue, draft, schema, vocabulary, texts, &document, isItem: true)
      }
      close(array, &document)
    }
    guard isPrimitive, range.contains(where: { hasChildren(children[$0], draft) }) else { return }
    let companions = open(.array, name: first.symbol + 1, origin: .none, &document)
    for index in range {
      if hasChildren(children[index], draft) {
        writeObject(children[index], name: Symbol.none.rawValue, draft, schema, vocabulary, texts, &document)
      } else {
        append(.null, 0..<0, name: Symbol.none.rawValue, origin: .none, &document)
      }
    }
    close(companions, &document)
  }

  /// A primitive's value, or an object.
  private mutating func writeSingle(
    _ index: UInt32, name: UInt32, _ draft: Draft, _ schema: Schema, _ vocabulary: DraftVocabulary, _ texts: TextTable,
    _ document: inout SourceDocument, isItem: Bool = false
  ) {
    let node = draft.nodes[Int(index)]
    guard node.flags.contains(.isPrimitive) else {
      writeObject(index, name: name, draft, schema, vocabulary, texts, &document)
      return
    }
    if node.valueKind == .null {
      if isItem { append(.null, 0..<0, name: name, origin: .none, &document) }
      return
    }
    placed[Int(index)] = append(node.valueKind, draft.valueRange(index), name: name, origin: node.origin, &document).rawValue
  }

  private mutating func writeObject(
    _ index: UInt32, name: UInt32, _ draft: Draft, _ schema: Schema, _ vocabulary: DraftVocabulary, _ texts: TextTable,
    _ document: inout SourceDocument
  ) {
    let node = draft.nodes[Int(index)]
    let object = open(.object, name: name, origin: .none, &document)
    if !node.flags.contains(.isPrimitive) { placed[Int(index)] = object.rawValue }
    if node.flags.contains(.isResource) {
      writeResourceType(node.type, schema, origin: .none, &document)
      if node.localID != .max {
        let start = document.bytes.count
        for position in texts.range(node.localID) { document.bytes.append(texts.bytes[position]) }
        append(.string, start..<document.bytes.count, name: vocabulary.id, origin: .none, &document)
      }
    }
    write(childrenOf: index, draft, schema, vocabulary, texts, &document)
    close(object, &document)
  }

  private func writeReference(
    _ node: DraftNode, _ draft: Draft, _ vocabulary: DraftVocabulary, _ texts: TextTable, _ document: inout SourceDocument
  ) {
    if node.link & Draft.containedMark != 0 {
      let resource = draft.nodes[Int(node.link & ~Draft.containedMark)]
      guard !resource.flags.contains(.isDropped), resource.localID != .max else { return }
      let start = document.bytes.count
      document.bytes.append(UInt8(ascii: "#"))
      for position in texts.range(resource.localID) { document.bytes.append(texts.bytes[position]) }
      append(.string, start..<document.bytes.count, name: vocabulary.reference.symbol, origin: node.origin, &document)
      return
    }
    let resource = Int(draft.resolved(node.link))
    guard !draft.resources[resource].isDropped else { return }
    append(.string, identifiers[resource], name: vocabulary.reference.symbol, origin: node.origin, &document)
  }

  // MARK: Nodes

  private func name(of type: TypeID, _ schema: Schema) -> Range<Int> {
    let name = Int(schema.tables.types[type.index].name.rawValue)
    return Int(schema.tables.stringOffsets[name])..<Int(schema.tables.stringOffsets[name + 1])
  }

  private func writeResourceType(_ type: TypeID, _ schema: Schema, origin: Origin, _ document: inout SourceDocument) {
    let start = document.bytes.count
    for index in name(of: type, schema) { document.bytes.append(schema.tables.stringBytes[index]) }
    append(.string, start..<document.bytes.count, name: Schema.resourceTypeSymbol, origin: origin, &document)
  }

  private func constant(_ text: StaticString, _ document: inout SourceDocument) -> Range<Int> {
    let start = document.bytes.count
    document.bytes.append(contentsOf: "\(text)".utf8)
    return start..<document.bytes.count
  }

  private func open(_ kind: NodeKind, name: UInt32, origin: Origin, _ document: inout SourceDocument) -> NodeID {
    document.origins.append(origin)
    return document.open(kind, offset: document.bytes.count, name: name)
  }

  private func close(_ node: NodeID, _ document: inout SourceDocument) { document.close(node, at: document.bytes.count) }

  @discardableResult
  private func append(
    _ kind: NodeKind, _ range: Range<Int>, name: UInt32, origin: Origin, _ document: inout SourceDocument
  ) -> NodeID {
    document.origins.append(origin)
    return document.append(kind, offset: range.lowerBound, length: range.count, name: name)
  }
}
