import Diagnostics
import SourceTree

/// Reads an XML document (XML 1.0 with namespaces) into a tree of exact byte spans.
///
/// The document gets one root, its element; comments, processing instructions, blanks and the XML declaration around it are
/// nodes beside the root. Text in UTF-16, ISO-8859-1, ISO-8859-15 or Windows-1252 is converted to UTF-8 first, in the document
/// itself, and an information finding says so. Bytes that are no UTF-8 are an error, and are read as question marks, so that the rest can
/// be checked. A document that is not well-formed gives a fatal finding and no tree.
public struct XMLReader {
  public var limits: Limits

  public init(limits: Limits = .standard) { self.limits = limits }

  /// Parses `document.bytes`, which must hold the whole of one XML document.
  public mutating func parse(_ document: inout SourceDocument, findings: inout FindingList) {
    document.format = .xml
    document.valueEncoding = .xml
    do throws(XMLFault) {
      guard document.bytes.count <= limits.documentSize else { throw XMLFault(.documentSize, 0..<0) }
      let start = try decode(&document, &findings)
      try read(&document, from: start, &findings)
    } catch {
      document.nodes.removeAll(keepingCapacity: true)
      document.roots.removeAll(keepingCapacity: true)
      var finding = error.finding(in: &document, limits: limits)
      finding.severity = .fatal
      findings.append(finding)
    }
  }

  private func read(_ document: inout SourceDocument, from start: Int, _ findings: inout FindingList) throws(XMLFault) {
    let bytes = document.bytes
    var tokenizer = XMLTokenizer(limits: limits, start: start)
    do throws(XMLFault) {
      try tokenizer.run(bytes.span, &document)
    } catch {
      // A document type and what costs too much never reach libxml2. Otherwise it may know of an earlier fault.
      if error.rule.issueType != .tooCostly, error.rule.issueType != .security {
        try judge(bytes, start..<error.range.lowerBound, isComplete: false, &document, &findings)
      }
      throw error
    }
    try judge(bytes, start..<bytes.count, isComplete: true, &document, &findings)
  }

  private func judge(
    _ bytes: ContiguousArray<UInt8>, _ range: Range<Int>, isComplete: Bool, _ document: inout SourceDocument,
    _ findings: inout FindingList
  ) throws(XMLFault) {
    let verdict = WellFormedness.check(bytes, range, isComplete: isComplete)
    if let fault = verdict.fault { throw fault.fault(in: bytes.span) }
    for warning in verdict.warnings {
      let fault = warning.fault(in: bytes.span)
      var finding = fault.finding(in: &document, limits: limits)
      finding.severity = min(finding.severity, .error)
      findings.append(finding)
    }
  }

  /// Makes the document's bytes UTF-8. Returns where the text starts, after a byte order mark.
  private func decode(_ document: inout SourceDocument, _ findings: inout FindingList) throws(XMLFault) -> Int {
    let bytes = document.bytes
    let detection = XMLEncoding.detect(bytes.span)
    if detection.isMismatch, let name = detection.declaredName {
      note(XMLEncodingRules.encodingMismatch, name, &document, &findings)
    }
    switch detection.encoding {
    case .unsupported:
      let name = detection.declaredName
      throw XMLFault(XMLEncodingRules.unsupportedEncoding, name ?? 0..<min(4, bytes.count), .names(expected: nil, actual: name))
    case .utf8:
      if let range = XMLEncoding.malformedUTF8(bytes.span) {
        findings.append(XMLFault(XMLEncodingRules.malformedText, range).finding(in: &document, limits: limits))
        MalformedText.mask(&document.bytes, from: range.lowerBound)
      }
      return detection.markLength
    case let encoding:
      try transcode(&document, from: encoding, &findings)
      return 0
    }
  }

  private func transcode(
    _ document: inout SourceDocument, from encoding: XMLEncoding, _ findings: inout FindingList
  ) throws(XMLFault) {
    let source = document.bytes
    do throws(XMLTranscoder.Malformed) {
      document.bytes = try XMLTranscoder.utf8(source.span, encoding)
    } catch {
      throw XMLFault(XMLEncodingRules.malformedText, error.range)
    }
    guard document.bytes.count <= limits.documentSize else { throw XMLFault(.documentSize, 0..<0) }
    guard let name = XMLEncoding.declaredEncoding(document.bytes.span, from: 0) else {
      let name = document.names.intern("UTF-16")
      findings.append(Finding(XMLEncodingRules.transcoded, span: SourceSpan(0..<0), actual: .name(name)))
      return
    }
    note(XMLEncodingRules.transcoded, name, &document, &findings)
    declareUTF8(&document.bytes, name)
  }

  /// Writes the new encoding into the declaration, padded to the width of the old one so that columns stay.
  private func declareUTF8(_ bytes: inout ContiguousArray<UInt8>, _ name: Range<Int>) {
    let quote = bytes[name.lowerBound - 1]
    var replacement = Array("UTF-8".utf8) + [quote]
    while replacement.count < name.count + 1 { replacement.append(UInt8(ascii: " ")) }
    bytes.replaceSubrange(name.lowerBound..<min(name.upperBound + 1, bytes.count), with: replacement)
  }

  private func note(
    _ rule: Rule, _ name: Range<Int>, _ document: inout SourceDocument, _ findings: inout FindingList
  ) {
    findings.append(XMLFault(rule, name, .names(expected: nil, actual: name)).finding(in: &document, limits: limits))
  }
}
