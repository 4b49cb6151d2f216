import Glibc

/// Runs one body on several threads at once.
public enum WorkerThreads {
  private final class Start {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body` on `count` threads, this one included, and returns when all are done. Where a thread cannot be made the others
  /// do its work.
  public static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    var threads: [pthread_t] = []
    for _ in 1..<max(1, count) {
      var thread = pthread_t()
      // The thread takes over the reference that is passed to it.
      let start = unsafe Unmanaged.passRetained(Start(body))
      let status = unsafe pthread_create(
        &thread, nil,
        { argument in
          if let argument = unsafe argument {
            unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
          }
          return nil
        }, start.toOpaque())
      if status == 0 { threads.append(thread) } else { unsafe start.release() }
    }
    body()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// The processors that this process may use.
  public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
