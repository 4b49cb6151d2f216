import SourceTree

/// The five delimiters of a message and the truncation character of version 2.7, as its header gives them (HL7 v2.5.1 section
/// 2.5.4, v2.7 section 2.5.5.2). A character that the header leaves out is nil: then nothing is split or escaped by it.
@frozen
public struct Delimiters: Hashable, Sendable, BitwiseCopyable {
  public var field: UInt8
  public var component: UInt8?
  public var repetition: UInt8?
  public var escape: UInt8?
  public var subcomponent: UInt8?
  public var truncation: UInt8?

  /// `|^~\&`, which the standard recommends and nearly everybody uses.
  public static let standard = Delimiters(
    field: UInt8(ascii: "|"), component: UInt8(ascii: "^"), repetition: UInt8(ascii: "~"), escape: UInt8(ascii: "\\"),
    subcomponent: UInt8(ascii: "&"))

  public init(
    field: UInt8, component: UInt8? = nil, repetition: UInt8? = nil, escape: UInt8? = nil, subcomponent: UInt8? = nil
  ) {
    self.field = field
    self.component = component
    self.repetition = repetition
    self.escape = escape
    self.subcomponent = subcomponent
    truncation = nil
  }

  /// The delimiters of a message, read from fields 1 and 2 of its header segment in the tree; the standard ones where these
  /// are missing or cannot be delimiters.
  ///
  /// - Parameter root: a message, or the root of a batch or file header.
  public init(_ document: borrowing SourceDocument, root: NodeID) {
    let header = document[root].kind == .message ? NodeID(root.rawValue + 1) : root
    self = .standard
    guard header.index < document.nodes.count, document[header].kind == .record else { return }
    var encoding: Range<Int> = 0..<0
    document.forEachChild(of: header) { child in
      let node = document[child]
      guard node.kind == .field else { return }
      if node.name == 1, node.length == 1 { field = document.bytes[node.range.lowerBound] }
      if node.name == 2 { encoding = node.range }
    }
    _ = assign(document.bytes.span, encoding)
  }

  /// What was wrong with the encoding characters of a header.
  enum Fault: Equatable { case missing, malformed, incomplete, repeated }

  /// Takes the encoding characters of a header. When they cannot be delimiters the standard ones stay.
  mutating func assign(_ source: Span<UInt8>, _ range: Range<Int>) -> Fault? {
    guard !range.isEmpty else { return .missing }
    guard range.count <= 5 else { return .malformed }
    for index in range where !Delimiters.isPossible(source[index]) { return .malformed }
    func character(_ number: Int) -> UInt8? { number < range.count ? source[range.lowerBound + number] : nil }
    component = character(0)
    repetition = character(1)
    escape = character(2)
    subcomponent = character(3)
    truncation = character(4)
    for first in range {
      if source[first] == field { return .repeated }
      for second in range where second > first && source[first] == source[second] { return .repeated }
    }
    return range.count < 4 ? .incomplete : nil
  }

  /// The delimiters of a trailer, which brings none: the separator that stands behind its id and the standard encoding
  /// characters, so that it reads the same whatever came before it.
  init(trailerSeparator byte: UInt8) {
    self = .standard
    if Delimiters.isPossible(byte) { field = byte }
  }

  /// Whether a byte may be a delimiter: printable ASCII, not a letter or digit.
  static func isPossible(_ byte: UInt8) -> Bool {
    let isLetter = (byte | 0x20) &- 0x61 < 26
    return byte > 0x20 && byte < 0x7F && !isLetter && byte &- 0x30 >= 10
  }
}
