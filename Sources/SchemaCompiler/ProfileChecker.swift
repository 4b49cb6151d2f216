import Definitions
import Diagnostics
import Schema
import YAMLSyntax

/// Checks a file in the YAML profile language: what `plumbline profile check` does. Beyond the language itself it checks that types,
/// bases and elements exist, and that a profile only narrows what it builds on.
public struct ProfileChecker {
  private let schema: Schema
  /// What the files that are checked together define themselves.
  private var neighbours: Set<String> = []
  private var places: [String: DiagnosticPlace] = [:]
  private var file = ""
  private var diagnostics = DiagnosticList()

  /// - Parameter schema: what profiles may build on.
  public init(_ schema: Schema) { self.schema = schema }

  /// What is wrong with a file, or with the files of a folder that has a `package.yaml`, which may build on one another.
  public mutating func check(path: String) throws(DefinitionError) -> [Diagnostic] {
    guard FileSystem.isFolder(path) else { return check(try contents(of: path), file: path) }
    let folder = try ProfileFolder.read(path)
    neighbours = Set(folder.package.structureDefinitions.map(\.url))
    defer { neighbours = [] }
    let names: [String]
    do { names = try FileSystem.files(under: path) } catch { throw DefinitionError(unreadable: error) }
    // The manifest and the messages have been read with the folder; everything else is read again, for the places of its elements.
    let files = names.filter { $0.hasSuffix(".yaml") && !ProfileFolder.ownFiles.contains($0) }.map { path + "/" + $0 }
    var found = folder.diagnostics.diagnostics.filter { !files.contains($0.location?.file ?? "") }
    for file in files { found += check(try contents(of: file), file: file) }
    return found
  }

  private func contents(of path: String) throws(DefinitionError) -> [UInt8] {
    do { return try FileSystem.read(path) } catch { throw DefinitionError(unreadable: error) }
  }

  /// What is wrong with a file, in the order of the file.
  public mutating func check(_ bytes: some Collection<UInt8>, file name: String) -> [Diagnostic] {
    let read = ProfileReader.read(bytes, file: name)
    diagnostics = read.diagnostics
    places = read.places
    file = name
    if case .structure(let definition) = read.definition { check(definition) }
    return diagnostics.diagnostics.enumerated()
      .sorted { ($0.element.location?.byteOffset ?? 0, $0.offset) < ($1.element.location?.byteOffset ?? 0, $1.offset) }
      .map(\.element)
  }

  private mutating func check(_ definition: StructureDefinition) {
    if let base = definition.baseDefinition?.url, schema.type(url: base) == nil, !neighbours.contains(base) {
      diagnostics.report(
        DefinitionsRules.unknownBase, at: DiagnosticPlace(file: file, path: "base"),
        RuleWords(name: definition.name, value: base))
    }
    var type: TypeID?
    if definition.isProfile {
      type = schema.type(named: definition.type)
      if type == nil { reportUnknownType(definition.type, DiagnosticPlace(file: file, path: "type")) }
    }
    let tree = ElementTree(definition.differential, fillsGaps: true)
    guard let root = tree.nodes.first else { return }
    for child in root.children { check(child, in: tree, owner: type) }
  }

  private mutating func report(_ rule: Rule, _ node: ElementTree.Node, _ words: RuleWords) {
    diagnostics.report(rule, at: places[node.id] ?? DiagnosticPlace(file: file, path: node.id), words)
  }

  /// - Parameter owner: the type that the element belongs to; nil where that is open.
  private mutating func check(_ index: Int, in tree: ElementTree, owner: TypeID?) {
    let node = tree.nodes[index]
    for type in node.element.types where schema.type(named: type.code) == nil {
      reportUnknownType(type.code, places[node.id] ?? DiagnosticPlace(file: file, path: node.id))
    }
    var inner: TypeID?
    if let owner {
      guard let (element, types) = baseElement(named: String(node.element.name), of: owner) else {
        reportUnknownElement(node, owner)
        return
      }
      checkCardinality(node, element)
      checkTypes(node, types)
      inner = innerType(node, types)
    } else if node.element.types.count == 1 {
      inner = nil
    }
    for child in node.children { check(child, in: tree, owner: inner) }
    for slice in node.slices { check(slice, in: tree, owner: owner) }
  }
}

