import Diagnostics
import SourceTree

/// Reads JSON text, RFC 8259, into a ``SourceDocument``: strictly, with a finding for every departure, and without loss.
///
/// Findings about the inside of strings, repeated names, commas, comments and missing quotes are errors and reading goes on;
/// anything else that is not JSON is fatal, and the record that holds it gets no root.
public struct JSONReader: Sendable {
  public let limits: Limits
  /// Whether comments, which JSON does not have, are skipped without a word.
  public let allowsComments: Bool

  public init(limits: Limits = .standard, allowsComments: Bool = false) {
    self.limits = limits
    self.allowsComments = allowsComments
  }

  /// Reads the whole of `document.bytes` as one JSON value, which becomes a root.
  public mutating func parse(_ document: inout SourceDocument, findings: inout FindingList) {
    read(&document, isLines: false, findings: &findings)
  }

  /// Reads `document.bytes` as newline-delimited JSON (https://github.com/ndjson/ndjson-spec): every line that is not blank is
  /// a record. A line that is not JSON gives a fatal finding and no root; the others are read.
  public mutating func parseLines(_ document: inout SourceDocument, findings: inout FindingList) {
    read(&document, isLines: true, findings: &findings)
  }

  private func read(_ document: inout SourceDocument, isLines: Bool, findings: inout FindingList) {
    document.format = .json
    document.valueEncoding = .json
    let bytes = document.bytes
    let start = SourceSpan(offset: 0, length: 0)
    guard bytes.count <= limits.documentSize else {
      findings.append(LimitRules.finding(.documentSize, limits: limits, span: start))
      return
    }
    var position = 0
    if document.baseOffset == 0 {
      let encoding = JSONEncoding(bytes.span)
      if let phrase = encoding.phrase {
        findings.append(
          Finding(JSONRules.otherEncoding, span: SourceSpan(0..<min(4, bytes.count)), actual: .phrase(phrase)))
        return
      }
      if encoding == .utf8WithMark {
        position = 3
        findings.append(Finding(JSONRules.byteOrderMark, span: SourceSpan(0..<3)))
      }
    }
    var parser = JSONParser(limits: limits, isLines: isLines, allowsComments: allowsComments)
    swap(&parser.nodes, &document.nodes)
    swap(&parser.names, &document.names)
    if isLines {
      parser.parseLines(bytes.span, from: position, roots: &document.roots, findings: &findings)
    } else {
      parser.parseDocument(bytes.span, from: position, roots: &document.roots, findings: &findings)
    }
    swap(&parser.nodes, &document.nodes)
    swap(&parser.names, &document.names)
  }
}
