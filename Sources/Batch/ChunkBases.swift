/// Adds up lines and records over chunks that are read side by side, so that each worker knows where its chunk stands in the file
/// before it puts findings into words. A chunk waits for those before it to be parsed, never for later ones.
final class ChunkBases: @unchecked Sendable {
  struct Base: Equatable, Sendable {
    var lines = 0
    var records = 0
  }

  private let lock = Lock()
  /// The first chunk whose base is not known yet, and that base.
  private var next = 0
  private var base = Base()
  private var published: [Int: (size: Base, endsSource: Bool)] = [:]
  private var known: [Int: Base] = [:]

  /// Tells how many lines and records a chunk has. To be called once for every chunk.
  ///
  /// - Parameter needsBase: whether ``base(of:)`` will be called for it.
  func publish(_ chunk: Int, size: Base, endsSource: Bool, needsBase: Bool) {
    lock.hold {
      if needsBase { known[chunk] = Base(lines: -1) }
      published[chunk] = (size, endsSource)
      while let entry = published.removeValue(forKey: next) {
        if known[next] != nil { known[next] = base }
        base = entry.endsSource ? Base() : Base(lines: base.lines + entry.size.lines, records: base.records + entry.size.records)
        next += 1
      }
      lock.wake()
    }
  }

  /// Lines and records of the file before a chunk.
  func base(of chunk: Int) -> Base {
    lock.hold {
      while chunk >= next { lock.wait() }
      return known.removeValue(forKey: chunk) ?? Base()
    }
  }
}
