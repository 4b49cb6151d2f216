import Definitions
import Synchronization
import Terminology

/// Answers from what was recorded, from what was asked before, and then from a server.
public final class TerminologySources: TerminologyAnswers {
  public let name: String
  private let recorded: RecordedAnswers?
  private let server: ServerAnswers?
  private let store: AnswerStore?
  private let known = Mutex<[CodeRequest: CodeAnswer]>([:])
  /// More are not remembered.
  private static let capacity = 1 << 17

  /// - Parameter store: keeps answers of the server for other runs.
  public init(recorded: RecordedAnswers? = nil, server: ServerAnswers? = nil, store: AnswerStore? = nil) {
    self.recorded = recorded
    self.server = server
    self.store = store
    let names = [recorded == nil ? nil : "recorded answers", server.map { "the terminology server \($0.url)" }].compactMap { $0 }
    name = names.joined(separator: " and ")
  }

  public func answers(to requests: [CodeRequest]) -> [CodeAnswer] {
    var answers = known.withLock { known in requests.map { known[$0] } }
    var open: [Int] = []
    for index in answers.indices where answers[index] == nil {
      answers[index] = recorded?.answer(to: requests[index]) ?? store?.answer(to: requests[index])
      if answers[index] == nil { open.append(index) }
    }
    if let server, !open.isEmpty {
      let asked = open.map { requests[$0] }
      for (index, answer) in zip(open, server.answers(to: asked)) { answers[index] = answer }
      store?.add(open.compactMap { index in answers[index].map { (requests[index], $0) } })
    }
    let result = answers.map { $0 ?? CodeAnswer(.undecided("there is no recorded answer")) }
    remember(requests, result)
    return result
  }

  private func remember(_ requests: [CodeRequest], _ answers: [CodeAnswer]) {
    known.withLock { known in
      guard known.count < TerminologySources.capacity else { return }
      for (request, answer) in zip(requests, answers) {
        if case .failed = answer.result { continue }
        known[request] = answer
      }
    }
  }
}
