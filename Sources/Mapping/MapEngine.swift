import Diagnostics
import HL7v2Syntax
import Schema
import SourceTree

/// Converts source records to FHIR: one engine a worker, kept from record to record, so that nothing is allocated on the way.
public struct MapEngine {
  let library: MapLibrary
  public var options: MapOptions
  let tables: MapTables
  let vocabulary: DraftVocabulary
  var draft = Draft()
  var text = ValueText()
  var marks = SourceMarks()
  var writer = DraftWriter()
  var codes: CodeMemory
  /// Codes without entry in their code map, where they are gathered: number of the map and code.
  public var unmappedCodes = UnmappedCodes()
  var cursor = GroupCursor()
  /// The draft resource of each slot of the message map in hand, or `Draft.none`.
  var slots = ContiguousArray<UInt32>()
  /// The segments of the message in hand.
  var segments = ContiguousArray<PlacedSegment>()
  var headerZone: Int?
  /// The message map in hand, or -1.
  var messageNumber = -1
  /// What the identifiers of the record's resources are made from.
  var seed = NameBasedUUID.none

  /// Why values are ignored or lost, by the number that ledger entries hold.
  public var reasons: [String] { library.reasons }

  public init(library: MapLibrary, options: MapOptions) {
    self.library = library
    self.options = options
    tables = library.tables
    vocabulary = library.vocabulary
    codes = CodeMemory(library.terminology)
  }

  /// Converts one record: a message of an HL7 v2 document, or a row of a table.
  ///
  /// - Parameters:
  ///   - root: the record in `source`.
  ///   - target: a canonical document; the result is added to its roots, if there is one.
  ///   - ledger: gets one entry for each populated value.
  ///   - findings: about `source`.
  public mutating func convert(
    _ source: borrowing SourceDocument, root: NodeID, into target: inout SourceDocument, ledger: inout LossLedger,
    findings: inout FindingList
  ) {
    draft.removeAll()
    marks.reset(root, in: source)
    headerZone = nil
    switch source[root].kind {
    case .message: convertMessage(source, root, &target, &ledger, &findings)
    case .record where source.format == .csv: convertRow(source, root, &target, &ledger, &findings)
    // FHS, BHS, BTS and FTS stand as records of their own.
    case .record where [SegmentID.fhs, .bhs, .bts, .fts].contains(SegmentID(rawValue: source[root].name)):
      closeLedger(source, root, &target, &ledger, otherwise: .batchEnvelope)
    default: closeLedger(source, root, &target, &ledger, otherwise: .noMessageMap)
    }
  }

  /// Puts what was drafted in order and into the target, and closes the account.
  mutating func finish(
    _ source: borrowing SourceDocument, _ root: NodeID, _ target: inout SourceDocument, _ ledger: inout LossLedger,
    _ findings: inout FindingList, bundle: BundleKind
  ) {
    setType(bundle, &target)
    draft.weigh(vocabulary)
    refuseInvalid(&target, &findings)
    complete(&target, &findings)
    if options.unitesEntities { draft.unite(vocabulary.sharedTypes, in: target) }
    if options.keepsResidue, source[root].kind == .message { keepResidue(source, root, &target) }
    writer.write(&draft, bundle, library.schema, vocabulary, texts: tables.texts, into: &target)
    closeLedger(source, root, &target, &ledger, otherwise: .noRule)
  }

  /// `Bundle.type`, in a Bundle made for it where no map made one.
  private mutating func setType(_ kind: BundleKind, _ target: inout SourceDocument) {
    var bundle = draft.resources.indices.first { draft.resources[$0].type == vocabulary.bundle }
    if bundle == nil { bundle = Int(draft.makeResource(vocabulary.bundle)) }
    guard let bundle else { return }
    let node = draft.child(of: draft.resources[bundle].root, vocabulary.bundleType, key: 0)
    let start = target.bytes.count
    target.bytes.append(contentsOf: kind.rawValue.utf8)
    draft.setValue(node, .string, start..<target.bytes.count, origin: .none, isConstant: false)
  }

  mutating func closeLedger(
    _ source: borrowing SourceDocument, _ root: NodeID, _ target: inout SourceDocument, _ ledger: inout LossLedger,
    otherwise: LossReason
  ) {
    if draft.nodes.isEmpty { writer.placed.removeAll(keepingCapacity: true) }
    marks.close(&ledger, root, of: source, in: target, placed: writer.placed) { [segments] value in
      guard otherwise == .noRule else { return otherwise }
      // Segments without a place have no map; found by search, as few values come here.
      for segment in segments where segment.node < value && value.rawValue < segment.end && segment.position < 0 {
        return .noSegmentMap
      }
      return .noRule
    }
  }

