import Diagnostics
import HL7v2Definitions
import HL7v2Syntax

/// Reads the structure part of a NIST profile: messages, segments and data types.
struct NISTStructureReader {
  let file: ProfileFile
  let valueSets: ValueSetIndex
  private(set) var messages: [MessageDefinition] = []
  private(set) var segments: [PartListDefinition] = []
  private(set) var types: [PartListDefinition] = []
  private var segmentCodes: [String: String] = [:]
  /// Data types by id: their code, and whether they have components.
  private var typeKinds: [String: (code: String, isComposite: Bool)] = [:]

  init(_ root: XMLItem, _ file: ProfileFile, _ valueSets: ValueSetIndex) {
    self.file = file
    self.valueSets = valueSets
    file.expect(
      root, children: ["MetaData", "Encodings", "Messages", "Segments", "Datatypes"],
      attributes: ["ID", "HL7Version", "Type", "SchemaVersion"])
    let types = root.child("Datatypes")?.all("Datatype") ?? []
    for item in types {
      guard let id = file.required(item, "ID") else { continue }
      typeKinds[id] = (item.attribute("Name") ?? id, !item.children.isEmpty)
    }
    for item in types { readType(item) }
    for item in root.child("Segments")?.all("Segment") ?? [] { readSegment(item) }
    for item in root.child("Messages")?.all("Message") ?? [] { readMessage(item) }
  }

  private static let listAttributes = ["ID", "Name", "Label", "Version", "Description"]

  private mutating func readType(_ item: XMLItem) {
    file.expect(item, children: ["Component"], attributes: NISTStructureReader.listAttributes)
    guard let id = item.attribute("ID"), !types.contains(where: { $0.id == id }) else {
      return file.report(ProfileImportRules.repeated, item, value: item.attribute("ID") ?? "")
    }
    var type = PartListDefinition(id: id, code: item.attribute("Name") ?? id)
    type.title = item.attribute("Description") ?? ""
    for (index, part) in item.all("Component").enumerated() { readPart(part, index + 1, into: &type) }
    types.append(type)
  }

  private mutating func readSegment(_ item: XMLItem) {
    file.expect(item, children: ["Field", "DynamicMapping"], attributes: NISTStructureReader.listAttributes)
    guard let id = file.required(item, "ID"), let code = file.required(item, "Name") else { return }
    guard segmentCodes[id] == nil else { return file.report(ProfileImportRules.repeated, item, value: id) }
    guard SegmentID(code) != nil else {
      return file.report(ProfileImportRules.wrongValue, item, value: code, expected: "a segment id in `Name`")
    }
    segmentCodes[id] = code
    var segment = PartListDefinition(id: id, code: code)
    segment.title = item.attribute("Description") ?? ""
    for (index, part) in item.all("Field").enumerated() { readPart(part, index + 1, into: &segment) }
    for mapping in item.child("DynamicMapping")?.all("Mapping") ?? [] { readMapping(mapping, into: &segment) }
    segments.append(segment)
  }

  private func readPart(_ item: XMLItem, _ number: Int, into list: inout PartListDefinition) {
    file.expect(
      item, children: [],
      attributes: [
        "Name", "Usage", "TrueUsage", "FalseUsage", "Datatype", "MinLength", "MaxLength", "ConfLength", "Min", "Max", "ItemNo",
        "Binding", "BindingStrength", "BindingLocation", "ConstantValue", "Hide", "Position",
      ])
    var part = MessageProfile.FieldProfile(number: number)
    part.name = item.attribute("Name")
    part.usage = usage(item)
    part.maximum = item.attribute("Max") == "*" || part.usage == "X" ? 0 : file.number(item, "Max") ?? 1
    part.minimum = file.number(item, "Min") ?? 0
    part.constant = item.attribute("ConstantValue").flatMap { $0.isEmpty ? nil : $0 }
    readLengths(item, into: &part)
    part.type = item.attribute("Datatype")
    if let type = part.type, typeKinds[type] == nil { file.report(ProfileImportRules.referenceUnknown, item, value: type) }
    list.parts.append(part)
    readBinding(item, number, part.type ?? "", into: &list)
  }

