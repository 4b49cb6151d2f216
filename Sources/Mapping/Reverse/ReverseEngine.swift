import Diagnostics
import HL7v2Definitions
import HL7v2Syntax
import Schema
import SourceTree

/// What a run may decide about messages made from FHIR.
public struct ReverseOptions: Sendable {
  /// MSH-12.
  public var version = "2.5.1"
  /// The event to send, such as `ADT^A08`; nil for what the Bundle says, else for what its resources are.
  public var event: String?

  public init(version: String = "2.5.1", event: String? = nil) {
    self.version = version
    self.event = event
  }
}

/// Plans of messages, and the maps they are made by.
public struct ReverseLibrary: Sendable {
  let maps: MapLibrary
  let plans: [ReversePlan]
  let inverse: InverseCodes
  let definitions: MessageDefinitions?
  /// Maps by simplified name; those named `…-Reverse` stand in place of the others when maps are read backwards.
  let mapNumbers: [String: Int]
  /// The rows of each map to be read backwards: those of `…-Reverse` in place of those of the same parts of the source.
  let rows: [[Int]]

  /// - Parameters:
  ///   - plans: the files under `Profiles/fhir-to-hl7v2`.
  ///   - definitions: say which fields repeat; without them all do.
  public init(maps: MapLibrary, plans files: [MapFile], definitions: MessageDefinitions? = nil) throws(MapLibraryError) {
    self.maps = maps
    self.definitions = definitions
    var reader = ReversePlanReader()
    for file in files { reader.read(file) }
    guard reader.faults.isEmpty, !reader.plans.isEmpty else {
      throw MapLibraryError("plans of messages cannot be read: " + reader.faults.joined(separator: ", "))
    }
    plans = reader.plans
    inverse = InverseCodes(maps.tables)
    var numbers: [String: Int] = [:]
    for (number, map) in maps.tables.maps.enumerated() { numbers[MapCompiler.simplified(map.name)] = number }
    mapNumbers = numbers
    rows = maps.tables.maps.map { ReverseLibrary.rows($0, numbers, maps.tables) }
  }

  /// The events that messages can be made for, such as `ADT^A01`.
  public var events: [String] {
    plans.flatMap(\.events).map { $0.split(separator: "^").prefix(2).joined(separator: "^") }.sorted()
  }

  func map(named name: String) -> Int? { mapNumbers[MapCompiler.simplified(name)] }

  private static func rows(_ map: CompiledElementMap, _ numbers: [String: Int], _ tables: MapTables) -> [Int] {
    let own = Array(map.rows.indices)
    let name = MapCompiler.simplified(map.name)
    guard name.hasSuffix("]"), let other = numbers[name.dropLast() + "-reverse]"] else { return own }
    let others = Array(tables.maps[other].rows.indices)
    let parts = Set(others.map { tables.rows[$0].source.first })
    return others + own.filter { !parts.contains(tables.rows[$0].source.first) }
  }
}

/// Makes HL7 v2 messages from Bundles: reads the maps of HL7 v2 to FHIR backwards. One engine a worker.
public struct ReverseEngine {
  let library: ReverseLibrary
  let tables: MapTables
  let schema: Schema
  public var options: ReverseOptions
  let reference: Symbol
  var draft = MessageDraft()
  var index: BundleIndex
  /// What became of each leaf of the record in hand.
  var accounts: [UInt32: LeafAccount] = [:]
  /// Leaves that a row has taken, by the way that led to them: another row of the same segment does not take them again.
  var claims: Set<LeafClaim> = []
  var groupCache: [GroupKey: [UInt8: [NodeID]]] = [:]
  /// Resources that a segment or group was made for.
  var claimed: Set<UInt32> = []
  var messageCounts: [String: Int] = [:]
  var residues: [ReverseResidue] = []
  /// What the version says of segments, and what the newest says of those it does not know.
  let versions: [VersionDefinitions]

  public init(library: ReverseLibrary, options: ReverseOptions = ReverseOptions()) {
    self.library = library
    self.options = options
    tables = library.maps.tables
    schema = library.maps.schema
    let version = HL7Version(nearest: options.version) ?? .v2_5_1
    versions = library.definitions.map { [$0.version(version), $0.version(.v2_9)] } ?? []
    reference = Symbol(library.maps.vocabulary.reference.symbol)
    index = BundleIndex(SourceDocument(format: .canonical), root: nil, reference: reference)
  }

  /// Why leaves are ignored or lost, by the number that ledger entries hold.
  public var reasons: [String] { library.maps.reasons }

  /// Makes one message.
  ///
  /// - Parameters:
  ///   - root: a Bundle, or one resource.
  ///   - target: gets the bytes of the message and, parsed, its tree.
  ///   - ledger: gets one entry for each leaf of the record.
  public mutating func convert(
    _ source: borrowing SourceDocument, root: NodeID, into target: inout SourceDocument, ledger: inout LossLedger,
    findings: inout FindingList
  ) {
    start(source, root)
    let chosen = choose(source, root, &findings)
    if let (plan, event) = chosen {
      var env: [String: NodeID] = [:]
      for type in ["Bundle", "MessageHeader", "Patient"] { env[type] = first(type, root, source) }
      _ = emit(plan.rows, Scope(env: env), source)
      appendResidues(source)
      complete(event)
      refuseOthers(source, root, &findings)
      write(into: &target)
    }
    settleStructure(source, root)
    close(source, root, target, &ledger, otherwise: chosen == nil ? .noMessagePlan : .noPlace)
  }

