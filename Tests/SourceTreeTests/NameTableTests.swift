import SourceTree
import XCTest

final class NameTableTests: XCTestCase {
  private func words(_ count: Int) -> [String] {
    (0..<count).map { index in
      String(repeating: "n", count: index % 37) + String(index) + String(repeating: "e", count: index % 11)
    }
  }

  func testSeedNamesKeepTheirSymbols() {
    let names = words(500)
    let seed = NameSeed(names)
    var table = NameTable(seed: seed)
    for (index, name) in names.enumerated() {
      XCTAssertEqual(table.intern(name), Symbol(UInt32(index)))
      XCTAssertEqual(seed.symbol(name), Symbol(UInt32(index)))
      XCTAssertEqual(table.name(Symbol(UInt32(index))), name)
    }
    XCTAssertEqual(table.count, 500)
  }

  func testNamesOfEveryLengthAreToldApart() {
    // Names that differ in a single byte at every place, at every length up to 40.
    var table = NameTable(seed: NameSeed(["resourceType"]))
    var seen: [Symbol: String] = [:]
    for length in 0...40 {
      let plain = String(repeating: "a", count: length)
      for place in 0...length {
        let name = place == length ? plain : String(plain.prefix(place)) + "b" + String(plain.dropFirst(place + 1))
        let symbol = table.intern(name)
        XCTAssertEqual(seen.updateValue(name, forKey: symbol) ?? name, name)
        XCTAssertEqual(table.name(symbol), name)
        XCTAssertEqual(table.symbol(name), symbol)
      }
    }
  }

  func testOwnNamesAreForgottenAndSeedStays() {
    var table = NameTable(seed: NameSeed(["id"]))
    let own = table.intern("unknown-element")
    XCTAssertEqual(own, Symbol(1))
    table.removeAll()
    XCTAssertNil(table.symbol("unknown-element"))
    XCTAssertEqual(table.symbol("id"), Symbol(0))
    XCTAssertEqual(table.name(own), "")
  }

  func testManyOwnNames() {
    var table = NameTable(seed: .empty)
    let names = words(20_000)
    let symbols = names.map { table.intern($0) }
    XCTAssertEqual(Set(symbols).count, Set(names).count)
    for (name, symbol) in zip(names, symbols) { XCTAssertEqual(table.symbol(name), symbol) }
  }
}
