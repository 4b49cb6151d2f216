import Batch
import Diagnostics
import HL7v2Validation
import Mapping
import Schema
import YAMLSyntax

/// What is different about the conversion of some senders' messages, as their entries of a file of senders say it, beside what
/// `HL7v2Validation.SenderFileReader` reads of them:
///
/// ```yaml
/// senders:
/// - name: Northmoor laboratory
///   MSH-3: LABNORTH
///   MSH-4: RN*
///   maps: [lab]                                  # own maps for these messages, beside this file
///   codes: {AdministrativeSex: {"W": female}}    # by code map
///   moves: {PID-4: PID-3}                        # the field it uses: the field that is meant
///   defaults: {PV1-2: I}                         # where the field is empty
///   zone: "+01:00"                               # of times without one
///   conversion-severities: {MAP-4101: information, code-not-in-system: "off"}
/// ```
///
/// Of several entries that fit a message, the last is used.
public struct SenderFile: Sendable {
  public struct Sender: Sendable {
    public var name: String
    public var match: SenderMatch
    /// Paths of own maps, as written.
    public var maps: [String] = []
    /// Maps made from `codes`, `move` and `default`.
    public var files: [MapFile] = []
    public var zone: ZonePolicy?
    /// Nil for a rule that is switched off.
    public var severities: [RuleCode: Severity?] = [:]
  }

  public private(set) var senders: [Sender] = []
  /// What is wrong with the file: a line and a message each.
  public private(set) var problems: [String] = []

  public init(_ bytes: [UInt8], name: String, registry: RuleRegistry) {
    let file = YAMLFile(bytes, name: name)
    for diagnostic in file.diagnostics.diagnostics { problems.append("\(name): \(diagnostic.message)") }
    guard let root = file.root else { return }
    for item in root.members().first(where: { $0.key == "senders" })?.items() ?? [] { read(item, name, registry) }
  }

  private mutating func read(_ item: YAMLValue, _ file: String, _ registry: RuleRegistry) {
    var sender = Sender(name: "", match: SenderMatch())
    let keys = ["name", "severities"] + SenderMatch.keys + SenderFileReader.keysOfMaps
    if let mapping = item.mapping(keys) { sender.match = SenderMatch(mapping) }
    for member in item.members() {
      switch member.key {
      case "name": sender.name = member.rawText
      case "maps": sender.maps = member.textsOrSelf()
      case "codes": sender.files += member.members().map(SenderFile.codes)
      case "moves", "defaults": sender.files.append(SenderFile.moves(member))
      case "zone": sender.zone = zone(member.rawText, file)
      case "conversion-severities": for choice in member.members() { choose(choice, &sender, file, registry) }
      default: break
      }
    }
    senders.append(sender)
  }

  private mutating func problem(_ file: String, _ text: String) { problems.append("\(file): \(text)") }

  /// `{"W": female}` under the name of a code map.
  private static func codes(_ map: YAMLValue) -> MapFile {
    var text = "kind: code\nmap: \(UnmappedCodeFile.quoted(map.key))\nlayering: overrides\ncodes:\n"
    for code in map.members() {
      var entry = code.rawText.isEmpty ? "" : "code: \(UnmappedCodeFile.quoted(code.rawText))"
      for part in code.members() {
        entry += (entry.isEmpty ? "" : ", ") + "\(part.key): \(UnmappedCodeFile.quoted(part.rawText))"
      }
      text += "  \(UnmappedCodeFile.quoted(code.key)): {\(entry)}\n"
    }
    return MapFile(name: "senders/codes/\(map.key)", text: ContiguousArray(text.utf8))
  }

  private static func moves(_ value: YAMLValue) -> MapFile {
    var text = "kind: moves\n\(value.key):\n"
    for member in value.members() {
      text += "  \(UnmappedCodeFile.quoted(member.key)): \(UnmappedCodeFile.quoted(member.rawText))\n"
    }
    return MapFile(name: "senders/\(value.key)", text: ContiguousArray(text.utf8))
  }

  /// `+01:00`, or `uk` for the clocks of the United Kingdom.
  private mutating func zone(_ text: String, _ file: String) -> ZonePolicy? {
    if text == "uk" { return .unitedKingdom }
    let parts = text.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard let sign = text.first, sign == "+" || sign == "-", parts.count == 2, parts[0] <= 14, parts[1] < 60 else {
      problem(file, "`\(text)` is no zone: write `+01:00`, or `uk`")
      return nil
    }
    return .fixed(minutes: (sign == "-" ? -1 : 1) * (parts[0] * 60 + parts[1]))
  }

  private mutating func choose(_ choice: YAMLValue, _ sender: inout Sender, _ file: String, _ registry: RuleRegistry) {
    guard let rule = registry.rule(named: choice.key) else {
      problem(file, "there is no rule `\(choice.key)`")
      return
    }
    switch choice.rawText {
    case "off": sender.severities[rule.code] = .some(nil)
    case "information": sender.severities[rule.code] = .information
    case "warning": sender.severities[rule.code] = .warning
    case "error": sender.severities[rule.code] = .error
    default: problem(file, "`\(choice.rawText)` is no severity: off, information, warning or error")
    }
  }
}