  private mutating func start(_ source: borrowing SourceDocument, _ root: NodeID) {
    draft = MessageDraft()
    accounts.removeAll(keepingCapacity: true)
    groupCache.removeAll(keepingCapacity: true)
    claimed.removeAll(keepingCapacity: true)
    messageCounts.removeAll(keepingCapacity: true)
    index = BundleIndex(source, root: root, reference: reference)
    residues = residues(source)
  }

  private func first(_ type: String, _ root: NodeID, _ source: borrowing SourceDocument) -> NodeID? {
    if type == "Bundle" { return index.type(of: root) == "Bundle" ? root : nil }
    return index.resources.first { $0.type == type }?.node
  }

  /// Whether a field may be there several times.
  func repeats(_ segment: Int, _ field: Int) -> Bool {
    guard let id = SegmentID(draft.segments[segment]) else { return true }
    for version in versions {
      if let owner = version.segment(id), let part = version.part(field, of: owner) { return part.maximum != 1 }
    }
    return true
  }

  // MARK: Events

  /// The plan and the event: as asked for, else as the MessageHeader says, else by what the resources are.
  private func choose(
    _ source: borrowing SourceDocument, _ root: NodeID, _ findings: inout FindingList
  ) -> (ReversePlan, [String])? {
    let asked = options.event ?? header(source) ?? guessed()
    if let asked, let found = plan(asked) { return found }
    let node = index.resources.first { $0.type == "MessageHeader" }?.node ?? root
    findings.append(Finding(ReverseRules.noPlan, node: node, span: source.span(of: node)))
    return nil
  }

  /// `A01` or `ADT^A01`, by what stands in the MessageHeader.
  private func header(_ source: borrowing SourceDocument) -> String? {
    guard let header = index.resources.first(where: { $0.type == "MessageHeader" })?.node,
      let event = source.child("eventCoding", of: header)
    else { return nil }
    let code = source.child("code", of: event).map { source.text(of: $0) } ?? ""
    let display = source.child("display", of: event).map { source.text(of: $0) } ?? ""
    let parts = display.split(separator: "^", omittingEmptySubsequences: false)
    return parts.count > 1 && parts[1] == code && !parts[0].isEmpty ? parts[0] + "^" + code : code
  }

  /// Results make an ORU, orders an OML, anything about a visit an ADT.
  private func guessed() -> String? {
    let types = Set(index.resources.map(\.type))
    if types.contains("DiagnosticReport") || types.contains("Observation") && !types.contains("Encounter") {
      return "ORU^R01"
    }
    if types.contains("ServiceRequest") { return "OML^O21" }
    if types.contains("Encounter") { return "ADT^A08" }
    return types.contains("Patient") ? "ADT^A31" : nil
  }

  private func plan(_ event: String) -> (ReversePlan, [String])? {
    for plan in library.plans {
      for written in plan.events {
        let parts = written.split(separator: "^").map(String.init)
        guard parts.count == 3 else { continue }
        if parts[1] == event || parts[0] + "^" + parts[1] == event { return (plan, parts) }
      }
    }
    return nil
  }

  // MARK: The header

  /// What a message needs and no map says.
  private mutating func complete(_ event: [String]) {
    guard !draft.segments.isEmpty else { return }
    func place(_ field: Int, _ component: Int, _ text: String) {
      let address = DraftAddress(segment: 0, field: field).part(component) ?? DraftAddress(segment: 0, field: field)
      _ = draft.place(text, at: address, source: .none)
    }
    for (number, part) in event.enumerated() { place(9, number + 1, part) }
    if draft.text(at: DraftAddress(segment: 0, field: 10)) == nil { place(10, 1, "1") }
    if draft.text(at: DraftAddress(segment: 0, field: 11)) == nil { place(11, 1, "P") }
    place(12, 1, options.version)
    place(18, 1, "UNICODE UTF-8")
  }

  /// A message is about one patient; others in the Bundle have no place in it.
  private func refuseOthers(_ source: borrowing SourceDocument, _ root: NodeID, _ findings: inout FindingList) {
    let patients = index.resources.filter { $0.type == "Patient" }
    if patients.isEmpty { findings.append(Finding(ReverseRules.noPatient, node: root, span: source.span(of: root))) }
    let unplaced = patients.dropFirst().filter { !claimed.contains($0.node.rawValue) }
    for patient in unplaced {
      findings.append(Finding(ReverseRules.furtherPatient, node: patient.node, span: source.span(of: patient.node)))
    }
    for header in index.resources.filter({ $0.type == "MessageHeader" }).dropFirst() {
      findings.append(Finding(ReverseRules.furtherMessage, node: header.node, span: source.span(of: header.node)))
    }
  }

  private func write(into target: inout SourceDocument) {
    target.bytes.append(contentsOf: draft.encoded())
    var ignored = FindingList(bound: 0)
    var reader = HL7v2Reader()
    reader.parse(&target, findings: &ignored)
  }
}
