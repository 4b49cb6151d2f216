import Diagnostics
import SourceTree

/// Names of members, RFC 8259 section 4.
extension JSONParser {
  /// Up to here the names of an object are compared one by one when its bits say that one may be repeated; beyond, a hash set
  /// keeps the cost of hostile objects in proportion to their size.
  private static let smallObject: UInt32 = 32

  /// Reads a name and the colon after it; `position` is then where the value starts, blanks aside.
  @inline(__always)
  mutating func parseName(_ text: Span<UInt8>, _ position: inout Int, _ byte: UInt8) throws(JSONFailure) -> UInt32 {
    let symbol: Symbol
    if byte == JSONByte.quote {
      let start = position + 1
      let (end, isEncoded) = try scanString(text, start)
      if isEncoded {
        symbol = internEncoded(text, start..<end)
      } else {
        // `intern` loads integers within the range given.
        symbol = unsafe names.intern(text.bytes, start, end - start)
      }
      position = end + 1
      checkRepetition(symbol, start - 1..<position)
    } else {
      let (name, end) = try scanIrregularName(text, position, byte)
      symbol = internEncoded(text, name)
      position = end
      checkRepetition(symbol, name)
    }
    guard try nextByte(text, &position) == JSONByte.colon else {
      throw JSONFailure(JSONRules.missingColon, position..<position + 1, actual: .byte(text[position]))
    }
    position += 1
    return symbol.rawValue
  }

  @inline(never)
  private mutating func internEncoded(_ text: Span<UInt8>, _ range: Range<Int>) -> Symbol {
    var decoded = ContiguousArray<UInt8>()
    JSONEscapes.decode(text.extracting(range), into: &decoded)
    // `intern` loads integers within the range given.
    return unsafe names.intern(decoded.span.bytes, 0, decoded.count)
  }

  @inline(__always)
  private mutating func checkRepetition(_ symbol: Symbol, _ range: Range<Int>) {
    let bit: UInt64 = 1 << (UInt64(symbol.rawValue &* 0x9E37_79B1) >> 26)
    if top.memberCount >= JSONParser.smallObject || top.seen & bit != 0 { checkRepetitionSlowly(symbol, range) }
    top.seen |= bit
    top.memberCount += 1
  }

  @inline(never)
  private mutating func checkRepetitionSlowly(_ symbol: Symbol, _ range: Range<Int>) {
    let isRepeated: Bool
    if top.memberCount < JSONParser.smallObject {
      isRepeated = hasMember(symbol)
    } else {
      let object = UInt64(top.node) << 32
      if top.memberCount == JSONParser.smallObject {
        insertMembers(object)
      }
      isRepeated = !largeObjectNames.insert(object | UInt64(symbol.rawValue)).inserted
    }
    guard isRepeated else { return }
    let finding = Finding(
      JSONRules.duplicateKey, node: NodeID(index: nodes.count), span: SourceSpan(range), actual: .name(symbol))
    pending.append(finding)
  }

  private mutating func hasMember(_ symbol: Symbol) -> Bool {
    var child = Int(top.node) + 1
    while child < nodes.count {
      if nodes[child].name == symbol.rawValue { return true }
      child = Int(nodes[child].end)
    }
    return false
  }

  private mutating func insertMembers(_ object: UInt64) {
    var child = Int(top.node) + 1
    while child < nodes.count {
      largeObjectNames.insert(object | UInt64(nodes[child].name))
      child = Int(nodes[child].end)
    }
  }
}
