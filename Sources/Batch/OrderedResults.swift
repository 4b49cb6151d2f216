/// Brings the results of chunks, which come as workers finish, into the order of the chunks.
final class OrderedResults<Result: Sendable>: @unchecked Sendable {
  private let lock = Lock()
  private let window: Int
  private let emit: (Result) -> Bool
  private var pending: [Int: Result] = [:]
  private var next = 0
  private var isStopped = false

  /// - Parameters:
  ///   - window: how many chunks may be under way beyond the next one to be emitted; bounds memory.
  ///   - emit: gets the results in order, from one thread at a time; returns false to stop the run.
  init(window: Int, emit: @escaping (Result) -> Bool) {
    self.window = window
    self.emit = emit
  }

  /// Waits until a chunk is near enough to those being emitted; false when the run is to stop.
  func admit(_ chunk: Int) -> Bool {
    lock.hold {
      while !isStopped, chunk >= next + window { lock.wait() }
      return !isStopped
    }
  }

  func deliver(_ chunk: Int, _ result: Result) {
    lock.hold {
      pending[chunk] = result
      while !isStopped, let ready = pending.removeValue(forKey: next) {
        next += 1
        if !emit(ready) { isStopped = true }
      }
      lock.wake()
    }
  }
}
