import SourceTree

/// The field that is being split: which containers are open and where the current part starts. Containers are opened by the first
/// separator that calls for them, so that a plain field stays one node.
struct OpenField {
  /// Node indexes, or -1 where the container is not open.
  var field = -1
  var repetition = -1
  var component = -1
  var fieldStart = 0
  var repetitionStart = 0
  var partStart = 0
  var number: UInt32 = 1
  var repetitionNumber: UInt32 = 1
  var componentNumber: UInt32 = 1
  var subcomponentNumber: UInt32 = 1
}

extension MessageParser {
  /// Splits the fields of a segment from `start` on, where field `number` begins.
  ///
  /// - Returns: the offset of the byte that ends the segment, or the length of the text.
  mutating func splitFields(_ source: Span<UInt8>, from start: Int, number: UInt32) -> Int {
    var open = OpenField()
    open.number = number
    open.fieldStart = start
    open.partStart = start
    scanner.skip(source, to: start)
    var stop = scanner.next(source)
    while stop < source.count {
      let byte = source[stop]
      if byte == separators.field {
        endField(&open, at: stop)
        open.number &+= 1
        open.fieldStart = stop &+ 1
        open.partStart = stop &+ 1
      } else if byte == separators.component {
        splitComponent(&open, at: stop)
      } else if byte == separators.repetition {
        splitRepetition(&open, at: stop)
      } else if byte == separators.subcomponent {
        splitSubcomponent(&open, at: stop)
      } else if byte == separators.escape {
        stop = passEscape(source, at: stop)
        continue
      } else if endsSegment(source, at: stop) {
        break
      }
      stop = scanner.next(source)
    }
    endField(&open, at: stop)
    return stop
  }

  @inline(__always)
  private mutating func endField(_ open: inout OpenField, at stop: Int) {
    if open.field < 0 {
      appendValue(.field, from: open.fieldStart, to: stop, number: open.number)
    } else {
      closeField(&open, at: stop)
    }
  }

  /// Adds a value; an empty one has no node.
  @inline(__always)
  private mutating func appendValue(_ kind: NodeKind, from start: Int, to end: Int, number: UInt32) {
    guard end > start else { return }
    appendNode(kind, from: start, to: end, number: number)
  }

  private mutating func openField(_ open: inout OpenField) {
    open.field = nodes.count
    open.repetition = -1
    open.component = -1
    open.repetitionStart = open.fieldStart
    open.repetitionNumber = 1
    open.componentNumber = 1
    open.subcomponentNumber = 1
    appendNode(.field, from: open.fieldStart, to: open.fieldStart, number: open.number)
  }

  /// Opens what must be open before a component of the current repetition is added.
  @inline(__always)
  private mutating func openForComponents(_ open: inout OpenField) {
    if open.field < 0 { openField(&open) }
    if open.repetitionNumber > 1 && open.repetition < 0 {
      open.repetition = nodes.count
      appendNode(.repetition, from: open.repetitionStart, to: open.repetitionStart, number: open.repetitionNumber)
    }
  }

  private mutating func splitComponent(_ open: inout OpenField, at stop: Int) {
    openForComponents(&open)
    endComponent(&open, at: stop)
    open.componentNumber &+= 1
    open.partStart = stop &+ 1
  }

  private mutating func splitSubcomponent(_ open: inout OpenField, at stop: Int) {
    openForComponents(&open)
    if open.component < 0 {
      open.component = nodes.count
      open.subcomponentNumber = 1
      appendNode(.component, from: open.partStart, to: open.partStart, number: open.componentNumber)
    }
    appendValue(.subcomponent, from: open.partStart, to: stop, number: open.subcomponentNumber)
    open.subcomponentNumber &+= 1
    open.partStart = stop &+ 1
  }

  private mutating func splitRepetition(_ open: inout OpenField, at stop: Int) {
    if open.field < 0 { openField(&open) }
    endRepetition(&open, at: stop)
    open.repetitionNumber &+= 1
    open.componentNumber = 1
    open.repetitionStart = stop &+ 1
    open.partStart = stop &+ 1
  }

  @inline(__always)
  private mutating func endComponent(_ open: inout OpenField, at stop: Int) {
    if open.component < 0 {
      appendValue(.component, from: open.partStart, to: stop, number: open.componentNumber)
    } else {
      appendValue(.subcomponent, from: open.partStart, to: stop, number: open.subcomponentNumber)
      close(open.component, at: stop, firstPart: .subcomponent)
      open.component = -1
    }
  }

  private mutating func endRepetition(_ open: inout OpenField, at stop: Int) {
    guard open.componentNumber > 1 || open.component >= 0 else {
      appendValue(.repetition, from: open.repetitionStart, to: stop, number: open.repetitionNumber)
      return
    }
    endComponent(&open, at: stop)
    if open.repetition < 0 { open.repetition = wrapFirstRepetition(open) }
    close(open.repetition, at: stop, firstPart: .component)
    open.repetition = -1
  }

  /// The first repetition of a field is known as such only at its end: its components are moved under a node of their own.
  private mutating func wrapFirstRepetition(_ open: OpenField) -> Int {
    let index = open.field + 1
    guard index <= nodes.count else { return index }  // the node limit left the field out
    let wrapper = Node(
      kind: .repetition, offset: UInt32(truncatingIfNeeded: open.repetitionStart), length: 0, end: 0,
      name: open.repetitionNumber)
    nodes.insert(wrapper, at: index)
    for moved in (index + 1)..<nodes.count { nodes[moved].end &+= 1 }
    return index
  }

  private mutating func closeField(_ open: inout OpenField, at stop: Int) {
    if open.repetitionNumber > 1 {
      endRepetition(&open, at: stop)
      close(open.field, at: stop, firstPart: .repetition)
    } else {
      endComponent(&open, at: stop)
      close(open.field, at: stop, firstPart: .component)
    }
    open.field = -1
  }

  /// Ends a container. One whose parts are all empty gets an empty first part, so that it cannot be taken for a value.
  @inline(__always)
  private mutating func close(_ index: Int, at end: Int, firstPart: NodeKind) {
    guard index < nodes.count else { return }  // the node limit left it out
    let container = nodes[index]
    let start = Int(container.offset)
    if nodes.count == index &+ 1 { appendNode(firstPart, from: start, to: start, number: 1) }
    nodes[index] = Node(
      kind: container.kind, offset: container.offset, length: end &- start, end: UInt32(truncatingIfNeeded: nodes.count),
      name: container.name)
  }

  /// Checks the escape sequence that starts at `start`.
  ///
  /// - Returns: the offset of the first stop after it.
  private mutating func passEscape(_ source: Span<UInt8>, at start: Int) -> Int {
    let stop = scanner.next(source)
    guard stop < source.count, source[stop] == separators.escape else {
      report(HL7v2SyntaxRules.unterminatedEscape, start..<(start + 1))
      return stop
    }
    if EscapeSequence(source.extracting((start + 1)..<stop)) == .unknown {
      report(HL7v2SyntaxRules.unknownEscape, start..<(stop + 1))
    }
    return scanner.next(source)
  }
}
