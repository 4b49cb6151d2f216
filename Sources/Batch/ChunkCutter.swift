import CSVSyntax
import HL7v2Syntax
import JSONSyntax

/// Finds where the bytes read so far may be cut so that a chunk holds whole records.
struct ChunkCutter {
  let format: InputFormat
  private let json = JSONSplitter()
  private let messages = HL7v2Splitter()
  private var tables = CSVSplitter()

  init(format: InputFormat) { self.format = format }

  /// The length of the longest prefix of whole records, or nil if more must be read.
  mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> Int? {
    if atEnd, format != .csv { return bytes.count }
    switch format {
    case .json, .xml: return nil
    case .ndjson: return positive(json.lastBoundary(in: bytes, atEnd: false))
    case .hl7v2: return positive(messages.lastBoundary(in: bytes, atEnd: false))
    case .csv: return tables.lastBoundary(in: bytes, atEnd: atEnd) ?? (atEnd ? bytes.count : nil)
    }
  }

  /// How a table is written; known once the first chunk was cut.
  var dialect: CSVDialect? { format == .csv ? tables.dialect : nil }

  private func positive(_ boundary: Int?) -> Int? {
    guard let boundary, boundary > 0 else { return nil }
    return boundary
  }
}
