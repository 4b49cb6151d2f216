import Diagnostics
import SourceTree

/// The bytes of the minimal lower layer protocol, left in files: 0B before a message, 1C 0D after it (HL7 Version 2 Transport
/// Specification: MLLP, release 1, section 2).
extension MessageParser {
  mutating func beginFrame(_ source: Span<UInt8>, at start: Int) -> Int {
    closeMessage(source)
    if let frameStart { report(HL7v2SyntaxRules.incompleteFrame, frameStart..<(frameStart + 1)) }
    report(HL7v2SyntaxRules.framing, start..<(start + 1))
    frameStart = start
    return start + 1
  }

  mutating func endFrame(_ source: Span<UInt8>, at start: Int) -> Int {
    closeMessage(source)
    let next = start + 1
    guard frameStart != nil, next < source.count, source[next] == 0x0D else {
      report(HL7v2SyntaxRules.incompleteFrame, start..<next)
      frameStart = nil
      return next
    }
    frameStart = nil
    guard next + 1 < source.count, source[next + 1] == 0x0A else { return next + 1 }
    report(HL7v2SyntaxRules.lineFeedAfterFrame, (next + 1)..<(next + 2))
    return next + 2
  }
}
