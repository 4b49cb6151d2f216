import SourceTree

/// Which namespaces the names of a document belong to, while walking down its tree
/// (https://www.w3.org/TR/xml-names/#scoping).
///
/// Element and attribute nodes carry their names as written, prefix included. ``enter(_:_:)`` takes the `xmlns` attributes of an
/// element into account, ``leave()`` forgets them again.
public struct XMLNamespaceScope: Sendable {
  /// What a name as written means.
  public struct Name: Sendable, Equatable {
    /// The name without its prefix.
    public var local: Symbol
    /// The `xmlns` attribute whose value is the namespace, or ``NodeID/none``.
    public var namespace: NodeID
  }

  /// The two halves of a name as written.
  private struct Parts {
    /// ``Symbol/none`` for a name without colon.
    var prefix: Symbol
    var local: Symbol
    var declaresNamespace: Bool
    var isKnown: Bool
  }

  private struct Binding {
    /// ``Symbol/none`` for the default namespace.
    var prefix: Symbol
    var namespace: NodeID
    /// Depth of the element that declares it.
    var depth: Int
  }

  private var bindings: ContiguousArray<Binding> = []
  private var depth = 0
  /// By symbol; filled as names turn up.
  private var parts: ContiguousArray<Parts> = []

  public init() {}

  /// Takes the declarations of an element into account. Every call needs its ``leave()``.
  public mutating func enter(_ element: NodeID, _ document: inout SourceDocument) {
    depth += 1
    let end = document[element].end
    var node = element.rawValue + 1
    while node < end, document[NodeID(node)].kind == .attribute {
      let parts = split(Symbol(document[NodeID(node)].name), &document.names)
      if parts.declaresNamespace {
        let prefix = parts.prefix == .none ? Symbol.none : parts.local
        bindings.append(Binding(prefix: prefix, namespace: NodeID(node), depth: depth))
      }
      node += 1
    }
  }

  /// Forgets the declarations of the element entered last.
  public mutating func leave() {
    while let last = bindings.last, last.depth == depth { bindings.removeLast() }
    depth -= 1
  }

  /// Whether an attribute is `xmlns` or `xmlns:…`.
  public mutating func isDeclaration(_ attribute: NodeID, _ document: inout SourceDocument) -> Bool {
    split(Symbol(document[attribute].name), &document.names).declaresNamespace
  }

  /// What an element's name means, in the scope of the elements entered and not left.
  public mutating func name(ofElement element: NodeID, _ document: inout SourceDocument) -> Name {
    let parts = split(Symbol(document[element].name), &document.names)
    return Name(local: parts.local, namespace: namespace(of: parts.prefix))
  }

  /// A name without its prefix.
  public mutating func localName(of symbol: UInt32, _ document: inout SourceDocument) -> UInt32 {
    split(Symbol(symbol), &document.names).local.rawValue
  }

  /// What an attribute's name means: without a prefix it has no namespace.
  public mutating func name(ofAttribute attribute: NodeID, _ document: inout SourceDocument) -> Name {
    let parts = split(Symbol(document[attribute].name), &document.names)
    return Name(local: parts.local, namespace: parts.prefix == .none ? .none : namespace(of: parts.prefix))
  }

  private func namespace(of prefix: Symbol) -> NodeID {
    var index = bindings.count - 1
    while index >= 0 {
      if bindings[index].prefix == prefix { return bindings[index].namespace }
      index -= 1
    }
    return .none
  }

  private mutating func split(_ symbol: Symbol, _ names: inout NameTable) -> Parts {
    let index = Int(symbol.rawValue)
    if index < parts.count, parts[index].isKnown { return parts[index] }
    let text = names.name(symbol)
    var result = Parts(prefix: .none, local: symbol, declaresNamespace: text == "xmlns", isKnown: true)
    if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
      result.prefix = names.intern(String(text[..<colon]))
      result.local = names.intern(String(text[text.utf8.index(after: colon)...]))
      result.declaresNamespace = text.hasPrefix("xmlns:")
    }
    if index >= parts.count {
      let unknown = Parts(prefix: .none, local: .none, declaresNamespace: false, isKnown: false)
      parts.append(contentsOf: repeatElement(unknown, count: max(names.count, index + 1) - parts.count))
    }
    parts[index] = result
    return result
  }
}
