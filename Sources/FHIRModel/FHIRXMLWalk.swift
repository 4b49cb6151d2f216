import Diagnostics
import Schema
import SourceTree
import XMLSyntax

/// One conversion of an XML document, see ``FHIRXMLConverter``.
struct FHIRXMLWalk: ~Copyable {
  /// An element among its siblings and what its name means.
  struct Child {
    var node: NodeID
    /// The local name.
    var symbol: UInt32
    var property: ChildEntry?
  }

  let resolver: FHIRTypeResolver
  /// The XML document, and the canonical one that is being made of it.
  var source: SourceDocument
  var target: SourceDocument
  var findings = FindingList()
  let bytes: ContiguousArray<UInt8>
  /// The children of the elements being converted, a stack.
  var children: ContiguousArray<Child> = []
  var scope = XMLNamespaceScope()
  var symbols: FHIRXMLSymbols
  var namespaces = FHIRNamespaces()
  var depth = 0
  /// The canonical object whose properties are being made.
  var owner = NodeID.none

  /// Deeper nesting than this is nonsense in FHIR and would need too much stack.
  static let maximumDepth = 1000

  init(_ resolver: FHIRTypeResolver, _ source: inout SourceDocument, _ target: inout SourceDocument) {
    self.resolver = resolver
    bytes = source.bytes
    self.source = SourceDocument(format: .xml)
    self.target = SourceDocument(format: .xml)
    symbols = FHIRXMLSymbols()
    exchange(&source, &target)
  }

  /// Takes the documents over, or hands them back.
  mutating func exchange(_ source: inout SourceDocument, _ target: inout SourceDocument) {
    swap(&self.source, &source)
    swap(&self.target, &target)
  }

  mutating func convertRoot(_ root: NodeID) {
    symbols.prepare(&source.names)
    scope.enter(root, &source)
    let name = scope.name(ofElement: root, &source)
    scope.leave()
    let text = ContiguousArray(source.names.name(name.local).utf8)
    let isKnown = resolver.resources.type(named: text.span) != nil
    let isInNamespace = name.namespace != .none && namespaces.isFHIR(name.namespace, source)
    guard isKnown || isInNamespace else {
      let span = SourceSpan(nameRange(of: root))
      findings.append(Finding(FHIRFormRules.notFHIR, span: span, actual: .name(name.local)))
      return
    }
    target.roots.append(convertResource(root, name: Symbol.none.rawValue))
  }

  /// A resource element becomes an object that starts with `resourceType`.
  mutating func convertResource(_ element: NodeID, name: UInt32) -> NodeID {
    let object = target.open(.object, offset: Int(source[element].offset), name: name)
    let range = nameRange(of: element)
    target.append(.string, offset: range.lowerBound, length: range.count, name: symbols.resourceType)
    let type = resolver.resources.type(named: bytes.span.extracting(range))
    convertContents(of: element, as: type, owner: object, isPrimitive: false)
    close(object, element)
    return object
  }

  /// An element with children becomes an object.
  mutating func convertObject(_ element: NodeID, as type: TypeID?, name: UInt32) {
    let object = target.open(.object, offset: Int(source[element].offset), name: name)
    convertContents(of: element, as: type, owner: object, isPrimitive: false)
    close(object, element)
  }

  /// The attributes and child elements of an element become properties of the object that is open.
  mutating func convertContents(of element: NodeID, as type: TypeID?, owner: NodeID, isPrimitive: Bool) {
    guard depth < FHIRXMLWalk.maximumDepth else {
      let limits = Limits(depth: FHIRXMLWalk.maximumDepth)
      let span = SourceSpan(nameRange(of: element))
      findings.append(LimitRules.finding(.depth, limits: limits, node: owner, span: span))
      return
    }
    depth += 1
    let outer = self.owner
    self.owner = owner
    scope.enter(element, &source)
    checkNamespace(of: element, owner)
    convertAttributes(of: element, as: type, owner: owner, isPrimitive: isPrimitive)
    let start = children.count
    collectChildren(of: element, as: type, owner: owner)
    var index = start
    let end = children.count
    while index < end {
      var next = index + 1
      while next < end, children[next].symbol == children[index].symbol { next += 1 }
      convertProperty(index..<next)
      index = next
    }
    children.removeSubrange(start...)
    scope.leave()
    self.owner = outer
    depth -= 1
  }

  mutating func close(_ object: NodeID, _ element: NodeID) {
    target.close(object, at: source[element].range.upperBound)
  }

  /// The name of an attribute as written, in front of its value.
  func nameRange(ofAttribute attribute: Node) -> Range<Int> {
    let length = source.names.name(Symbol(attribute.name)).utf8.count
    var end = Int(attribute.offset) - 1
    while end > length, bytes[end - 1] == UInt8(ascii: "=") || bytes[end - 1] <= 0x20 { end -= 1 }
    return (end - length)..<end
  }

  /// The local name in the start tag.
  func nameRange(of element: NodeID) -> Range<Int> {
    let start = Int(source[element].offset) + 1
    let length = source.names.name(Symbol(source[element].name)).utf8.count
    var local = start
    for index in start..<(start + length) where bytes[index] == UInt8(ascii: ":") { local = index + 1 }
    return local..<(start + length)
  }
}

/// The symbols of names that the conversion itself needs, and of companions.
struct FHIRXMLSymbols {
  var resourceType: UInt32 = 0
  var id: UInt32 = 0
  var url: UInt32 = 0
  var value: UInt32 = 0
  /// By symbol: the symbol with a leading underscore, or 0 where it was not asked for yet.
  private var companions: ContiguousArray<UInt32> = []

  mutating func prepare(_ names: inout NameTable) {
    resourceType = names.intern("resourceType").rawValue
    id = names.intern("id").rawValue
    url = names.intern("url").rawValue
    value = names.intern("value").rawValue
  }

  mutating func companion(of symbol: UInt32, _ names: inout NameTable) -> UInt32 {
    let index = Int(symbol)
    if index >= companions.count { companions.append(contentsOf: repeatElement(0, count: index + 1 - companions.count)) }
    if companions[index] == 0 { companions[index] = names.intern("_" + names.name(Symbol(symbol))).rawValue }
    return companions[index]
  }
}

/// Which `xmlns` attributes declare the namespace of FHIR, and which were complained about.
struct FHIRNamespaces {
  private var fhir = NodeID.none
  private var other = NodeID.none
  private var reported: [NodeID] = []

  mutating func isFHIR(_ declaration: NodeID, _ source: borrowing SourceDocument) -> Bool {
    if fhir == declaration { return true }
    if other == declaration { return false }
    let isFHIR = source.text(of: declaration) == "http://hl7.org/fhir"
    if isFHIR { fhir = declaration } else { other = declaration }
    return isFHIR
  }

  /// Whether a declaration, or the lack of one, is complained about for the first time. The list is bounded.
  mutating func isNew(_ declaration: NodeID) -> Bool {
    if reported.contains(declaration) || reported.count > 64 { return false }
    reported.append(declaration)
    return true
  }
}