extension ProfileChecker {
  /// The element of a type with this name, and the types it may have: `value[x]` with all, `valueQuantity` with one.
  private func baseElement(named name: String, of owner: TypeID) -> (element: ElementRecord, types: [TypeID])? {
    let type = schema.tables.types[owner.index]
    for element in schema.tables.elements[Int(type.firstElement)..<Int(type.firstElement + type.elementCount)] {
      let references = schema.tables.typeReferences[
        Int(element.firstTypeReference)..<Int(element.firstTypeReference) + Int(element.typeReferenceCount)]
      let own = schema.string(element.name)
      if name == (element.flags.contains(.choice) ? own + "[x]" : own) { return (element, references.map(\.type)) }
      if element.flags.contains(.choice), name.hasPrefix(own) {
        let matching = references.filter { schema.string(schema.tables.names[Int($0.symbol)]) == name }
        if !matching.isEmpty { return (element, matching.map(\.type)) }
      }
    }
    return nil
  }

  private func innerType(_ node: ElementTree.Node, _ types: [TypeID]) -> TypeID? {
    if types.count == 1 { return types[0] }
    guard node.element.types.count == 1 else { return nil }
    return schema.type(named: node.element.types[0].code)
  }

  private mutating func reportUnknownElement(_ node: ElementTree.Node, _ owner: TypeID) {
    let type = schema.tables.types[owner.index]
    let known = schema.tables.elements[Int(type.firstElement)..<Int(type.firstElement + type.elementCount)].map { element in
      schema.string(element.name) + (element.flags.contains(.choice) ? "[x]" : "")
    }
    let nearest = NearMiss.nearest(to: String(node.element.name), in: known).map { "; did you mean `\($0)`?" }
    report(
      ProfileRules.unknownElement, node,
      RuleWords(name: String(node.element.name), expected: nearest ?? "", definition: schema.string(type.name)))
  }

  private mutating func reportUnknownType(_ name: String, _ place: DiagnosticPlace) {
    let nearest = NearMiss.nearest(to: name, in: schema.entries().map(\.name)).map { "; did you mean `\($0)`?" }
    diagnostics.report(ProfileRules.unknownType, at: place, RuleWords(value: name, expected: nearest ?? ""))
  }

  /// A slice may have a lower minimum than the element it is a slice of.
  private mutating func checkCardinality(_ node: ElementTree.Node, _ base: ElementRecord) {
    let element = node.element
    let isBelow = node.element.sliceName == nil && (element.minimum ?? base.minimum) < base.minimum
    guard isBelow || (element.maximum ?? base.maximum) > base.maximum else { return }
    func words(_ minimum: UInt32, _ maximum: UInt32) -> String {
      "`\(minimum)..\(maximum == ElementRecord.unbounded ? "*" : String(maximum))`"
    }
    report(
      ProfileRules.cardinalityWider, node,
      RuleWords(
        name: String(element.name), expected: words(base.minimum, base.maximum),
        actual: words(element.minimum ?? base.minimum, element.maximum ?? base.maximum)))
  }

  private mutating func checkTypes(_ node: ElementTree.Node, _ allowed: [TypeID]) {
    for type in node.element.types {
      guard let id = schema.type(named: type.code), !allowed.contains(where: { isSame(id, orBuiltOn: $0) }) else { continue }
      let names = allowed.map { "`\(schema.string(schema.tables.types[$0.index].name))`" }.joined(separator: ", ")
      report(
        ProfileRules.typeNotAllowed, node, RuleWords(name: String(node.element.name), value: type.code, expected: names))
    }
  }

  private func isSame(_ type: TypeID, orBuiltOn other: TypeID) -> Bool {
    let base = schema.tables.types[other.index]
    // Profiles call the bare values of `Element.id` and `Extension.url` by a FHIR type.
    if base.primitive == .systemString { return schema.tables.types[type.index].kind == .primitive }
    var current = type
    // Bases form a tree, so that this ends.
    while current != .none {
      if current == other || base.kind == .backbone && base.base == current { return true }
      current = schema.tables.types[current.index].base
    }
    return false
  }
}
