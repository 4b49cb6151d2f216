import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// Answers messages: what is accepted or refused, and why (HL7 v2.5.1 section 2.9; table HL70008 and HL70357).
///
/// In the original mode (MSH-15 and MSH-16 empty) there is one answer: AA, AE where there are errors, AR where the message as such
/// cannot be handled. In the enhanced mode there is a commit answer (CA, CE, CR) as MSH-15 asks for it, and an application answer as
/// MSH-16 does. An acknowledgement is never acknowledged.
public struct Acknowledger: Sendable {
  /// Why a message gets no answer.
  public enum Silence: Sendable, Equatable {
    case isAcknowledgement, notAskedFor
    /// An envelope segment.
    case noMessage
  }

  public enum Answer: Sendable, Equatable {
    case none(Silence)
    /// One or two messages.
    case messages([[UInt8]])
  }

  /// MSH-7 of answers.
  public var timeStamp: String
  /// At most this many errors are told.
  public var errorBound = 20

  public init(timeStamp: String) { self.timeStamp = timeStamp }

  /// - Parameter findings: of the message: those of the reader and of a ``MessageValidator``.
  public func answer(_ document: borrowing SourceDocument, root: NodeID, findings: [Finding]) -> Answer {
    guard document[root].kind == .message else { return .none(.noMessage) }
    let header = NodeID(root.rawValue + 1)
    let code = text(document, header, 9, component: 1)
    if code == "ACK" || code == "MCF" { return .none(.isAcknowledgement) }
    let isResponse = document.segment("MSA", of: root) != nil
    let errors = findings.filter { $0.severity >= .error }
    // A version that is none, or delimiters that cannot be: what was read may mean something else.
    let isRefused = findings.contains { $0.severity == .fatal || [600, 423, 424].contains($0.rule.rawValue) }
    let (accept, application) = (text(document, header, 15), text(document, header, 16))
    guard !accept.isEmpty || !application.isEmpty else {
      if isResponse { return .none(.isAcknowledgement) }
      let code = isRefused ? "AR" : errors.isEmpty ? "AA" : "AE"
      return .messages([message(document, root, code, errors)])
    }
    var answers: [[UInt8]] = []
    if isWanted(accept, isError: isRefused) {
      answers.append(message(document, root, isRefused ? "CR" : "CA", isRefused ? errors : []))
    }
    // What was not committed is not answered by the application.
    if !isRefused, !isResponse, isWanted(application, isError: !errors.isEmpty) {
      answers.append(message(document, root, errors.isEmpty ? "AA" : "AE", errors))
    }
    return answers.isEmpty ? .none(.notAskedFor) : .messages(answers)
  }

  /// AL always, NE never, ER on errors only, SU on success only (table HL70155).
  private func isWanted(_ condition: String, isError: Bool) -> Bool {
    switch condition {
    case "AL": true
    case "ER": isError
    case "SU": !isError
    default: false
    }
  }

  private func message(_ document: borrowing SourceDocument, _ root: NodeID, _ code: String, _ errors: [Finding]) -> [UInt8] {
    let header = NodeID(root.rawValue + 1)
    let delimiters = Delimiters(document, root: root)
    let version = HL7Version(nearest: text(document, header, 12, component: 1)) ?? .v2_5_1
    var writer = SegmentWriter(delimiters)
    let identifier = text(document, header, 10)
    let event = text(document, header, 9, component: 2)
    let type = ["ACK", version >= .v2_3 ? event : "", version >= .v2_3_1 ? "ACK" : ""]
    writer.begin("MSH")
    writer.raw(1, text(document, header, 2))
    for (number, source) in [(2, 5), (3, 6), (4, 3), (5, 4)] { writer.raw(number, text(document, header, source)) }
    writer.raw(6, timeStamp)
    writer.components(8, event.isEmpty ? ["ACK"] : type)
    writer.raw(9, String((identifier + "-" + code).suffix(version >= .v2_7 ? 199 : 20)))
    writer.raw(10, text(document, header, 11))
    writer.raw(11, text(document, header, 12))
    writer.raw(17, text(document, header, 18))
    writer.end()
    writer.begin("MSA")
    writer.raw(1, code)
    writer.raw(2, identifier)
    if version < .v2_7, let first = errors.first { writer.text(3, String(ErrorCode(first.rule).text.prefix(80))) }
    writer.end()
    if !errors.isEmpty { write(errors, document, version, to: &writer) }
    return writer.bytes
  }

  private func write(
    _ errors: [Finding], _ document: borrowing SourceDocument, _ version: HL7Version, to writer: inout SegmentWriter
  ) {
    if version >= .v2_5 {
      for error in errors.prefix(errorBound) {
        let code = ErrorCode(error.rule)
        writer.begin("ERR")
        writer.components(2, location(error, document, hasRepetition: true))
        writer.components(3, [code.number, code.text, "HL70357"])
        writer.raw(4, error.severity == .fatal ? "F" : "E")
        writer.end()
      }
      return
    }
    writer.begin("ERR")
    for (index, error) in errors.prefix(errorBound).enumerated() {
      let code = ErrorCode(error.rule)
      var place = location(error, document, hasRepetition: false)
      while place.count < 3 { place.append("") }
      writer.repetition(1, index, place, last: [code.number, code.text, "HL70357"])
    }
    writer.end()
  }

