import Glibc

/// A lock with a condition, of POSIX threads: workers are threads that live as long as the run.
@safe final class Lock: @unchecked Sendable {
  // The addresses stay the same for the object's life, as POSIX asks.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Runs `body` alone.
  func hold<Result: ~Copyable>(_ body: () -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Within ``hold(_:)``: lets others in until one of them calls ``wake()``.
  func wait() { unsafe pthread_cond_wait(condition, mutex) }

  /// Wakes all that wait.
  func wake() { unsafe pthread_cond_broadcast(condition) }
}
