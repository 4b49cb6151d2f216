import Diagnostics
import SourceTree

/// A value in a ``YAMLFile``. Reading it as something that it is not is reported in the file and gives nil or nothing.
public struct YAMLValue {
  public enum Shape: String, Sendable {
    case mapping = "a mapping"
    case list = "a list"
    case text = "a text"
    case nothing = "nothing"
  }

  public let file: YAMLFile
  public let node: NodeID

  private var kind: NodeKind { file.document.source[node].kind }

  public var shape: Shape {
    switch kind {
    case .object: .mapping
    case .array: .list
    case .null: .nothing
    default: .text
    }
  }

  /// The key that the value stands under; empty for items and the root.
  public var key: String { file.document.source.name(of: node) }

  /// Whether the value is a text without quotes, which may stand for a number or a truth value.
  public var isPlain: Bool { kind == .string }

  /// The text whatever its kind; empty for a mapping, a list or nothing. Reports nothing.
  public var rawText: String { shape == .text ? file.document.text(of: node) : "" }

  /// Where the value stands.
  public var place: DiagnosticPlace { place(of: file.document.source.span(of: node)) }

  /// Where its key stands.
  public var keyPlace: DiagnosticPlace { place(of: file.document.keySpan(of: node)) }

  private func place(of span: SourceSpan) -> DiagnosticPlace {
    DiagnosticPlace(file: file.name, span: span, in: file.document.source, path: path)
  }

  /// The keys and item numbers that lead here: `elements.name.types[0]`.
  public var path: String {
    let nodes = file.document.source.nodes
    let names = file.document.source.names
    var path = ""
    var current = 0
    while current < node.index {
      var child = current + 1
      var item = 0
      while Int(nodes[child].end) <= node.index {
        child = Int(nodes[child].end)
        item += 1
      }
      let name = names.name(Symbol(nodes[child].name))
      path += nodes[current].kind == .array ? "[\(item)]" : path.isEmpty ? name : "." + name
      current = child
    }
    return path
  }

  /// Reports a broken rule at the value.
  public func report(_ rule: Rule, _ words: RuleWords = RuleWords()) { file.report(rule, at: place, words) }

  public func reportShape(expected: String) {
    let name = key.isEmpty ? "this" : "`\(key)`"
    report(YAMLValueRules.wrongShape, RuleWords(name: name, expected: expected, actual: shape.rawValue))
  }

  public func reportValue(expected: String) {
    report(YAMLValueRules.wrongValue, RuleWords(value: rawText, expected: expected))
  }
}

// Texts.
extension YAMLValue {
  public func text() -> String? {
    if shape == .text { return rawText }
    reportShape(expected: "a text")
    return nil
  }

  public func boolean() -> Bool? {
    guard let text = text() else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      reportValue(expected: "`true` or `false`")
      return nil
    }
  }

  public func integer(in range: ClosedRange<Int> = .min ... .max) -> Int? {
    guard let text = text() else { return nil }
    if let number = Int(text), range.contains(number) { return number }
    let bounds = range == .min ... .max ? "" : " from \(range.lowerBound) to \(range.upperBound)"
    reportValue(expected: "a whole number" + bounds)
    return nil
  }

  /// A word out of a fixed list.
  public func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Word? where Word.RawValue == String {
    guard let text = text() else { return nil }
    if let known = Word(rawValue: text) { return known }
    let words = Word.allCases.map(\.rawValue)
    let nearest = NearMiss.nearest(to: text, in: words).map { "; did you mean `\($0)`?" } ?? ""
    reportValue(expected: "one of " + words.map { "`\($0)`" }.joined(separator: ", ") + nearest)
    return nil
  }
}

// Lists and mappings.
extension YAMLValue {
  private var children: [YAMLValue] {
    let nodes = file.document.source.nodes
    var children: [YAMLValue] = []
    var child = node.rawValue + 1
    while child < nodes[node.index].end {
      children.append(YAMLValue(file: file, node: NodeID(child)))
      child = nodes[Int(child)].end
    }
    return children
  }

  /// The items of a list; nothing counts as an empty list.
  public func items() -> [YAMLValue] {
    switch shape {
    case .list: return children
    case .nothing: return []
    default:
      reportShape(expected: "a list")
      return []
    }
  }

  /// The items of a list, or the value itself where it stands alone.
  public func itemsOrSelf() -> [YAMLValue] {
    switch shape {
    case .list: children
    case .nothing: []
    default: [self]
    }
  }

  public func texts() -> [String] { items().compactMap { $0.text() } }

  /// The texts of a list, or the text itself where it stands alone.
  public func textsOrSelf() -> [String] { itemsOrSelf().compactMap { $0.text() } }

  /// The members of a mapping, whose keys are names that the author chose; nothing counts as an empty mapping.
  public func members() -> [YAMLValue] {
    switch shape {
    case .mapping: return children
    case .nothing: return []
    default:
      reportShape(expected: "a mapping")
      return []
    }
  }

  /// A mapping with keys that are given; others are reported, with the nearest known key.
  /// - Parameter isKnown: accepts keys that cannot be listed.
  public func mapping(_ keys: [String], orKeys isKnown: (String) -> Bool = { _ in false }) -> YAMLMapping? {
    guard shape == .mapping || shape == .nothing else {
      reportShape(expected: "a mapping")
      return nil
    }
    let members = shape == .mapping ? children : []
    for member in members where !keys.contains(member.key) && !isKnown(member.key) { member.reportUnknownKey(known: keys) }
    return YAMLMapping(value: self, members: members)
  }

  /// Reports that the value's key means nothing where it stands.
  public func reportUnknownKey(known: [String]) {
    let nearest = NearMiss.nearest(to: key, in: known).map { "; did you mean `\($0)`?" }
    let list = known.isEmpty ? "" : "; known are " + known.map { "`\($0)`" }.joined(separator: ", ")
    file.report(YAMLValueRules.unknownKey, at: keyPlace, RuleWords(name: key, expected: nearest ?? list))
  }
}

/// A mapping whose keys were checked.
public struct YAMLMapping {
  public let value: YAMLValue
  public let members: [YAMLValue]

  public subscript(key: String) -> YAMLValue? { members.first { $0.key == key } }

  /// The value of a key that must be there.
  public func required(_ key: String) -> YAMLValue? {
    if let member = self[key] { return member }
    value.report(YAMLValueRules.missingKey, RuleWords(name: key))
    return nil
  }

  public func text(_ key: String) -> String? { self[key]?.text() }

  public func requiredText(_ key: String) -> String? { required(key)?.text() }

  public func boolean(_ key: String) -> Bool? { self[key]?.boolean() }
}
