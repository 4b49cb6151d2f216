import Schema
import Terminology

/// Whether codes are codes of their systems and members of value sets, asked once for each.
struct CodeMemory {
  private let terminology: Terminology
  private var systems: [UInt64: Bool] = [:]
  private var members: [UInt64: Bool] = [:]
  private static let limit = 1 << 16

  init(_ terminology: Terminology) { self.terminology = terminology }

  /// Whether a system is known to have no such code, or to be no code system. What cannot be decided is taken as it is.
  mutating func isRefused(
    _ bytes: ContiguousArray<UInt8>, system: Range<Int>, code: Range<Int>
  ) -> Bool {
    let key = CodeMemory.hash(bytes, system, seed: CodeMemory.hash(bytes, code, seed: 1))
    if let known = systems[key] { return known }
    let url = String(decoding: bytes[system], as: UTF8.self)
    // Units are checked by their own grammar, which is not loaded for conversions.
    let isRefused: Bool
    if !url.contains(":") || url.utf8.contains(0x20) {
      isRefused = true
    } else if url == "http://unitsofmeasure.org" {
      isRefused = false
    } else {
      switch terminology.lookUp(system: url, code: String(decoding: bytes[code], as: UTF8.self)) {
      case .known, .valid, .undecided: isRefused = false
      case .unknown, .wrongCase, .malformed, .valueSet, .supplement: isRefused = true
      }
    }
    if systems.count > CodeMemory.limit { systems.removeAll() }
    systems[key] = isRefused
    return isRefused
  }

  /// Whether a code is known to be no member of a value set.
  mutating func isOutside(
    _ bytes: ContiguousArray<UInt8>, system: Range<Int>?, code: Range<Int>, of valueSet: ValueSetID, _ schema: Schema
  ) -> Bool {
    var key = CodeMemory.hash(bytes, code, seed: UInt64(valueSet.rawValue) &+ 2)
    if let system { key = CodeMemory.hash(bytes, system, seed: key) }
    if let known = members[key] { return known }
    let question = CodeQuestion(
      system: system.map { String(decoding: bytes[$0], as: UTF8.self) }, code: String(decoding: bytes[code], as: UTF8.self))
    let url = schema.string(schema.tables.valueSets[valueSet.index].url)
    let isOutside = terminology.membership(question, of: url).isMember == false
    if members.count > CodeMemory.limit { members.removeAll() }
    members[key] = isOutside
    return isOutside
  }

  private static func hash(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>, seed: UInt64) -> UInt64 {
    var value = seed &+ 0x9E37_79B9_7F4A_7C15
    for index in range { value = (value ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
    value = (value ^ UInt64(range.count)) &* 0xD6E8_FEB8_6659_FD93
    return value ^ value >> 32
  }
}