  private func usage(_ item: XMLItem) -> String {
    let usage = item.attribute("Usage") ?? "O"
    if ["R", "RE", "O", "C", "X", "B", "W", "CE", "CAB"].contains(usage) || usage.hasPrefix("C(") { return usage }
    file.report(ProfileImportRules.wrongValue, item, value: usage, expected: "R, RE, O, C, X, B or W")
    return "O"
  }

  private func readLengths(_ item: XMLItem, into part: inout MessageProfile.FieldProfile) {
    func bound(_ text: String?) -> Int? { text.flatMap { Int($0) } }
    let (low, high) = (item.attribute("MinLength"), item.attribute("MaxLength"))
    let minimum = bound(low) ?? 0
    let maximum = bound(high) ?? .max
    if minimum <= maximum, minimum > 0 || maximum < .max { part.lengths = minimum...maximum }
    guard let text = item.attribute("ConfLength"), !["", "NA"].contains(text) else { return }
    part.conformanceLength = ConformanceLength(text)
    // In the form `1..20` it is a length as any other.
    let ends = text.split(separator: ".").map(String.init)
    if part.lengths == nil, ends.count == 2, let first = Int(ends[0]), let last = ends[1] == "*" ? .max : Int(ends[1]),
      first <= last
    {
      part.lengths = first...last
    } else if part.conformanceLength == nil, Int(text) == nil {
      file.report(ProfileImportRules.wrongValue, item, value: text, expected: "`20=`, `20#`, `1..20` or NA in `ConfLength`")
    }
  }

  /// A binding given with the part itself, as older profiles have it.
  private func readBinding(_ item: XMLItem, _ number: Int, _ type: String, into list: inout PartListDefinition) {
    guard let names = item.attribute("Binding"), !names.isEmpty else { return }
    guard var binding = valueSets.binding(names.split(separator: ":").map(String.init), file, item) else { return }
    binding.strength = NISTStructureReader.strength(item.attribute("BindingStrength"))
    let kind = typeKinds[type]
    if kind?.isComposite ?? false {
      let locations = (item.attribute("BindingLocation") ?? "1").split(separator: ":").compactMap { Int($0) }
      let isCoded = ["CE", "CNE", "CWE"].contains(kind?.code ?? "")
      binding.places = isCoded ? valueSets.coded(locations) : locations.map { .init(code: ElementPath([.init($0, 1)])) }
      // Value sets of profiles name their systems; tables of the standard do not count them.
      if !binding.tables.isEmpty { binding.places = binding.places.map { .init(code: $0.code) } }
    } else {
      binding.places = [.init(code: .own)]
    }
    list.rules.bindings.append(BoundElement(target: ElementPath([.init(number, nil)]), binding: binding))
  }

  static func strength(_ text: String?) -> Binding.Strength {
    text == "S" ? .suggested : text == "U" ? .undetermined : .required
  }

  private func readMapping(_ item: XMLItem, into segment: inout PartListDefinition) {
    file.expect(item, children: ["Case"], attributes: ["Position", "Reference", "SecondReference"])
    guard let position = file.number(item, "Position") else { return }
    var mapping = DynamicMapping(position: position)
    mapping.reference = item.attribute("Reference").flatMap { ElementPath($0) }
    mapping.secondReference = item.attribute("SecondReference").flatMap { ElementPath($0) }
    for one in item.all("Case") {
      file.expect(one, children: [], attributes: ["Value", "SecondValue", "Datatype"])
      guard let type = file.required(one, "Datatype") else { continue }
      if typeKinds[type] == nil { file.report(ProfileImportRules.referenceUnknown, one, value: type) }
      mapping.cases.append(.init(value: one.attribute("Value"), second: one.attribute("SecondValue"), type: type))
    }
    segment.rules.mapping.append(mapping)
  }

  // MARK: Messages

