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
      if !isFramed || bytes[position] == 0x0B, RootStart.begins(bytes, at: position) {
        if let found, !HL7v2Splitter.goesOn(bytes, before: found) { return found }
        found = position
      }
      position -= 1
    }
    return nil
  }

  /// Whether the segment before an offset is a DSC segment: then the message may go on behind it.
  private static func goesOn(_ bytes: Span<UInt8>, before offset: Int) -> Bool {
    var start = offset
    while start > 0, bytes[start - 1] == 0x0A || bytes[start - 1] == 0x0D { start -= 1 }
    // A pointer is no long text.
    let bound = max(0, start - 256)
    while start > bound, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    guard start + 4 < offset else { return false }
    return bytes[start] == UInt8(ascii: "D") && bytes[start + 1] == UInt8(ascii: "S") && bytes[start + 2] == UInt8(ascii: "C")
      && Delimiters.isPossible(bytes[start + 3])
  }
}
