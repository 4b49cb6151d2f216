import XCTest

@testable import Batch

final class OrderingTests: XCTestCase {
  func testResultsComeInOrderWhateverTheThreads() {
    let box = Box()
    let results = OrderedResults<Int>(window: 5) { value in
      box.values.append(value)
      return true
    }
    let counter = Counter()
    WorkerThreads.run(4) {
      while let number = counter.next(below: 500), results.admit(number) {
        if number % 7 == 0 { sched_yield() }
        results.deliver(number, number)
      }
    }
    XCTAssertEqual(box.values, Array(0..<500))
  }

  func testARunCanBeStopped() {
    let box = Box()
    let results = OrderedResults<Int>(window: 2) { value in
      box.values.append(value)
      return value < 3
    }
    for number in 0..<6 { results.deliver(number, number) }
    XCTAssertEqual(box.values, [0, 1, 2, 3])
    XCTAssertFalse(results.admit(6))
  }

  func testBasesAddUpWithinASource() {
    let bases = ChunkBases()
    bases.publish(1, size: .init(lines: 5, records: 2), endsSource: true)
    bases.publish(0, size: .init(lines: 10, records: 3), endsSource: false)
    XCTAssertEqual(bases.base(of: 0), .init())
    XCTAssertEqual(bases.base(of: 1), .init(lines: 10, records: 3))
    bases.release(1)
    bases.publish(2, size: .init(lines: 1, records: 1), endsSource: false)
    XCTAssertEqual(bases.base(of: 2), .init())
  }

  func testBasesWaitForEarlierChunks() {
    let bases = ChunkBases()
    let counter = Counter()
    let box = Box()
    let lock = Lock()
    WorkerThreads.run(3) {
      while let number = counter.next(below: 60) {
        bases.publish(number, size: .init(lines: number, records: 1), endsSource: false)
        let base = bases.base(of: number)
        bases.release(number)
        lock.hold { box.values.append(base.lines - number * (number - 1) / 2) }
      }
    }
    XCTAssertEqual(box.values, Array(repeating: 0, count: 60))
  }

  func testLineEndsAreCountedAsTheLineIndexCountsThem() {
    for text in ["", "a", "a\n", "a\r\nb", "\r\r\n\n", "a\rb\rc", "\n\r"] {
      let bytes = ContiguousArray(text.utf8)
      XCTAssertEqual(LineCount.of(bytes.span), LineIndexCount.of(bytes), text)
    }
  }
}

/// Shared by threads in these tests under a lock of the code under test.
final class Box: @unchecked Sendable {
  var values: [Int] = []
}

final class Counter: @unchecked Sendable {
  private let lock = Lock()
  private var value = 0

  func next(below end: Int) -> Int? {
    lock.hold {
      guard value < end else { return nil }
      defer { value += 1 }
      return value
    }
  }
}
