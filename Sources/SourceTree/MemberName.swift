extension SourceDocument {
  /// The bytes of the name that a member of a JSON object stands under, without quotes and as written; nil for roots, items of
  /// arrays and documents of other formats. Found by looking back from the value, so that nodes need not hold it.
  public func memberName(of node: NodeID) -> SourceSpan? {
    guard format == .json, nodes[node.index].name != Symbol.none.rawValue else { return nil }
    let entry = nodes[node.index]
    var position = Int(entry.offset) - (entry.kind == .string || entry.kind == .encodedString ? 2 : 1)
    while position >= 0, bytes[position] <= 0x20 || bytes[position] == UInt8(ascii: ":") { position -= 1 }
    let end = position
    repeat { position = quoteBefore(position) } while position > 0 && isEscaped(position)
    return position >= 0 ? SourceSpan(position + 1..<end) : nil
  }

  private func quoteBefore(_ end: Int) -> Int {
    var position = end - 1
    while position >= 0, bytes[position] != UInt8(ascii: "\"") { position -= 1 }
    return position
  }

  private func isEscaped(_ quote: Int) -> Bool {
    var start = quote
    while start > 0, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return (quote - start) % 2 == 1
  }
}
