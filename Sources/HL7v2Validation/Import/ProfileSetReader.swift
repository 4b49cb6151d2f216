import Diagnostics

/// Reads profiles of messages in XML: the sets of NIST and IGAMT (structure, constraints, value sets, bindings, co-constraints,
/// slicings: told apart by what is in them, not by their names), and the message profiles of HL7 v2.5 and before.
public struct ProfileSetReader {
  /// A file of the set.
  public struct Part: Sendable {
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  public private(set) var profile = MessageProfile()
  /// What is wrong with it, and what of it is not understood.
  public private(set) var diagnostics = DiagnosticList()

  /// Whether none of the files is part of a profile of messages.
  public private(set) var isOther = false

  /// - Parameters:
  ///   - name: what to call the profile.
  ///   - message: id or identifier of the one message to take; nil for all.
  public init(_ parts: [Part], name: String, message: String? = nil) {
    profile.name = name
    let files = parts.map { ProfileFile(name: $0.name, $0.bytes) }
    isOther = !files.contains { file in file.root.map { ProfileSetReader.roots.contains($0.name) } ?? false }
    read(files)
    if let message { profile.messages.removeAll { $0.id != message && $0.identifier != message && $0.structure != message } }
    for file in files { diagnostics.append(contentsOf: file.diagnostics) }
    if profile.messages.isEmpty, !diagnostics.hasErrors {
      diagnostics.report(
        ProfileImportRules.noMessage, at: DiagnosticPlace(file: parts.first?.name ?? name), RuleWords(value: message ?? ""))
    }
  }

  private mutating func read(_ files: [ProfileFile]) {
    let valueSets = ValueSetIndex()
    var contexts = NISTContextReader(valueSets)
    func each(_ name: String, _ body: (XMLItem, ProfileFile) -> Void) {
      for file in files { if let root = file.root, root.name == name { body(root, file) } }
    }
    // Bindings name value sets, and rules name segments: the parts are read in that order.
    each("ValueSetLibrary") { valueSets.read($0, $1) }
    each("ConformanceProfile") { root, file in
      let reader = NISTStructureReader(root, file, valueSets)
      profile.title = root.child("MetaData")?.attribute("Name") ?? ""
      for message in reader.messages where profile.messages.contains(where: { $0.id == message.id }) {
        file.report(ProfileImportRules.repeated, root, value: message.id)
      }
      profile.messages += reader.messages.filter { message in !profile.messages.contains { $0.id == message.id } }
      profile.segmentDefinitions += reader.segments
      profile.typeDefinitions += reader.types
    }
    each("HL7v2xConformanceProfile") { MessageProfileXMLReader(file: $1).read($0, into: &profile) }
    each("ConformanceContext") { contexts.readConstraints($0, $1) }
    each("ValueSetBindingsContext") { contexts.readBindings($0, $1) }
    each("ProfileSlicing") { contexts.readSlicings($0, $1) }
    each("CoConstraintContext") { contexts.readCoConstraints($0, $1) }
    profile.valueSets = valueSets.sets
    attach(contexts)
    for file in files {
      guard let root = file.root, !ProfileSetReader.roots.contains(root.name) else { continue }
      file.report(ProfileImportRules.notUnderstood, root, value: "a file of `\(root.name)`")
    }
  }

  private static let roots: Set<String> = [
    "ValueSetLibrary", "ConformanceProfile", "HL7v2xConformanceProfile", "ConformanceContext", "ValueSetBindingsContext",
    "ProfileSlicing", "CoConstraintContext",
  ]

  /// Gives rules to what they are about.
  private mutating func attach(_ contexts: NISTContextReader) {
    var known: Set<RuleScope> = []
    func rules(_ scopes: [RuleScope]) -> ContextRules {
      var result = ContextRules()
      for scope in scopes {
        known.insert(scope)
        if let rules = contexts.rules[scope] { result.add(rules) }
      }
      return result
    }
    for index in profile.typeDefinitions.indices {
      let type = profile.typeDefinitions[index]
      profile.typeDefinitions[index].rules.add(rules([.type(type.id, isName: false), .type(type.code, isName: true)]))
    }
    for index in profile.segmentDefinitions.indices {
      let segment = profile.segmentDefinitions[index]
      profile.segmentDefinitions[index].rules.add(
        rules([.segment(segment.id, isName: false), .segment(segment.code, isName: true)]))
    }
    for index in profile.messages.indices {
      let message = profile.messages[index]
      for (node, id) in message.groupIDs.enumerated() where !id.isEmpty {
        let found = rules(node == 0 ? [.message(id), .group(id)] : [.group(id), .group(message.tree.nodes[node].name)])
        if !found.isEmpty { profile.messages[index].rules[node] = found }
      }
      profile.messages[index].coConstraints = contexts.coConstraints[message.id] ?? []
    }
    for place in contexts.places where !known.contains(place.scope) {
      place.file.report(
        ProfileImportRules.referenceUnknown, place.item, value: place.item.attribute("ID") ?? place.item.attribute("Name") ?? "")
    }
  }
}
