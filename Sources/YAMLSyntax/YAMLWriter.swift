/// Writes YAML for people: small mappings and lists on one line, everything else in blocks, long texts folded. Equal trees give equal
/// texts.
public struct YAMLWriter {
  /// How long a line may be where something can be broken.
  private static let width = 120

  private var lines: [String] = []

  /// The text of a tree, which is a mapping or a list.
  public static func write(_ tree: YAMLTree) -> String {
    var writer = YAMLWriter()
    writer.writeBlock(tree, indentation: 0)
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private mutating func writeBlock(_ tree: YAMLTree, indentation: Int) {
    switch tree {
    case .mapping(let members):
      for member in members {
        write(member.value, after: Self.blanks(indentation) + YAMLScalar.text(member.key, isKey: true) + ":", indentation + 2)
      }
    case .list(let items): for item in items { writeItem(item, indentation) }
    default: lines.append(Self.blanks(indentation) + (Self.flow(tree) ?? ""))
    }
  }

  /// An item in block style: its first line stands after the dash.
  private mutating func writeItem(_ item: YAMLTree, _ indentation: Int) {
    let dash = Self.blanks(indentation) + "-"
    if let flow = Self.flow(item), dash.count + 1 + flow.count <= Self.width || Self.isScalar(item) {
      lines.append(dash + " " + flow)
      return
    }
    let first = lines.count
    writeBlock(item, indentation: indentation + 2)
    lines[first] = dash + " " + lines[first].dropFirst(indentation + 2)
  }

  private mutating func write(_ tree: YAMLTree, after head: String, _ indentation: Int) {
    if case .text(let text) = tree, head.count + 1 + YAMLScalar.text(text).count > Self.width,
      let folded = YAMLScalar.folded(text, width: Self.width - indentation)
    {
      lines.append(head + " >-")
      for line in folded { lines.append(Self.blanks(indentation) + line) }
      return
    }
    if case .nothing = tree {
      lines.append(head)
    } else if let flow = Self.flow(tree), head.count + 1 + flow.count <= Self.width || Self.isScalar(tree) {
      lines.append(head + " " + flow)
    } else {
      lines.append(head)
      writeBlock(tree, indentation: indentation)
    }
  }

  private static func isScalar(_ tree: YAMLTree) -> Bool {
    switch tree {
    case .text, .plain, .nothing: true
    case .list(let items): items.isEmpty
    case .mapping(let members): members.isEmpty
    }
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// The tree on one line; nil for what is clearer in block style: mappings in mappings of mappings.
  private static func flow(_ tree: YAMLTree, depth: Int = 0) -> String? {
    switch tree {
    case .text(let text): return YAMLScalar.text(text, inFlow: depth > 0)
    case .plain(let text): return text
    case .nothing: return ""
    case .list(let items):
      var parts: [String] = []
      for item in items {
        guard let part = flow(item, depth: depth + 1) else { return nil }
        parts.append(part)
      }
      return "[" + parts.joined(separator: ", ") + "]"
    case .mapping(let members):
      guard depth < 3 else { return nil }
      var parts: [String] = []
      for member in members {
        guard let part = flow(member.value, depth: depth + 1) else { return nil }
        parts.append(YAMLScalar.text(member.key, inFlow: true, isKey: true) + ": " + part)
      }
      return "{" + parts.joined(separator: ", ") + "}"
    }
  }
}
