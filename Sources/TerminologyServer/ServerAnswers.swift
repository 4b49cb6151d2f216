import Synchronization
import Terminology

/// Asks a FHIR terminology server. Failures are answers, too: a server that is down costs a little time once, and nothing is ever held
/// against a record for it.
public final class ServerAnswers: Sendable {
  /// How long and how much is asked.
  public struct Bounds: Sendable, Hashable {
    /// For one request.
    public var requestMilliseconds = 10_000
    /// For all requests of a run.
    public var totalMilliseconds = 120_000
    /// Questions in one batch.
    public var batch = 50
    /// Failures in a row after which no more is asked.
    public var failures = 2

    public init() {}
  }

  private struct State {
    var spent = 0
    var failures = 0
    /// Why no more is asked.
    var end: String?
    /// Whether the server takes batches, as far as is known.
    var takesBatches = true
  }

  public let url: String
  private let bounds: Bounds
  private let transport: any Transport
  private let state = Mutex(State())

  /// - Parameter url: the address of the server, such as `https://tx.fhir.org/r4`.
  public init(url: String, bounds: Bounds = Bounds(), transport: any Transport = CurlTransport()) {
    var url = url
    while url.hasSuffix("/") { url.removeLast() }
    self.url = url
    self.bounds = bounds
    self.transport = transport
  }

  public func answers(to requests: [CodeRequest]) -> [CodeAnswer] {
    var answers: [CodeAnswer] = []
    var next = 0
    while next < requests.count {
      let part = Array(requests[next..<min(next + max(1, bounds.batch), requests.count)])
      next += part.count
      answers += part.count > 1 ? batch(part) : part.map { single($0) }
    }
    return answers
  }

  private func batch(_ requests: [CodeRequest]) -> [CodeAnswer] {
    guard state.withLock({ $0.takesBatches }) else { return requests.map { single($0) } }
    let reply: Reply
    do { reply = try post(ValidateCode.batch(requests), to: url) } catch {
      return requests.map { _ in CodeAnswer(.failed(error.reason)) }
    }
    if 200...299 ~= reply.status, let answers = ValidateCode.answers(reply.body, to: requests) {
      return zip(requests, answers).map { settle($1, $0) }
    }
    // Not every server has batches. One that has none is asked one by one.
    state.withLock { $0.takesBatches = false }
    return requests.map { single($0) }
  }

  private func single(_ request: CodeRequest) -> CodeAnswer {
    let answer = ask(request)
    return settle(answer, request)
  }

  private func ask(_ request: CodeRequest) -> CodeAnswer {
    do {
      let reply = try post(ValidateCode.parameters(request), to: url + "/" + ValidateCode.path(request))
      if let text = JSONText(reply.body), let answer = ValidateCode.answer(text.root, text.document, to: request) {
        return answer
      }
      return CodeAnswer(.failed(failed("the reply, with HTTP status \(reply.status), is no answer in FHIR JSON")))
    } catch {
      return CodeAnswer(.failed(error.reason))
    }
  }

  /// A server that does not say what is wrong may mean the display: then the code alone is valid.
  private func settle(_ answer: CodeAnswer, _ request: CodeRequest) -> CodeAnswer {
    guard answer.result == .unknownCode, request.display != nil else { return answer }
    var bare = request
    bare.display = nil
    let other = ask(bare)
    guard other.result == .valid else { return answer }
    return CodeAnswer(
      .valid, display: other.display, displayFault: answer.message ?? "the display is wrong", remarks: other.remarks)
  }

  private func post(_ body: String, to url: String) throws(TransportFailure) -> Reply {
    let (end, left) = state.withLock { ($0.end, bounds.totalMilliseconds - $0.spent) }
    if let end { throw TransportFailure(end) }
    let clock = ContinuousClock()
    let start = clock.now
    defer { state.withLock { $0.spent += Int((clock.now - start) / .milliseconds(1)) } }
    guard left > 0 else {
      let reason = "the time for questions to the server, \(bounds.totalMilliseconds / 1000) s in all, is used up"
      state.withLock { $0.end = reason }
      throw TransportFailure(reason)
    }
    let reply: Reply
    do {
      reply = try transport.post(Array(body.utf8), to: url, milliseconds: min(bounds.requestMilliseconds, left))
    } catch {
      throw TransportFailure(failed(error.reason))
    }
    guard reply.status < 500 else { throw TransportFailure(failed("HTTP status \(reply.status)")) }
    state.withLock { $0.failures = 0 }
    return reply
  }

  /// Counts a failure.
  private func failed(_ reason: String) -> String {
    let text = "\(url): \(reason)"
    state.withLock { state in
      state.failures += 1
      if state.failures >= bounds.failures, state.end == nil { state.end = text }
    }
    return text
  }
}
