import Diagnostics
import SourceTree

/// Why a document cannot be read, and where. Names are byte ranges of the source until a finding is made of them.
struct XMLFault: Error {
  enum Detail {
    case none
    case phrase(Phrase)
    case number(Int)
    /// Names in the source.
    case names(expected: Range<Int>?, actual: Range<Int>?)
    /// A name that does not stand in the source by itself.
    case text(String)
  }

  var rule: Rule
  var range: Range<Int>
  var detail: Detail
  var limit: LimitBreach?

  init(_ rule: Rule, _ range: Range<Int>, _ detail: Detail = .none) {
    self.rule = rule
    self.range = range
    self.detail = detail
  }

  init(_ breach: LimitBreach, _ range: Range<Int>) {
    rule = LimitRules.rule(for: breach)
    self.range = range
    detail = .none
    limit = breach
  }

  func finding(in document: inout SourceDocument, limits: Limits) -> Finding {
    let span = SourceSpan(range)
    if let limit { return LimitRules.finding(limit, limits: limits, span: span) }
    switch detail {
    case .none: return Finding(rule, span: span)
    case .phrase(let phrase): return Finding(rule, span: span, expected: .phrase(phrase))
    case .number(let number): return Finding(rule, span: span, expected: .number(number))
    case .text(let text): return Finding(rule, span: span, actual: .name(document.names.intern(text)))
    case .names(let expected, let actual):
      return Finding(
        rule, span: span, expected: XMLFault.evidence(expected, &document), actual: XMLFault.evidence(actual, &document))
    }
  }

  private static func evidence(_ range: Range<Int>?, _ document: inout SourceDocument) -> Evidence {
    guard let range else { return .none }
    return .name(document.names.intern(String(decoding: document.bytes[range], as: UTF8.self)))
  }
}