  /// Writes what FHIR requires and the source does not say as absent, reason unknown.
  private mutating func complete(_ target: inout SourceDocument, _ findings: inout FindingList) {
    var extensionURL: Range<Int>?
    var index = 0
    // What is added may need elements itself.
    while index < draft.nodes.count {
      defer { index += 1 }
      let node = draft.nodes[index]
      guard !node.flags.contains(.isDropped), !node.flags.contains(.isPrimitive), node.valueKind == .null else { continue }
      if let step = vocabulary.missingStep(node.type, { hasChild(UInt32(index), $0) }) {
        addAbsence(to: draft.makeChild(of: UInt32(index), step, key: 0), &extensionURL, &target)
      }
      for number in vocabulary.requiredRange(node.type) {
        let step = vocabulary.requiredStep(number)
        if hasChild(UInt32(index), step.element) { continue }
        if step.symbol == vocabulary.status, vocabulary.knowsUnknownStatus(node.type) {
          let status = draft.makeChild(of: UInt32(index), step, key: 0)
          draft.setValue(status, .string, append("unknown", to: &target), origin: .none, isConstant: true)
          continue
        }
        let child = draft.makeChild(of: UInt32(index), step, key: 0)
        let origin = draft.origin(near: UInt32(index))
        findings.append(
          Finding(MapRules.requiredMissing, node: origin.node, span: origin.span, definition: step.element.rawValue))
        if step.primitive == .none, !vocabulary.requiredRange(step.type).isEmpty { continue }
        addAbsence(to: child, &extensionURL, &target)
      }
    }
  }

  /// data-absent-reason `unknown`.
  private mutating func addAbsence(to node: UInt32, _ known: inout Range<Int>?, _ target: inout SourceDocument) {
    let url = known ?? append("http://hl7.org/fhir/StructureDefinition/data-absent-reason", to: &target)
    known = url
    let added = draft.makeChild(of: node, vocabulary.extensionStep, key: 0)
    let urlNode = draft.makeChild(of: added, vocabulary.extensionURL, key: 0)
    draft.setValue(urlNode, .string, url, origin: .none, isConstant: true)
    let code = draft.makeChild(of: added, vocabulary.extensionCode, key: 0)
    draft.setValue(code, .string, append("unknown", to: &target), origin: .none, isConstant: true)
  }

  /// Whether there is an element, of a choice in whatever type.
  private func hasChild(_ parent: UInt32, _ element: ElementID) -> Bool {
    var child = draft.nodes[Int(parent)].firstChild
    while child != Draft.none {
      let node = draft.nodes[Int(child)]
      if node.element == element, !node.flags.contains(.isDropped) { return true }
      child = node.next
    }
    return false
  }

  private func hasChild(_ parent: UInt32, _ symbol: UInt32) -> Bool {
    var child = draft.nodes[Int(parent)].firstChild
    while child != Draft.none {
      let node = draft.nodes[Int(child)]
      if node.symbol == symbol, !node.flags.contains(.isDropped) { return true }
      child = node.next
    }
    return false
  }

  func append(_ constant: StaticString, to target: inout SourceDocument) -> Range<Int> {
    let start = target.bytes.count
    target.bytes.append(contentsOf: "\(constant)".utf8)
    return start..<target.bytes.count
  }

  func append(text index: UInt32, to target: inout SourceDocument) -> Range<Int> {
    let start = target.bytes.count
    for position in tables.texts.range(index) { target.bytes.append(tables.texts.bytes[position]) }
    return start..<target.bytes.count
  }
}

/// A segment of the message in hand.
struct PlacedSegment: BitwiseCopyable {
  var node: NodeID
  /// One past its last node.
  var end: UInt32
  var id: UInt32
  /// Its node of the structure, or -1.
  var position: Int
  /// The node of the structure that began anew with it, or -1.
  var restarted: Int
  /// Which segment of its id it is, from 1.
  var occurrence: Int
  /// Number of the group it is in: those of one group hold together.
  var group: Int
  /// The first resource that it was written into, or `Draft.none`.
  var resource: UInt32
}

/// What a map runs on.
struct MapContext: BitwiseCopyable {
  /// The segment or row; `NodeID.none` in a data type map.
  var record: NodeID
  /// Index of the segment.
  var segment: Int
  /// The value, in a data type map.
  var value: ValueCursor
  /// The field whose repetitions are walked, and the one in hand.
  var field: UInt16
  var repetition: ValueCursor
  var repetitionIndex: Int
  /// The node written into.
  var base: UInt32
  /// The code map that `inherited` means, or -1.
  var code: Int32
  /// The origin of constants.
  var origin: Origin
  /// In maps that make several linked resources: index of the call, else -1.
  var instances: Int
  /// Their type.
  var instanceType: TypeID
  var depth: Int

  var isRecord: Bool { record != .none }
}
