import Diagnostics
import HL7v2Model
import HL7v2Syntax
import SourceTree

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHL7v2(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = fuzzInput(start, count)
  for limits in [Limits.standard, smallLimits] {
    var document = FuzzDocument(.hl7v2, .hl7v2, bytes)
    var reader = HL7v2Reader(limits: limits)
    reader.parse(&document.source, findings: &document.findings)
    document.checkTree()
    guard reader.byteOrder == nil else { continue }
    var written = ContiguousArray<UInt8>()
    HL7v2Writer().write(document.source, into: &written)
    require(written == bytes, "written back differently")
    readValues(document.source)
  }
  cut(bytes)
  return 0
}

/// Values and paths of all nodes can be had, and a path leads back to its node.
private func readValues(_ document: borrowing SourceDocument) {
  var text = ContiguousArray<UInt8>()
  for root in document.roots {
    let message = Message(document, root: root)
    for index in root.index..<Int(document[root].end) {
      let node = NodeID(index: index)
      text.removeAll(keepingCapacity: true)
      message.appendText(of: node, in: document, to: &text)
      guard let path = HL7Path(document, node), path.segment != .none, document[root].kind == .message else { continue }
      require(path.node(in: document, message: root) == node, "\(path) does not lead back")
    }
  }
}

/// A stream that is cut where the splitter says has the same segments.
private func cut(_ bytes: ContiguousArray<UInt8>) {
  let window = bytes.span.extracting(0..<(bytes.count * 2 / 3))
  guard let boundary = HL7v2Splitter().lastBoundary(in: window, atEnd: false) else { return }
  var whole = FuzzDocument(.hl7v2, .hl7v2, bytes)
  var reader = HL7v2Reader()
  reader.parse(&whole.source, findings: &whole.findings)
  var parts: [String] = []
  for part in [bytes[..<boundary], bytes[boundary...]] {
    var document = FuzzDocument(.hl7v2, .hl7v2, ContiguousArray(part))
    var reader = HL7v2Reader()
    reader.parse(&document.source, findings: &document.findings)
    parts += document.tokens(names: false)
  }
  require(parts == whole.tokens(names: false), "cut at \(boundary) the stream has other segments")
}