  private mutating func readMessage(_ item: XMLItem) {
    file.expect(
      item, children: ["Segment", "Group"],
      attributes: ["ID", "Identifier", "Name", "Type", "Event", "StructID", "Description"])
    guard let id = file.required(item, "ID"), !messages.contains(where: { $0.id == id }) else {
      return file.report(ProfileImportRules.repeated, item, value: item.attribute("ID") ?? "")
    }
    var builder = StructureBuilder(item.attribute("StructID") ?? id, id: id)
    for child in item.children { add(child, to: &builder, parent: 0) }
    var message = builder.message()
    message.identifier = item.attribute("Identifier") ?? ""
    message.code = item.attribute("Type") ?? ""
    message.event = item.attribute("Event") ?? ""
    message.structure = item.attribute("StructID") ?? ""
    messages.append(message)
  }

  private func add(_ item: XMLItem, to builder: inout StructureBuilder, parent: Int) {
    let isGroup = item.name == "Group"
    file.expect(
      item, children: isGroup ? ["Segment", "Group"] : [],
      attributes: isGroup
        ? ["ID", "Name", "Usage", "Min", "Max", "TrueUsage", "FalseUsage"]
        : ["Ref", "Usage", "Min", "Max", "TrueUsage", "FalseUsage"])
    var place = StructureBuilder.Place(usage: usage(item))
    place.minimum = file.number(item, "Min") ?? 0
    place.maximum = item.attribute("Max") == "*" ? 0 : file.number(item, "Max") ?? 1
    if isGroup {
      let index = builder.openGroup(item.attribute("Name") ?? "", id: item.attribute("ID") ?? "", place, parent: parent)
      for child in item.children { add(child, to: &builder, parent: index) }
      builder.close(index)
    } else {
      guard let reference = file.required(item, "Ref"), let code = segmentCodes[reference], let id = SegmentID(code) else {
        return file.report(ProfileImportRules.referenceUnknown, item, value: item.attribute("Ref") ?? "")
      }
      builder.add(id, definition: reference, place, parent: parent)
    }
  }
}

/// Puts a message structure together.
struct StructureBuilder {
  struct Place {
    var usage = "O"
    var minimum = 0
    var maximum = 1
  }

  private var nodes: [StructureTree.Node]
  private var segments = [""]
  private var groupIDs: [String]
  private var forbidden: Set<Int> = []
  private let id: String

  init(_ name: String, id: String) {
    self.id = id
    nodes = [StructureTree.Node(name: name, segment: .none, minimum: 1, maximum: 1, parent: -1, end: 0)]
    groupIDs = [id]
  }

  mutating func add(_ segment: SegmentID, definition: String, _ place: Place, parent: Int) {
    close(append("\(segment)", segment, place, parent))
    segments.append(definition)
    groupIDs.append("")
  }

  mutating func openGroup(_ name: String, id: String, _ place: Place, parent: Int) -> Int {
    segments.append("")
    groupIDs.append(id)
    return append(name, .none, place, parent)
  }

  mutating func close(_ index: Int) { nodes[index].end = nodes.count }

  private mutating func append(_ name: String, _ segment: SegmentID, _ place: Place, _ parent: Int) -> Int {
    let isRequired = place.usage == "R"
    var node = StructureTree.Node(
      name: name, segment: segment, minimum: isRequired ? max(1, place.minimum) : place.minimum, maximum: place.maximum,
      parent: parent, end: 0)
    node.isRequired = isRequired
    if place.usage == "X" {
      // Each one is told of as such, not as one too many.
      forbidden.insert(nodes.count)
      node.minimum = 0
      node.maximum = 0
    }
    nodes.append(node)
    return nodes.count - 1
  }

  func message() -> MessageDefinition {
    var all = nodes
    all[0].end = all.count
    var message = MessageDefinition(
      id: id, tree: StructureTree(name: all[0].name, nodes: all), segments: segments, groupIDs: groupIDs)
    message.forbidden = forbidden
    return message
  }
}
