import SourceTree

/// Writes a parsed JSON document again from its tree: the same tokens in the same order, numbers and escapes exactly as they
/// stood. Only the blanks between tokens are the writer's own.
public struct JSONWriter: Sendable {
  /// How to set tokens apart.
  public enum Layout: Sendable, Equatable {
    case compact
    /// One member or item a line, indented by so many spaces a level.
    case indented(Int)
  }

  private struct Container {
    var end: UInt32
    var isObject: Bool
    var isEmpty = true
  }

  public let layout: Layout

  public init(layout: Layout = .compact) { self.layout = layout }

  /// Appends the text of a node, and all that is in it, to `output`.
  public func write(_ document: borrowing SourceDocument, _ root: NodeID, into output: inout ContiguousArray<UInt8>) {
    var containers: ContiguousArray<Container> = []
    var index = root.rawValue
    let end = document[root].end
    while index < end || !containers.isEmpty {
      if let container = containers.last, index == container.end {
        containers.removeLast()
        if !container.isEmpty { startLine(containers.count, &output) }
        output.append(UInt8(ascii: container.isObject ? "}" : "]"))
        continue
      }
      let node = NodeID(index)
      if let container = containers.last {
        if !container.isEmpty { output.append(UInt8(ascii: ",")) }
        containers[containers.count - 1].isEmpty = false
        startLine(containers.count, &output)
        if container.isObject { writeName(document, node, &output) }
      }
      let kind = document[node].kind
      if kind == .object || kind == .array {
        output.append(UInt8(ascii: kind == .object ? "{" : "["))
        containers.append(Container(end: document[node].end, isObject: kind == .object))
      } else {
        writeScalar(document, node, &output)
      }
      index += 1
    }
  }

  private func writeName(_ document: borrowing SourceDocument, _ node: NodeID, _ output: inout ContiguousArray<UInt8>) {
    output.append(UInt8(ascii: "\""))
    if let name = document.memberName(of: node) { output.append(contentsOf: document.bytes[name.range]) }
    output.append(contentsOf: layout == .compact ? "\":".utf8 : "\": ".utf8)
  }

  private func writeScalar(_ document: borrowing SourceDocument, _ node: NodeID, _ output: inout ContiguousArray<UInt8>) {
    let entry = document[node]
    let isString = entry.kind == .string || entry.kind == .encodedString
    if isString { output.append(UInt8(ascii: "\"")) }
    output.append(contentsOf: document.bytes[entry.range])
    if isString { output.append(UInt8(ascii: "\"")) }
  }

  private func startLine(_ depth: Int, _ output: inout ContiguousArray<UInt8>) {
    guard case .indented(let width) = layout else { return }
    output.append(UInt8(ascii: "\n"))
    for _ in 0..<depth * width { output.append(UInt8(ascii: " ")) }
  }
}
