import Foundation
import TestSupport
import XCTest

@testable import Mapping

/// What must hold for every message.
final class PropertyTests: XCTestCase {
  private let sample = """
    MSH|^~\\&|PAS|RXX|TIE|RYY|20260110101500||ADT^A01|77|P|2.4
    EVN||20260110101500|||U1^Clerk^Ann
    PID|1||9999999468^^^NHS^NH~A1^^^RXX^MR||Doe^Jane^^^Ms||19700228|F|||1 High St^^Leeds^^LS1 1AA||0113 496 0000
    PV1|1|I|W1^R2^B3^RXX||||C1^Woolf^Kate|||||||||||V1
    OBX|1|NM|T^Test^L||5|mg|1-2|N|||F|||20260110
    AL1|1|DA|PEN^Penicillin^L|SV|Rash

    """.replacing("\n", with: "\r")

  func testRepeatedRunGivesTheSameBytes() throws {
    XCTAssertEqual(try Converting(sample).json, try Converting(sample).json)
    XCTAssertNotEqual(try Converting(sample).json, try Converting(sample.replacing("|77|", with: "|78|")).json)
  }

  /// What names and counts a batch is no part of a record: it is accounted for, not lost.
  func testBatchEnvelopeIsIgnoredByRule() throws {
    let batch = "FHS|^~\\&|PAS|RXX\rBHS|^~\\&|PAS|RXX\r" + sample + "BTS|1\rFTS|1\r"
    let result = try Converting(batch)
    XCTAssertTrue(result.areRecordsBalanced)
    let envelope = result.ledger.filter { ["FHS", "BHS", "BTS", "FTS"].contains($0.at.prefix(3)) }
    XCTAssertTrue(envelope.allSatisfy { $0.status == .ignored })
    XCTAssertEqual(envelope.count, 6)
  }

  /// Changes of single bytes: no crash, the account balances, what is written is JSON.
  func testMutations() throws {
    var generator = SeededGenerator(state: 20_260_110)
    let bytes = ContiguousArray(sample.utf8)
    let interesting = ContiguousArray("|^~\\&\r\n\"0A \u{0}<.".utf8) + [0xFF, 0xC3, 0x80]
    for _ in 0..<400 {
      var mutated = bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 9..<mutated.count, using: &generator)
        let byte = interesting[Int.random(in: 0..<interesting.count, using: &generator)]
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: mutated[place] = byte
        case 1: mutated.insert(byte, at: place)
        default: mutated.removeSubrange(place..<min(place + 7, mutated.count))
        }
        if mutated.count < 20 { break }
      }
      let result = try Converting(mutated)
      XCTAssertTrue(result.totals.isBalanced && result.areRecordsBalanced)
    }
  }

  /// Messages of the simulated hospital, every sixth: converted, without structural error, account balanced.
  func testSimulatedHospital() throws {
    guard let folder = SuiteFolder.path("suites/v2-messages/simhospital") else { throw XCTSkip("the public suites are not here") }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".hl7") }.sorted()
    var converted = 0
    for name in names.enumerated().filter({ $0.offset % 6 == 0 }).map(\.element) {
      let result = try Converting(ContiguousArray(FileManager.default.contents(atPath: folder + "/" + name) ?? Data()))
      XCTAssertTrue(result.totals.isBalanced && result.areRecordsBalanced, name)
      XCTAssertEqual(result.structuralErrors, [], name)
      if !result.bundle.isEmpty { converted += 1 }
    }
    XCTAssertGreaterThanOrEqual(converted, names.count / 6 - 2)
  }
}

/// The same numbers in every run, so that a failure can be repeated.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
