import HL7v2Syntax

/// Adds up lines, records and the counts of batches over chunks that are read side by side, so that each worker knows where its chunk stands in the file
/// before it puts findings into words. A chunk waits for those before it to be parsed, never for later ones.
final class ChunkBases: @unchecked Sendable {
  struct Base: Equatable, Sendable {
    var lines = 0
    var records = 0
    var envelopes = EnvelopeTally()

    func adding(_ size: Base) -> Base {
      Base(lines: lines + size.lines, records: records + size.records, envelopes: size.envelopes.following(envelopes))
    }
  }

  private let lock = Lock()
  /// The first chunk whose base is not known yet, and that base.
  private var next = 0
  private var base = Base()
  private var published: [Int: (size: Base, endsSource: Bool)] = [:]
  private var known: [Int: Base] = [:]
  /// Done with before their base was known.
  private var released: Set<Int> = []

  /// Tells how many lines and records a chunk has. To be called once for every chunk, and ``release(_:)`` when it is done with.
  func publish(_ chunk: Int, size: Base, endsSource: Bool) {
    lock.hold {
      published[chunk] = (size, endsSource)
      while let entry = published.removeValue(forKey: next) {
        if released.remove(next) == nil { known[next] = base }
        base = entry.endsSource ? Base() : base.adding(entry.size)
        next += 1
      }
      lock.wake()
    }
  }

  /// What the file has before a chunk.
  func base(of chunk: Int) -> Base {
    lock.hold {
      while chunk >= next { lock.wait() }
      return known[chunk] ?? Base()
    }
  }

  /// Forgets a chunk.
  func release(_ chunk: Int) {
    lock.hold {
      if known.removeValue(forKey: chunk) == nil { released.insert(chunk) }
    }
  }
}