  /// Segment id, its occurrence, field, repetition, component, subcomponent, as far as they are known.
  private func location(_ finding: Finding, _ document: borrowing SourceDocument, hasRepetition: Bool) -> [String] {
    let absent = finding.expected.kind == .part ? finding.expected.value : 0
    guard let path = HL7Path(document, finding.node), path.segment != SegmentID.none else {
      return absent > 0xFFFF ? ["\(SegmentID(rawValue: absent))", "1"] : []
    }
    var parts = ["\(path.segment)", String(path.occurrence ?? 1)]
    guard let field = path.field ?? (absent > 0 ? Int(absent) : nil) else { return parts }
    parts.append(String(field))
    guard hasRepetition, path.field != nil else { return parts }
    parts.append(String(path.repetition ?? 1))
    guard let component = path.component ?? (absent > 0 ? Int(absent) : nil) else { return parts }
    parts.append(String(component))
    if let subcomponent = path.subcomponent { parts.append(String(subcomponent)) }
    return parts
  }

  /// The bytes of a field or component as they stand, escapes and all.
  private func text(_ document: borrowing SourceDocument, _ header: NodeID, _ field: Int, component: Int? = nil) -> String {
    guard header.index < document.nodes.count, var node = document.field(field, of: header) else { return "" }
    if let component {
      guard let found = document.component(component, of: node) else { return "" }
      node = found
    }
    return document.rawText(of: node)
  }
}

/// A code of table HL70357 for a rule.
struct ErrorCode {
  var number: String
  var text: String

  init(_ rule: RuleCode) {
    switch rule.rawValue {
    case 610...615, 400...422: (number, text) = ("100", "Segment sequence error")
    case 620, 625, 629: (number, text) = ("101", "Required field missing")
    case 636, 637: (number, text) = ("103", "Table value not found")
    case 600: (number, text) = ("203", "Unsupported version id")
    case 602: (number, text) = ("201", "Unsupported event code")
    case 621...642, 423...433: (number, text) = ("102", "Data type error")
    default: (number, text) = ("207", "Application internal error")
    }
  }
}

/// Writes segments with the delimiters of a message.
private struct SegmentWriter {
  private(set) var bytes: [UInt8] = []
  private let delimiters: Delimiters
  private var fields: [[UInt8]] = []

  init(_ delimiters: Delimiters) { self.delimiters = delimiters }

  mutating func begin(_ id: String) { fields = [Array(id.utf8)] }

  /// Puts bytes that are escaped already.
  mutating func raw(_ number: Int, _ text: String) { put(number, Array(text.utf8)) }

  mutating func text(_ number: Int, _ text: String) { put(number, escaped(text)) }

  mutating func components(_ number: Int, _ parts: [String]) {
    let used = parts.prefix((parts.lastIndex { !$0.isEmpty } ?? -1) + 1)
    put(number, join(used.map { Array($0.utf8) }, delimiters.component ?? UInt8(ascii: "^")))
  }

  /// A repetition of components, the last of which has subcomponents.
  mutating func repetition(_ number: Int, _ index: Int, _ parts: [String], last: [String]) {
    let code = join(last.map { Array($0.utf8) }, delimiters.subcomponent ?? UInt8(ascii: "&"))
    let value = join(parts.map { Array($0.utf8) } + [code], delimiters.component ?? UInt8(ascii: "^"))
    let before = index > 0 && number < fields.count ? fields[number] + [delimiters.repetition ?? UInt8(ascii: "~")] : []
    put(number, before + value)
  }

  mutating func end() {
    while fields.count > 1, fields.last?.isEmpty == true { fields.removeLast() }
    bytes += join(fields, delimiters.field) + [0x0D]
  }

  private mutating func put(_ number: Int, _ value: [UInt8]) {
    while fields.count <= number { fields.append([]) }
    fields[number] = value
  }

  private func join(_ parts: [[UInt8]], _ separator: UInt8) -> [UInt8] { Array(parts.joined(separator: [separator])) }

  private func escaped(_ text: String) -> [UInt8] {
    let escape = delimiters.escape ?? UInt8(ascii: "\\")
    return text.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case delimiters.field: [escape, UInt8(ascii: "F"), escape]
      case delimiters.component: [escape, UInt8(ascii: "S"), escape]
      case delimiters.repetition: [escape, UInt8(ascii: "R"), escape]
      case delimiters.subcomponent: [escape, UInt8(ascii: "T"), escape]
      case delimiters.escape: [escape, UInt8(ascii: "E"), escape]
      default: [byte]
      }
    }
  }
}
