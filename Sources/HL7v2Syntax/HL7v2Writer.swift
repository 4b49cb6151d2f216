import SourceTree

/// Writes messages from their trees: ids, fields by number, repetitions, components and subcomponents, joined by the delimiters
/// of their own header. How many separators follow the last populated part is taken from the range of its container, and line
/// ends and all else between segments from the bytes between their ranges, so that an unchanged document comes back byte for byte.
///
/// To change a value, append its new bytes, escaped, to the document's `bytes` and point the node at them.
public struct HL7v2Writer: Sendable {
  public init() {}

  /// Writes everything that was read.
  ///
  /// - Parameter sourceCount: how many bytes the document had when it was read, where values were changed since.
  public func write(
    _ document: borrowing SourceDocument, sourceCount: Int? = nil, into output: inout ContiguousArray<UInt8>
  ) {
    var delimiters = Delimiters.standard
    var position = 0
    for index in document.roots.indices {
      let root = document.roots[index]
      copy(document, from: position, to: Int(document[root].offset), into: &output)
      position = writeRoot(document, root, &delimiters, into: &output)
    }
    copy(document, from: position, to: sourceCount ?? document.bytes.count, into: &output)
  }

  /// Writes one message with its line ends, or one envelope segment.
  public func write(_ document: borrowing SourceDocument, root: NodeID, into output: inout ContiguousArray<UInt8>) {
    var delimiters = Delimiters.standard
    let end = writeRoot(document, root, &delimiters, into: &output)
    copy(document, from: end, to: document[root].range.upperBound, into: &output)
  }

  /// - Returns: the end of the root's last segment in the source.
  private func writeRoot(
    _ document: borrowing SourceDocument, _ root: NodeID, _ delimiters: inout Delimiters,
    into output: inout ContiguousArray<UInt8>
  ) -> Int {
    guard document[root].kind == .message else {
      takeDelimiters(document, root, &delimiters)
      writeSegment(document, root, delimiters, into: &output)
      return document[root].range.upperBound
    }
    delimiters = Delimiters(document, root: root)
    var position = Int(document[root].offset)
    let end = document[root].end
    var segment = NodeID(root.rawValue + 1)
    while segment.rawValue < end {
      copy(document, from: position, to: Int(document[segment].offset), into: &output)
      writeSegment(document, segment, delimiters, into: &output)
      position = document[segment].range.upperBound
      segment = NodeID(document[segment].end)
    }
    return position
  }

  /// The delimiters of an envelope segment.
  private func takeDelimiters(_ document: borrowing SourceDocument, _ root: NodeID, _ delimiters: inout Delimiters) {
    guard !SegmentID(rawValue: document[root].name).isHeader else {
      delimiters = Delimiters(document, root: root)
      return
    }
    let range = document[root].range
    var separator = range.lowerBound
    while separator < range.upperBound, document.bytes[separator] <= 0x20 { separator += 1 }
    separator += 3
    delimiters = separator < range.upperBound ? Delimiters(trailerSeparator: document.bytes[separator]) : .standard
  }

  private func writeSegment(
    _ document: borrowing SourceDocument, _ segment: NodeID, _ delimiters: Delimiters,
    into output: inout ContiguousArray<UInt8>
  ) {
    let node = document[segment]
    let id = SegmentID(rawValue: node.name)
    let range = node.range
    guard id != .none else { return copy(document, range, into: &output) }
    var idEnd = range.lowerBound
    while idEnd < range.upperBound, document.bytes[idEnd] != delimiters.field { idEnd += 1 }
    writeID(document, id, range.lowerBound..<idEnd, into: &output)
    // In a header the separator after the id is field 1, and field 2 follows it directly.
    var number = id.isHeader ? 2 : 0
    document.forEachChild(of: segment) { field in
      let child = document[field]
      if child.name > 2 || !id.isHeader {
        separate(delimiters.field, from: &number, to: Int(child.name), into: &output)
      }
      write(document, field, delimiters, into: &output)
    }
    let last = count(document, delimiters.field, idEnd..<range.upperBound) + (id.isHeader ? 1 : 0)
    separate(delimiters.field, from: &number, to: last, into: &output)
  }

  /// The id as it stands in the source, unless the tree says another one.
  private func writeID(
    _ document: borrowing SourceDocument, _ id: SegmentID, _ range: Range<Int>, into output: inout ContiguousArray<UInt8>
  ) {
    var start = range.lowerBound
    while start < range.upperBound, document.bytes[start] == 0x20 || document.bytes[start] == 0x09 { start += 1 }
    if SegmentID(document.bytes.span, at: start) == id {
      copy(document, range, into: &output)
    } else {
      let (first, second, third) = id.bytes
      output.append(first)
      output.append(second)
      output.append(third)
    }
  }

  /// Writes a field or a part of one.
  private func write(
    _ document: borrowing SourceDocument, _ node: NodeID, _ delimiters: Delimiters, into output: inout ContiguousArray<UInt8>
  ) {
    guard let first = document.firstChild(of: node) else {
      return copy(document, document[node].range, into: &output)
    }
    let separator =
      switch document[first].kind {
      case .repetition: delimiters.repetition ?? UInt8(ascii: "~")
      case .component: delimiters.component ?? UInt8(ascii: "^")
      default: delimiters.subcomponent ?? UInt8(ascii: "&")
      }
    var number = 1
    document.forEachChild(of: node) { part in
      separate(separator, from: &number, to: Int(document[part].name), into: &output)
      write(document, part, delimiters, into: &output)
    }
    let last = count(document, separator, document[node].range) + 1
    separate(separator, from: &number, to: last, into: &output)
  }

  private func separate(
    _ separator: UInt8, from number: inout Int, to next: Int, into output: inout ContiguousArray<UInt8>
  ) {
    while number < next {
      output.append(separator)
      number += 1
    }
  }

  private func count(_ document: borrowing SourceDocument, _ byte: UInt8, _ range: Range<Int>) -> Int {
    let source = document.bytes.span
    var count = 0
    for index in range where source[index] == byte { count += 1 }
    return count
  }

  private func copy(_ document: borrowing SourceDocument, _ range: Range<Int>, into output: inout ContiguousArray<UInt8>) {
    output.append(contentsOf: document.bytes[range])
  }

  /// Copies what stands between two segments, if anything does.
  private func copy(
    _ document: borrowing SourceDocument, from start: Int, to end: Int, into output: inout ContiguousArray<UInt8>
  ) {
    if start < end { copy(document, start..<end, into: &output) }
  }
}
