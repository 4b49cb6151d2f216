/// Times a piece of work and prints its rate beside a floor.
struct Measurement {
  /// Bytes a second of a plain copy of the same bytes, the floor that every ratio refers to.
  let floor: Double

  init(copying bytes: ContiguousArray<UInt8>) {
    var target = ContiguousArray<UInt8>()
    target.reserveCapacity(bytes.count)
    let seconds = Measurement.best {
      target.removeAll(keepingCapacity: true)
      target.append(contentsOf: bytes)
    }
    floor = Double(bytes.count) / seconds
    print("  \(Measurement.padded("memory copy (floor)", 44)) \(Measurement.rate(floor))")
  }

  /// Seconds of the quickest of several runs.
  static func best(runs: Int = 5, _ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<runs {
      let took = clock.measure(work)
      best = min(best, Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18)
    }
    return best
  }

  /// Runs `work`, which returns how many records it handled, and prints MB/s, records/s and the share of the floor.
  func report(_ name: String, bytes: Int, _ work: () -> Int) {
    var records = 0
    let seconds = Measurement.best { records = work() }
    let rate = Double(bytes) / seconds
    let perSecond = Measurement.padded(String(Int(Double(records) / seconds)), 12, left: false)
    let share = Measurement.padded(String(Int(floor / rate)), 5, left: false)
    print("  \(Measurement.padded(name, 44)) \(Measurement.rate(rate)) \(perSecond) records/s, copying is \(share) × as fast")
  }

  static func rate(_ bytesPerSecond: Double) -> String {
    padded(String((bytesPerSecond / 1e5).rounded() / 10), 9, left: false) + " MB/s"
  }

  static func padded(_ text: String, _ width: Int, left: Bool = true) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + blanks : blanks + text
  }
}
