import Diagnostics
import SourceTree
import XMLSyntax

/// An element of a profile in XML, as the readers of profiles want it.
struct XMLItem {
  var name: String
  var attributes: [(name: String, value: String)] = []
  var children: [XMLItem] = []
  /// What stands between its tags beside elements.
  var text = ""
  var span: SourceSpan

  func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  func child(_ name: String) -> XMLItem? { children.first { $0.name == name } }

  func all(_ name: String) -> [XMLItem] { children.filter { $0.name == name } }

  /// Its text, or that of a child, with single blanks only.
  func words(_ name: String? = nil) -> String {
    let text = name == nil ? self.text : child(name ?? "")?.text ?? ""
    return text.split { " \n\r\t".contains($0) }.joined(separator: " ")
  }
}

/// A file of a profile, and what is wrong with it.
final class ProfileFile {
  let name: String
  private(set) var root: XMLItem?
  private(set) var diagnostics = DiagnosticList()
  private let bytes: ContiguousArray<UInt8>
  /// A file that is wrong throughout is told of often enough.
  private static let bound = 100

  init(name: String, _ bytes: some Collection<UInt8>) {
    self.name = name
    var document = SourceDocument(format: .xml, valueEncoding: .xml)
    document.bytes = ContiguousArray(bytes)
    var findings = FindingList()
    var reader = XMLReader()
    reader.parse(&document, findings: &findings)
    self.bytes = document.bytes
    root = document.roots.first.map { ProfileFile.item(document, $0) }
    for finding in findings.findings where finding.severity >= .error {
      let rule = XMLRules.all.first { $0.code == finding.rule } ?? ProfileImportRules.malformed
      let place = DiagnosticPlace(file: name, span: finding.span, in: self.bytes)
      report(ProfileImportRules.malformed, at: place, RuleWords(value: rule.summary))
    }
    if root == nil, diagnostics.diagnostics.isEmpty {
      report(ProfileImportRules.malformed, at: DiagnosticPlace(file: name), RuleWords(value: "There is no element in it."))
    }
  }

  private static func item(_ document: borrowing SourceDocument, _ node: NodeID) -> XMLItem {
    var item = XMLItem(name: local(document.name(of: node)), span: document.span(of: node))
    document.forEachChild(of: node) { child in
      switch document[child].kind {
      case .attribute: item.attributes.append((document.name(of: child), document.text(of: child)))
      case .element: item.children.append(ProfileFile.item(document, child))
      case .text, .cdata: item.text += document.text(of: child)
      default: break
      }
    }
    return item
  }

  private static func local(_ name: String) -> String { String(name.split(separator: ":").last ?? "") }

  private func report(_ rule: Rule, at place: DiagnosticPlace, _ words: RuleWords) {
    guard diagnostics.diagnostics.count < ProfileFile.bound else { return }
    diagnostics.report(rule, at: place, words)
  }

  func report(_ rule: Rule, _ item: XMLItem, value: String = "", expected: String = "") {
    guard diagnostics.diagnostics.count < ProfileFile.bound else { return }
    let place = DiagnosticPlace(file: name, span: item.span, in: bytes, path: item.name)
    report(rule, at: place, RuleWords(name: item.name, value: value, expected: expected))
  }

  /// Names what an element has that the reader does not know.
  func expect(_ item: XMLItem, children: [String], attributes: [String]) {
    for child in item.children where !children.contains(child.name) {
      report(ProfileImportRules.notUnderstood, child, value: "element `\(child.name)` in `\(item.name)`")
    }
    for (name, _) in item.attributes
    where !attributes.contains(name) && !name.hasPrefix("xsi:") && !name.hasPrefix("xmlns") {
      report(ProfileImportRules.notUnderstood, item, value: "attribute `\(name)` of `\(item.name)`")
    }
  }

  /// A path, or nil and a finding.
  func path(_ item: XMLItem, _ attribute: String) -> ElementPath? {
    let text = item.attribute(attribute) ?? ""
    if let path = ElementPath(text) { return path }
    report(ProfileImportRules.wrongValue, item, value: text, expected: "a path such as `3[1].1[1]` in `\(attribute)`")
    return nil
  }

  /// A whole number; `*` and what is not there give nil.
  func number(_ item: XMLItem, _ attribute: String) -> Int? {
    guard let text = item.attribute(attribute), !text.isEmpty, text != "*" else { return nil }
    if let number = Int(text), 0...1_000_000 ~= number { return number }
    report(ProfileImportRules.wrongValue, item, value: text, expected: "a number in `\(attribute)`")
    return nil
  }

  /// A required attribute.
  func required(_ item: XMLItem, _ attribute: String) -> String? {
    if let text = item.attribute(attribute), !text.isEmpty { return text }
    report(ProfileImportRules.wrongValue, item, value: "", expected: "`\(attribute)`")
    return nil
  }
}
