import Schema
import SourceTree

/// What no element of the result holds stays with it: each segment's values without a place stand, at their own places, in one
/// extension of the resource that the segment was written into: `PV2|||||||A^^^B`. The text is ER7 with the standard delimiters, so that it
/// can be read by a person and be written back by a program.
extension MapEngine {
  /// The extension that holds a residue.
  static let residueURL: StaticString = "urn:plumbline:hl7v2:residue"

  /// Whether a resource may have extensions.
  func takesResidue(_ resource: UInt32) -> Bool {
    let type = draft.resources[Int(resource)].type
    return type != vocabulary.bundle && library.schema.child(of: type, named: vocabulary.extensionStep.symbol) != nil
  }

  mutating func keepResidue(_ source: borrowing SourceDocument, _ root: NodeID, _ target: inout SourceDocument) {
    let fallback = residueFallback()
    for index in segments.indices {
      let segment = segments[index]
      let start = target.bytes.count
      let first = residue(of: segment, source, &target)
      guard target.bytes.count > start else { continue }
      var resource = segment.resource
      if resource == Draft.none || draft.resources[Int(resource)].isDropped { resource = fallback ?? Draft.none }
      guard resource != Draft.none, let first else { continue }
      let origin = Origin(span: source.span(of: segment.node), node: segment.node)
      let value = residueNode(on: draft.resolved(resource), key: UInt64(index), start..<target.bytes.count, origin, &target)
      keep(from: first, segment, value, source)
    }
  }

  /// Where the residues of segments without a resource stand: the MessageHeader, else the first resource.
  private func residueFallback() -> UInt32? {
    let candidates = draft.resources.indices.lazy.filter { [draft] in
      !draft.resources[$0].isDropped && draft.resources[$0].type != vocabulary.bundle
    }
    let header = candidates.first { draft.resources[$0].type == vocabulary.messageHeader }
    return (header ?? candidates.first { takesResidue(UInt32($0)) }).map { UInt32($0) }
  }

  /// Appends the residue of a segment.
  ///
  /// - Returns: its first open value.
  private mutating func residue(
    of segment: PlacedSegment, _ source: borrowing SourceDocument, _ target: inout SourceDocument
  ) -> NodeID? {
    var first: NodeID?
    var writer = ResidueWriter(isHeader: segment.position >= 0 && segment.node == segments.first?.node)
    var index = segment.node.index + 1
    while index < Int(segment.end) {
      defer { index += 1 }
      writer.place(source, index)
      ignoreSetID(index, of: segment.id, source)
      guard marks.isValue(index, source), marks.isOpen(NodeID(index: index), in: draft) else { continue }
      if first == nil {
        first = NodeID(index: index)
        writer.begin(segment.id, &target.bytes)
      }
      writer.separate(&target.bytes)
      // The text is taken as it will be read, and then escaped anew.
      let range = text.append(NodeID(index: index), of: source, to: &target.bytes)
      let value = ContiguousArray(target.bytes[range])
      target.bytes.removeSubrange(range)
      ResidueWriter.escape(value, &target.bytes)
    }
    return first
  }

  /// The number that a segment begins with is told by its place.
  private mutating func ignoreSetID(_ index: Int, of segment: UInt32, _ source: borrowing SourceDocument) {
    let node = source.nodes[index]
    guard node.kind == .field, node.name == 1, node.end == UInt32(index) + 1, node.length > 0, node.length < 5,
      MapEngine.numberedSegments.contains(segment), node.range.allSatisfy({ source.bytes[$0] &- 0x30 < 10 })
    else { return }
    marks.ignore(NodeID(index: index), reason: LossReason.setID.rawValue)
  }

  /// Segments whose first field is a Set ID (data type SI).
  private static let numberedSegments = Set(
    [
      "ACC", "AIG", "AIL", "AIP", "AIS", "AL1", "ARV", "CTI", "DB1", "DG1", "FT1", "GT1", "IAM", "IN1", "IN3", "IVC", "NK1",
      "NTE", "OBR", "OBX",
      "PID", "PR1", "PSL", "PV1", "RGS", "SPM", "TQ1", "TQ2", "TXA", "UB1", "UB2",
    ].compactMap { SegmentName.packed(Substring($0)) })

