import HL7v2Syntax
import SourceTree

/// `\Xdd…\`: bytes in the message's character set (HL7 v2.5.1 section 2.7.4). Senders mean UTF-8, single bytes or UTF-16 units by
/// them; what they are is decided by the bytes.
extension ValueDecoder {
  /// Adds the characters of a sequence and of those that follow it directly: one character may be spread over several.
  func appendHexadecimal(
    _ source: Span<UInt8>, _ first: Range<Int>, _ end: Int, to output: inout ContiguousArray<UInt8>
  ) -> Int {
    var bytes = ContiguousArray<UInt8>()
    var sequence = first
    while true {
      collect(source, (sequence.lowerBound + 2)..<sequence.upperBound, into: &bytes)
      let next = sequence.upperBound + 1
      guard let following = hexadecimalSequence(source, at: next, end) else { break }
      sequence = following
    }
    let next = sequence.upperBound + 1
    if let units = utf16Units(bytes) {
      output.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
    } else if bytes.contains(0) {
      // No text in any reading: left as it stands.
      appendPlain(source, first.lowerBound..<next, to: &output)
    } else {
      appendPlain(bytes.span, 0..<bytes.count, to: &output)
    }
    return next
  }

  private func collect(_ source: Span<UInt8>, _ digits: Range<Int>, into bytes: inout ContiguousArray<UInt8>) {
    var position = digits.lowerBound
    while position + 1 < digits.upperBound {
      let high = EscapeSequence.hexadecimalDigit(source[position]) ?? 0
      let low = EscapeSequence.hexadecimalDigit(source[position + 1]) ?? 0
      bytes.append(high << 4 | low)
      position += 2
    }
  }

  /// The hexadecimal sequence that starts at an offset, from its escape character to the one that closes it.
  private func hexadecimalSequence(_ source: Span<UInt8>, at start: Int, _ end: Int) -> Range<Int>? {
    guard start + 1 < end, source[start] == delimiters.escape, source[start + 1] == UInt8(ascii: "X") else { return nil }
    var position = start + 2
    while position < end, source[position] != delimiters.escape { position += 1 }
    guard position < end, EscapeSequence(source.extracting((start + 1)..<position)) == .hexadecimal else { return nil }
    return start..<position
  }

  /// The bytes as UTF-16 units, when a zero byte shows that they are, as in `\X00E0\`.
  private func utf16Units(_ bytes: ContiguousArray<UInt8>) -> ContiguousArray<UInt16>? {
    guard bytes.count % 2 == 0, bytes.contains(0) else { return nil }
    var units = ContiguousArray<UInt16>()
    for index in stride(from: 0, to: bytes.count, by: 2) {
      let unit = UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
      guard unit >= 0x20 || unit == 0x09 || unit == 0x0A || unit == 0x0D, !(0xD800..<0xE000 ~= unit) else { return nil }
      units.append(unit)
    }
    return units
  }
}
