import Definitions
import Synchronization
import Terminology

/// Keeps the answers of a server in a folder, in the form of ``RecordedAnswers``, a file a server. Answers stay until the file is removed.
public final class AnswerStore: Sendable {
  private let path: String
  private let recorded: RecordedAnswers
  /// Whether nothing more can be written.
  private let isFull = Mutex(false)

  public init(folder: String, server: String) throws(FileSystem.Failure) {
    let name = String(server.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    path = "\(folder)/\(name).cache"
    var recorded = RecordedAnswers()
    if FileSystem.isFile(path) {
      recorded.add(try FileSystem.read(path))
    } else {
      try FileSystem.write([], to: path)
    }
    self.recorded = recorded
  }

  func answer(to request: CodeRequest) -> CodeAnswer? { recorded.answer(to: request) }

  /// Keeps what was decided. A disk that is full is no reason to stop: then nothing more is kept.
  func add(_ pairs: [(request: CodeRequest, answer: CodeAnswer)]) {
    let text = pairs.compactMap { $1.isValid == nil ? nil : AnswerStore.text($0, $1) }.joined()
    guard !text.isEmpty else { return }
    isFull.withLock { isFull in
      guard !isFull else { return }
      do { try FileSystem.append(Array(text.utf8), to: path) } catch { isFull = true }
    }
  }

  static func text(_ request: CodeRequest, _ answer: CodeAnswer) -> String {
    func member(_ name: String, _ value: String?) -> String? { value.map { #""\#(name)":\#(JSONText.quoted($0))"# } }
    let bar = request.valueSet?.utf8.lastIndex(of: UInt8(ascii: "|"))
    let url = request.valueSet.map { set in bar.map { String(set[..<$0]) } ?? set }
    let version = request.valueSet.flatMap { set in bar.map { String(set[set.utf8.index(after: $0)...]) } }
    let coding = [
      member("system", request.system), member("version", request.version), member("code", request.code),
      member("display", request.display),
    ].compactMap { $0 }.joined(separator: ",")
    let question = [#""code":{\#(coding)}"#, member("url", url), member("version", version), member("langs", request.language)]
    var issues: [String] = []
    func add(_ severity: String, _ kind: String, _ text: String?) {
      let coding = #"{"system":"http://hl7.org/fhir/tools/CodeSystem/tx-issue-type","code":"\#(kind)"}"#
      issues.append(#"{"severity":"\#(severity)","details":{"coding":[\#(coding)],"text":\#(JSONText.quoted(text ?? ""))}}"#)
    }
    switch answer.result {
    case .unknownCode: add("error", "invalid-code", answer.message)
    case .notMember: add("error", "not-in-vs", answer.message)
    default: break
    }
    if let fault = answer.displayFault { add("error", "invalid-display", fault) }
    for remark in answer.remarks { add(remark.severity >= .warning ? "warning" : "information", "code-comment", remark.text) }
    let reply = [
      member("display", answer.display), answer.result == .valid && answer.displayFault == nil ? nil : #""severity":"error""#,
      #""issues":{"resourceType":"OperationOutcome","issue":[\#(issues.joined(separator: ","))]}"#,
    ]
    func object(_ members: [String?]) -> String { "{" + members.compactMap { $0 }.joined(separator: ",") + "}" }
    return object(question) + "####\nv: " + object(reply) + "\n" + String(repeating: "-", count: 40) + "\n"
  }
}
