import Diagnostics
import JSONSyntax
import SourceTree

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = fuzzInput(start, count)
  for limits in [Limits.standard, smallLimits] {
    for isLines in [false, true] {
      var document = parse(bytes, limits, isLines: isLines)
      document.checkTree()
      guard !isLines, !document.hasErrors, let root = document.source.roots.first else { continue }
      let tokens = document.tokens(names: true)
      var written = ContiguousArray<UInt8>()
      JSONWriter().write(document.source, root, into: &written)
      let again = parse(written, .standard, isLines: false)
      require(!again.hasErrors && again.tokens(names: true) == tokens, "written back with other tokens")
      document.findings.removeAll()
    }
  }
  return 0
}

private func parse(_ bytes: ContiguousArray<UInt8>, _ limits: Limits, isLines: Bool) -> FuzzDocument {
  var document = FuzzDocument(.json, .json, bytes)
  var reader = JSONReader(limits: limits)
  if isLines {
    reader.parseLines(&document.source, findings: &document.findings)
  } else {
    reader.parse(&document.source, findings: &document.findings)
  }
  return document
}
