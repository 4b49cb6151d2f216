import Definitions
import SourceTree
import Terminology

/// Answers that a terminology server gave once, from files in the form that HL7's reference validator keeps them in: a request in JSON, a
/// line with `####`, the answer after `v:`, and a line of dashes between pairs.
public struct RecordedAnswers: Sendable {
  /// What an answer is about. Versions and displays are compared apart, as not all requests have them.
  private struct Key: Hashable {
    var valueSet: String?
    var system: String?
    var code: String
  }

  private struct Entry {
    var valueSetVersion: String?
    var version: String?
    var display: String?
    var answer: CodeAnswer
    /// Of a request about a value set: what it says of the code alone comes after what was asked of the code alone.
    var isAside = false
  }

  private var entries: [Key: [Entry]] = [:]
  /// How many answers there are, and how many could not be read.
  public private(set) var count = 0
  public private(set) var unreadable = 0

  public init() {}

  /// Reads all files of a folder whose names end in `.cache`.
  public init(folder: String) throws(FileSystem.Failure) {
    for file in try FileSystem.files(under: folder) where file.hasSuffix(".cache") {
      add(try FileSystem.read(folder + "/" + file))
    }
  }

  /// Adds the pairs of a file.
  public mutating func add(_ bytes: [UInt8]) {
    var pair: [ArraySlice<UInt8>] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.count >= 20, line.allSatisfy({ $0 == 0x2D || $0 == 0x0D }) {
        addPair(pair)
        pair.removeAll(keepingCapacity: true)
      } else {
        pair.append(line)
      }
    }
    addPair(pair)
  }

  private mutating func addPair(_ lines: [ArraySlice<UInt8>]) {
    let text = Array(lines.joined(separator: [0x0A]))
    guard text.contains(where: { $0 > 0x20 }) else { return }
    let mark = Array("####".utf8)
    guard let split = text.indices.first(where: { text[$0] == mark[0] && text[$0...].starts(with: mark) }) else {
      // What else such a cache holds, such as the capabilities of its server, has no mark.
      return
    }
    let answer = text[(split + mark.count)...].drop { $0 <= 0x20 }
    guard answer.starts(with: "v:".utf8) else { return }
    guard let request = JSONText(text[..<split]), let reply = JSONText(answer.dropFirst(2)) else {
      unreadable += 1
      return
    }
    count += 1
    add(request.document, request.root, reply.document, reply.root)
  }

  private mutating func add(
    _ request: borrowing SourceDocument, _ root: NodeID, _ reply: borrowing SourceDocument, _ answer: NodeID
  ) {
    guard let code = request.object("code", of: root) else { return }
    let inner = request.object("valueSet", of: root)
    let valueSet = request.scalar("url", of: root) ?? inner.flatMap { request.scalar("url", of: $0) }
    let version = request.scalar("version", of: root) ?? inner.flatMap { request.scalar("version", of: $0) }
    // A value set without a name cannot be asked for again.
    if valueSet == nil, inner != nil { return }
    let severity = reply.scalar("severity", of: answer)
    let issues = reply.object("issues", of: answer).map { AnswerIssue.list($0, reply) } ?? []
    let isValid = severity != "error" && severity != "fatal"
    let codings = request.items("coding", of: code)
    for (number, coding) in (codings.isEmpty ? [code] : codings).enumerated() {
      let own = issues.filter { $0.coding == number || $0.coding == nil && codings.isEmpty }
      let whole = own.isEmpty || codings.count < 2 ? issues.filter { $0.coding == nil || $0.coding == number } : own
      let verdict = AnswerVerdict(
        isValid: codings.count < 2 ? isValid : !whole.contains { $0.severity == .error },
        message: reply.scalar("error", of: answer), display: reply.scalar("display", of: answer), issues: whole)
      add(coding, request, valueSet, version, verdict)
    }
  }

  private mutating func add(
    _ coding: NodeID, _ request: borrowing SourceDocument, _ valueSet: String?, _ valueSetVersion: String?,
    _ verdict: AnswerVerdict
  ) {
    guard let code = request.scalar("code", of: coding) else { return }
    let system = request.scalar("system", of: coding)
    var entry = Entry(
      valueSetVersion: valueSetVersion, version: request.scalar("version", of: coding),
      display: request.scalar("display", of: coding), answer: verdict.existence)
    if let valueSet {
      entry.isAside = true
      var member = entry
      member.answer = verdict.membership
      entries[Key(valueSet: valueSet, system: system, code: code), default: []].append(member)
    }
    if system != nil { entries[Key(valueSet: nil, system: system, code: code), default: []].append(entry) }
  }

  /// The answer that fits a request, or nil.
  public func answer(to request: CodeRequest) -> CodeAnswer? {
    let (valueSet, valueSetVersion) = RecordedAnswers.parts(request.valueSet)
    guard let known = entries[Key(valueSet: valueSet, system: request.system, code: request.code)] else { return nil }
    let fitting = known.filter { entry in
      let isSameSet = valueSetVersion == nil || entry.valueSetVersion == nil || entry.valueSetVersion == valueSetVersion
      return isSameSet && entry.version == request.version
    }
    let same = fitting.filter { $0.display == request.display }
    if let entry = same.first(where: { !$0.isAside }) ?? same.first { return entry.answer }
    // What is said of another display says nothing of this one.
    guard let entry = fitting.first(where: { !$0.isAside }) ?? fitting.first else { return nil }
    var answer = entry.answer
    answer.displayFault = nil
    return answer
  }

  private static func parts(_ canonical: String?) -> (String?, String?) {
    guard let canonical, let bar = canonical.utf8.lastIndex(of: UInt8(ascii: "|")) else { return (canonical, nil) }
    return (String(canonical[..<bar]), String(canonical[canonical.utf8.index(after: bar)...]))
  }
}