  /// The extension's value in a resource that stays.
  private mutating func residueNode(
    on resource: UInt32, key: UInt64, _ range: Range<Int>, _ origin: Origin, _ target: inout SourceDocument
  ) -> UInt32 {
    let root = draft.resources[Int(resource)].root
    var step = vocabulary.extensionStep
    if let own = TargetStep(library.schema, draft.resources[Int(resource)].type, "extension") { step = own }
    let added = draft.makeChild(of: root, step, key: key | 1 << 56)
    let url = draft.makeChild(of: added, vocabulary.extensionURL, key: 0)
    draft.setValue(url, .string, append(MapEngine.residueURL, to: &target), origin: origin, isConstant: true)
    let value = draft.makeChild(of: added, vocabulary.extensionString, key: 0)
    draft.setValue(value, .string, range, origin: origin, isConstant: false)
    return value
  }

  private mutating func keep(from first: NodeID, _ segment: PlacedSegment, _ value: UInt32, _ source: borrowing SourceDocument) {
    for index in first.index..<Int(segment.end) {
      let node = NodeID(index: index)
      guard marks.isValue(index, source), marks.isOpen(node, in: draft) else { continue }
      marks.note(node, segment.position < 0 ? .noSegmentMap : .noRule)
      marks.keep(node, in: value)
    }
  }
}

/// Writes values of a segment at their places, with the separators between them.
private struct ResidueWriter {
  /// Field, repetition, component and subcomponent of the value in hand, and of the last one written.
  private var here = (field: 0, repetition: 1, component: 1, subcomponent: 1)
  private var last = (field: 0, repetition: 1, component: 1, subcomponent: 1)
  private var repetition = 0
  private let isHeader: Bool

  init(isHeader: Bool) { self.isHeader = isHeader }

  /// Follows the walk through the nodes of the segment.
  mutating func place(_ source: borrowing SourceDocument, _ index: Int) {
    let node = source.nodes[index]
    switch node.kind {
    case .field:
      here = (field: Int(node.name), repetition: 1, component: 1, subcomponent: 1)
      repetition = 0
    case .repetition:
      repetition += 1
      here = (field: here.field, repetition: repetition, component: 1, subcomponent: 1)
    case .component: here = (field: here.field, repetition: here.repetition, component: Int(node.name), subcomponent: 1)
    case .subcomponent: here.subcomponent = Int(node.name)
    default: break
    }
  }

  mutating func begin(_ id: UInt32, _ bytes: inout ContiguousArray<UInt8>) {
    for shift: UInt32 in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: id >> shift)) }
    guard isHeader else { return }
    bytes.append(contentsOf: "|^~\\&".utf8)
    last.field = 2
  }

  mutating func separate(_ bytes: inout ContiguousArray<UInt8>) {
    var isSame = here.field == last.field
    if !isSame { repeatByte("|", here.field - last.field, &bytes) }
    let repetitions = here.repetition - (isSame ? last.repetition : 1)
    repeatByte("~", repetitions, &bytes)
    isSame = isSame && repetitions == 0
    let components = here.component - (isSame ? last.component : 1)
    repeatByte("^", components, &bytes)
    isSame = isSame && components == 0
    repeatByte("&", here.subcomponent - (isSame ? last.subcomponent : 1), &bytes)
    last = here
  }

  private func repeatByte(_ byte: Unicode.Scalar, _ count: Int, _ bytes: inout ContiguousArray<UInt8>) {
    var left = count
    while left > 0 {
      bytes.append(UInt8(ascii: byte))
      left -= 1
    }
  }

  static func escape(_ value: ContiguousArray<UInt8>, _ bytes: inout ContiguousArray<UInt8>) {
    for byte in value {
      switch byte {
      case UInt8(ascii: "|"): bytes.append(contentsOf: "\\F\\".utf8)
      case UInt8(ascii: "^"): bytes.append(contentsOf: "\\S\\".utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: "\\T\\".utf8)
      case UInt8(ascii: "~"): bytes.append(contentsOf: "\\R\\".utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\E\\".utf8)
      case 0x0A: bytes.append(contentsOf: "\\.br\\".utf8)
      case 0x0D: bytes.append(contentsOf: "\\X0D\\".utf8)
      default: bytes.append(byte)
      }
    }
  }
}
