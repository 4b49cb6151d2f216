import SourceTree

/// Finds where a stream of messages may be cut into chunks that hold whole messages.
public struct HL7v2Splitter: Sendable {
  public init() {}

  /// The last offset at which a message or an envelope segment begins that is not the first in `bytes`, so that what stands before
  /// it can be read by itself. At the end of the stream all of it can.
  ///
  /// Nil when there is no such place: then more must be read first. A stream that begins with an MLLP frame is cut before frames
  /// only, and UTF-16 text is not cut.
  public func lastBoundary(in bytes: Span<UInt8>, atEnd: Bool) -> Int? {
    if atEnd { return bytes.count > 0 ? bytes.count : nil }
    guard UTF16Text.byteOrder(of: bytes, first: UInt8(ascii: "M")) == nil else { return nil }
    let isFramed = bytes.count > 0 && bytes[0] == 0x0B
    var found: Int?
    // What follows an id decides whether it begins a root, so the last bytes cannot be judged yet.
    var position = bytes.count - 9
    while position >= 0 {
      if isCut(bytes, at: position, isFramed: isFramed) {
        if let found { return found }
        found = position
      }
      position -= 1
    }
    return nil
  }

  private func isCut(_ bytes: Span<UInt8>, at position: Int, isFramed: Bool) -> Bool {
    if bytes[position] == 0x0B { return RootStart.stands(bytes, at: position + 1) }
    guard !isFramed, RootStart.stands(bytes, at: position) else { return false }
    if position == 0 || bytes[position - 1] == 0x0A || bytes[position - 1] == 0x0D { return true }
    // Behind NEL a header may stand at the start of a line, which only the text before it can tell.
    return bytes[position - 1] != 0x0B && bytes[position - 1] != 0x85 && RootStart.standsGlued(bytes, at: position)
  }
}
