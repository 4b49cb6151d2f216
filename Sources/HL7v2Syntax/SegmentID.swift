/// A segment id such as `PID`, packed big-endian into the low 24 bits, as the name slot of a segment's node holds it. Ids of the
/// standard and of sites (Z segments) are three characters: a letter, then letters or digits (HL7 v2.5.1 section 2.5.2).
@frozen
public struct SegmentID: Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt32

  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Nil unless `text` is a letter and two letters or digits; lower case is taken as upper case.
  public init?(_ text: String) {
    let bytes = ContiguousArray(text.utf8)
    guard bytes.count == 3, let id = SegmentID(bytes.span, at: 0) else { return nil }
    self = id
  }

  /// The id at an offset, in upper case, or nil when the three bytes there are no id.
  @usableFromInline
  init?(_ source: Span<UInt8>, at offset: Int) {
    guard offset >= 0, offset <= source.count - 3 else { return nil }
    var packed: UInt32 = 0
    for index in 0..<3 {
      var byte = source[offset + index]
      if byte &- 0x61 < 26 { byte &-= 0x20 }
      let isDigit = byte &- 0x30 < 10
      guard byte &- 0x41 < 26 || (isDigit && index > 0) else { return nil }
      packed = packed << 8 | UInt32(byte)
    }
    rawValue = packed
  }

  /// The id at an offset, exactly as the standard writes it, or nil.
  @inline(__always)
  init?(_ source: Span<UInt8>, upperCaseAt offset: Int) {
    let first = source[offset]
    let second = source[offset &+ 1]
    let third = source[offset &+ 2]
    guard first &- 0x41 < 26, second &- 0x41 < 26 || second &- 0x30 < 10, third &- 0x41 < 26 || third &- 0x30 < 10 else {
      return nil
    }
    rawValue = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
  }

  /// The name slot of a line that is no segment.
  public static let none = SegmentID(rawValue: 0)
  public static let msh = SegmentID(rawValue: 0x4D_5348)
  public static let fhs = SegmentID(rawValue: 0x46_4853)
  public static let bhs = SegmentID(rawValue: 0x42_4853)
  public static let bts = SegmentID(rawValue: 0x42_5453)
  public static let fts = SegmentID(rawValue: 0x46_5453)

  /// MSH, FHS, BHS: segments that bring their own delimiters in fields 1 and 2.
  @inlinable
  public var isHeader: Bool { self == .msh || self == .bhs || self == .fhs }

  /// FHS, BHS, BTS, FTS: the segments around messages in a batch (HL7 v2.5.1 section 2.10.3).
  @inlinable
  public var isEnvelope: Bool { self == .bhs || self == .fhs || self == .bts || self == .fts }

  /// Whether the id is local to a site (HL7 v2.5.1 section 2.11).
  @inlinable
  public var isLocal: Bool { rawValue >> 16 == 0x5A }

  /// The three characters as bytes.
  public var bytes: (UInt8, UInt8, UInt8) {
    (
      UInt8(truncatingIfNeeded: rawValue >> 16), UInt8(truncatingIfNeeded: rawValue >> 8),
      UInt8(truncatingIfNeeded: rawValue)
    )
  }
}

extension SegmentID: CustomStringConvertible {
  public var description: String {
    guard self != .none else { return "" }
    let (first, second, third) = bytes
    return String(decoding: [first, second, third], as: UTF8.self)
  }
}

extension SegmentID: ExpressibleByStringLiteral {
  /// For ids in code; a literal that is no id gives ``none``.
  public init(stringLiteral value: StaticString) {
    self = SegmentID("\(value)") ?? .none
  }
}
