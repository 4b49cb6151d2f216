import Diagnostics
import HL7v2Model
import SourceTree
import YAMLSyntax

/// Which messages an entry of a file of senders is about: fields of the header and what they hold.
public struct SenderMatch: Sendable, Hashable {
  /// Fields of MSH that can be named, and the values of the first component that count; `*` at the end stands for any rest.
  public var fields: [Int: [String]] = [:]

  /// Sending and receiving application and facility, processing id, version, profile.
  public static let numbers = [3, 4, 5, 6, 9, 11, 12, 21]

  public init() {}

  /// Reads `MSH-3` and its like out of an entry.
  public init(_ mapping: YAMLMapping) {
    for number in SenderMatch.numbers {
      if let values = mapping["MSH-\(number)"]?.textsOrSelf(), !values.isEmpty { fields[number] = values }
    }
  }

  /// The keys that say which messages are meant.
  public static var keys: [String] { numbers.map { "MSH-\($0)" } }

  public func matches(_ document: borrowing SourceDocument, header: NodeID) -> Bool {
    for (number, values) in fields {
      guard let node = document.field(number, of: header).flatMap({ document.component(1, of: $0) }) else { return false }
      let text = document[node].length <= 256 ? document.rawText(of: node) : ""
      guard values.contains(where: { $0.hasSuffix("*") ? text.hasPrefix($0.dropLast()) : text == $0 }) else { return false }
    }
    return true
  }
}

/// What is otherwise for the messages of a sender.
public struct SenderRules: Sendable {
  public var name = ""
  public var match = SenderMatch()
  public var severities = SeverityChoices()
}

/// Reads a file of senders: `senders:` and a list of entries, each with fields of MSH that say whose messages are meant. Later entries
/// go before earlier ones.
public struct SenderFileReader {
  private let file: YAMLFile
  public private(set) var senders: [SenderRules] = []

  /// - Parameter otherKeys: keys of entries that others read.
  public init(_ bytes: some Collection<UInt8>, name: String, otherKeys: [String] = SenderFileReader.keysOfMaps) {
    file = YAMLFile(bytes, name: name)
    guard let root = file.root?.mapping(["senders"]), let list = root.required("senders") else { return }
    for item in list.items() {
      guard let mapping = item.mapping(["name", "severities"] + SenderMatch.keys + otherKeys) else { continue }
      var sender = SenderRules()
      sender.name = mapping.text("name") ?? ""
      sender.match = SenderMatch(mapping)
      if sender.match.fields.isEmpty {
        item.reportValue(expected: "a field such as `MSH-3: PAS` that says whose messages are meant")
      }
      sender.severities.read(mapping["severities"])
      senders.append(sender)
    }
  }

  /// What conversions read from the same file.
  public static let keysOfMaps = ["moves", "codes", "defaults", "maps", "zone", "conversion-severities"]

  public var diagnostics: DiagnosticList { file.diagnostics }
}
