import SourceTree

/// Tells the values in a source text from its markup, so that an excerpt can hide the one and show the other. Works on the
/// text and not on nodes, because the excerpts that matter most are of text that no reader could parse.
///
/// Kept readable: JSON property names, XML element and attribute names, HL7 v2 segment ids and delimiters, the header row of a
/// table. Where the text is broken and a place could be either, it is a value.
struct ValueScanner {
  let format: SourceFormat
  /// Offset of the first byte after a table's header row; 0 where there is none.
  var headerEnd = 0
  private var json = JSONValueScanner()
  private var xml = XMLValueScanner()

  init(format: SourceFormat) { self.format = format }

  /// The stretches of `window` that hold values. `line` is the line that the window is part of.
  mutating func values(in window: Range<Int>, line: Range<Int>, bytes: Span<UInt8>) -> [Range<Int>] {
    switch format {
    case .json: json.values(in: window, line: line, bytes: bytes)
    case .xml: xml.values(in: window, bytes: bytes)
    case .hl7v2: segmentValues(in: window, line: line, bytes: bytes)
    case .csv: window.upperBound <= headerEnd ? [] : [window]
    case .yaml: []
    case .canonical: [window]
    }
  }

  /// All of a segment but its id.
  private func segmentValues(in window: Range<Int>, line: Range<Int>, bytes: Span<UInt8>) -> [Range<Int>] {
    let start = line.lowerBound + ValueScanner.segmentIDLength(line, bytes)
    return start < window.upperBound ? [max(start, window.lowerBound)..<window.upperBound] : []
  }

  /// The length of the segment id that starts a line, with a block's start byte (MLLP) before it; 0 for a line that has none.
  private static func segmentIDLength(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Int {
    var start = line.lowerBound
    if start < line.upperBound, bytes[start] == 0x0B { start += 1 }
    guard start + 3 <= line.upperBound else { return 0 }
    for index in start..<(start + 3) {
      let isLetter = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= bytes[index]
      let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index]
      guard isLetter || (isDigit && index > start) else { return 0 }
    }
    let isWhole = start + 3 == line.upperBound || bytes[start + 3] == UInt8(ascii: "|")
    let first = (bytes[start], bytes[start + 1], bytes[start + 2])
    let isHeader = first == (0x4D, 0x53, 0x48) || first == (0x46, 0x48, 0x53) || first == (0x42, 0x48, 0x53)
    return isWhole || isHeader ? start + 3 - line.lowerBound : 0
  }
}
