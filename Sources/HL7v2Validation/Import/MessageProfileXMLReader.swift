import HL7v2Definitions
import HL7v2Syntax

/// Reads message profiles of HL7 (v2.5.1 section 2.12.6): a static definition with its segments, fields, components and
/// subcomponents in place.
struct MessageProfileXMLReader {
  let file: ProfileFile

  private static let notes = [
    "ImpNote", "Description", "Reference", "Predicate", "DataValues", "MetaData", "UseCase", "Encodings", "DynamicDef",
    "Annotation",
  ]

  func read(_ root: XMLItem, into profile: inout MessageProfile) {
    file.expect(
      root, children: MessageProfileXMLReader.notes + ["HL7v2xStaticDef", "HL7v2xStaticDefRef"],
      attributes: ["HL7Version", "ProfileType", "Identifier"])
    profile.title = root.child("MetaData")?.attribute("Name") ?? ""
    for item in root.all("HL7v2xStaticDefRef") {
      file.report(ProfileImportRules.referenceUnknown, item, value: item.attribute("Identifier") ?? "")
    }
    for item in root.all("HL7v2xStaticDef") { readMessage(item, into: &profile) }
  }

  private func readMessage(_ item: XMLItem, into profile: inout MessageProfile) {
    file.expect(
      item, children: MessageProfileXMLReader.notes + ["Segment", "SegGroup"],
      attributes: ["MsgType", "EventType", "MsgStructID", "OrderControl", "EventDesc", "Identifier", "Role"])
    let id = item.attribute("Identifier") ?? "\(item.attribute("MsgType") ?? "")^\(item.attribute("EventType") ?? "")"
    var builder = StructureBuilder(item.attribute("MsgStructID") ?? id, id: id)
    for child in item.children where ["Segment", "SegGroup"].contains(child.name) {
      add(child, to: &builder, parent: 0, path: id, &profile)
    }
    var message = builder.message()
    message.identifier = item.attribute("Identifier") ?? ""
    message.code = item.attribute("MsgType") ?? ""
    message.event = item.attribute("EventType") ?? ""
    message.structure = item.attribute("MsgStructID") ?? ""
    profile.messages.append(message)
  }

  private func add(
    _ item: XMLItem, to builder: inout StructureBuilder, parent: Int, path: String, _ profile: inout MessageProfile
  ) {
    let name = item.attribute("Name") ?? ""
    var place = StructureBuilder.Place(usage: usage(item))
    place.minimum = file.number(item, "Min") ?? 0
    place.maximum = item.attribute("Max") == "*" ? 0 : file.number(item, "Max") ?? 1
    let attributes = ["Name", "LongName", "Usage", "Min", "Max"]
    if item.name == "SegGroup" {
      file.expect(item, children: MessageProfileXMLReader.notes + ["Segment", "SegGroup"], attributes: attributes)
      let index = builder.openGroup(name, id: "", place, parent: parent)
      for child in item.children where ["Segment", "SegGroup"].contains(child.name) {
        add(child, to: &builder, parent: index, path: "\(path).\(name)", &profile)
      }
      builder.close(index)
      return
    }
    file.expect(item, children: MessageProfileXMLReader.notes + ["Field"], attributes: attributes)
    guard let id = SegmentID(name) else {
      return file.report(ProfileImportRules.wrongValue, item, value: name, expected: "a segment id in `Name`")
    }
    tellPredicate(item)
    var segment = PartListDefinition(id: "\(path).\(name)#\(profile.segmentDefinitions.count)", code: name)
    segment.title = item.attribute("LongName") ?? ""
    for (index, field) in item.all("Field").enumerated() {
      segment.parts.append(part(field, index + 1, path: segment.id, &profile))
    }
    builder.add(id, definition: segment.id, place, parent: parent)
    profile.segmentDefinitions.append(segment)
  }

  /// A field, component or subcomponent; one with parts of its own gets a data type of its own.
  private func part(
    _ item: XMLItem, _ number: Int, path: String, _ profile: inout MessageProfile
  ) -> MessageProfile.FieldProfile {
    file.expect(
      item, children: MessageProfileXMLReader.notes + ["Component", "SubComponent"],
      attributes: ["Name", "Usage", "Min", "Max", "Datatype", "Length", "Table", "ConstantValue", "ItemNo"])
    tellPredicate(item)
    var part = MessageProfile.FieldProfile(number: number)
    part.name = item.attribute("Name")
    part.usage = usage(item)
    part.maximum =
      item.name != "Field" ? 1 : item.attribute("Max") == "*" || part.usage == "X" ? 0 : file.number(item, "Max") ?? 1
    part.minimum = item.name == "Field" ? file.number(item, "Min") ?? 0 : 0
    if let length = file.number(item, "Length"), length > 0 { part.lengths = 0...length }
    part.table = item.attribute("Table").flatMap { UInt16($0) }
    part.constant = item.attribute("ConstantValue").flatMap { $0.isEmpty ? nil : $0 }
    part.type = item.attribute("Datatype")
    let parts = item.all("Component") + item.all("SubComponent")
    guard !parts.isEmpty else { return part }
    var type = PartListDefinition(id: "\(path)-\(number)", code: part.type ?? "")
    for (index, component) in parts.enumerated() {
      type.parts.append(self.part(component, index + 1, path: type.id, &profile))
    }
    part.type = type.id
    profile.typeDefinitions.append(type)
    return part
  }

  private func usage(_ item: XMLItem) -> String {
    let usage = item.attribute("Usage") ?? "O"
    if ["R", "RE", "O", "C", "CE", "X", "B", "W"].contains(usage) { return usage }
    file.report(ProfileImportRules.wrongValue, item, value: usage, expected: "R, RE, O, C, CE, X, B or W")
    return "O"
  }

  private func tellPredicate(_ item: XMLItem) {
    let words = item.words("Predicate")
    if !words.isEmpty { file.report(ProfileImportRules.inWords, item, value: words) }
  }
}
