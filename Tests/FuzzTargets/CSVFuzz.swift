import CSVSyntax
import Diagnostics
import SourceTree

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = fuzzInput(start, count)
  for limits in [Limits.standard, smallLimits] {
    var document = FuzzDocument(.csv, .csv, bytes)
    var reader = CSVReader(limits: limits)
    reader.parse(&document.source, findings: &document.findings)
    document.checkTree()
    guard let dialect = reader.dialect, UTF16Text.byteOrder(of: bytes.span) == nil else { continue }
    var written = ContiguousArray<UInt8>()
    CSVWriter(dialect: dialect).write(document.source, into: &written)
    require(written == bytes, "written back differently")
    _ = document.tokens(names: false)
    cut(bytes, dialect)
  }
  return 0
}

/// A stream that is cut where the splitter says has the same rows.
private func cut(_ bytes: ContiguousArray<UInt8>, _ dialect: CSVDialect) {
  let window = bytes.span.extracting(0..<(bytes.count * 2 / 3))
  var splitter = CSVSplitter(dialect: dialect)
  guard let boundary = splitter.lastBoundary(in: window, atEnd: false) else { return }
  var whole = FuzzDocument(.csv, .csv, bytes)
  var reader = CSVReader(dialect: dialect)
  reader.parse(&whole.source, findings: &whole.findings)
  var parts: [String] = []
  for part in [bytes[..<boundary], bytes[boundary...]] {
    var document = FuzzDocument(.csv, .csv, ContiguousArray(part))
    document.source.baseOffset = UInt64(part.startIndex)
    var reader = CSVReader(dialect: dialect)
    reader.parse(&document.source, findings: &document.findings)
    parts += document.tokens(names: false)
  }
  require(parts == whole.tokens(names: false), "cut at \(boundary) the table has other rows")
}
