import Schema
import Synchronization

/// The facts of the NHS, read when a record first has something to check them with.
final class NHSSource: Sendable {
  private let make: (@Sendable () -> NHSFacts)?
  private let made = Mutex<NHSFacts?>(nil)
  private let systems = Mutex<Set<String>?>(nil)

  init(_ make: (@Sendable () -> NHSFacts)?) { self.make = make }

  /// Whether facts were asked for and there were none.
  var isMissing: Bool { isAvailable && made.withLock { $0?.isEmpty == true } }

  var isAvailable: Bool { make != nil }

  var facts: NHSFacts {
    made.withLock { known in
      if let known { return known }
      let facts = make?() ?? .none
      known = facts
      return facts
    }
  }

  /// Whether value sets of the schema list codes of a system, so that what is a code is decided there.
  func isKnown(system: String, to schema: Schema) -> Bool {
    systems.withLock { known in
      if let known { return known.contains(system) }
      let found = Set(Set(schema.tables.concepts.map(\.system)).map { schema.string($0) })
      known = found
      return found.contains(system)
    }
  }
}
