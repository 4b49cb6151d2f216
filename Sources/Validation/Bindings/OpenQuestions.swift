import SourceTree
import Terminology

/// What of a record only somebody else can answer: gathered, so that it is asked in one go.
final class OpenQuestions {
  struct Question {
    enum Subject {
      /// What a code is in its own system.
      case coding(CodeNames.Parts, isQuantity: Bool)
      /// Whether one of the codes is in the value set of a binding.
      case demand(BindingDemand)
    }

    var subject: Subject
    var node: NodeID
    /// Of ``OpenQuestions/requests``.
    var requests: [Int]
    /// Why it could not be decided here.
    var reason: Undecided
  }

  private(set) var questions: [Question] = []
  private(set) var requests: [CodeRequest] = []
  private var numbers: [CodeRequest: Int] = [:]

  var isEmpty: Bool { questions.isEmpty }

  func removeAll() {
    if questions.isEmpty { return }
    questions.removeAll(keepingCapacity: true)
    requests.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
  }

  func add(_ subject: Question.Subject, _ node: NodeID, _ reason: Undecided, _ requests: [CodeRequest]) {
    questions.append(Question(subject: subject, node: node, requests: requests.map { number($0) }, reason: reason))
  }

  /// Equal requests are asked once.
  private func number(_ request: CodeRequest) -> Int {
    if let known = numbers[request] { return known }
    requests.append(request)
    numbers[request] = requests.count - 1
    return requests.count - 1
  }
}
