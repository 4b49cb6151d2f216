import Diagnostics
import SourceTree
import XMLSyntax

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXML(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = fuzzInput(start, count)
  for limits in [Limits.standard, smallLimits] {
    let document = parse(bytes, limits)
    document.checkTree()
    guard !document.hasErrors, !document.source.roots.isEmpty else { continue }
    let tokens = document.tokens(names: true)
    var written = ContiguousArray<UInt8>()
    var writer = XMLWriter()
    writer.write(document.source, into: &written)
    let again = parse(written, .standard)
    require(!again.hasErrors && again.tokens(names: true) == tokens, "written back with other tokens")
  }
  return 0
}

private func parse(_ bytes: ContiguousArray<UInt8>, _ limits: Limits) -> FuzzDocument {
  var document = FuzzDocument(.xml, .xml, bytes)
  var reader = XMLReader(limits: limits)
  reader.parse(&document.source, findings: &document.findings)
  return document
}
