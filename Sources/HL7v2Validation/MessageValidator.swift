import Diagnostics
import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// Checks messages against what their version of HL7 v2 says: structure, fields, data types, tables. One for each thread; messages
/// of the kinds met before cost no preparation.
public struct MessageValidator {
  let library: PlanLibrary
  private var plans: [MessageKind: Int] = [:]
  private var kinds: [MessagePlan] = []
  private var cursors: [StructureCursor?] = []

  public init(_ library: PlanLibrary) { self.library = library }

  /// - Parameter root: a root of kind `message`; others are passed over.
  public mutating func validate(_ document: borrowing SourceDocument, root: NodeID, findings: inout FindingList) {
    guard document[root].kind == .message else { return }
    let index = plan(document, root)
    var run = MessageRun(
      plan: kinds[index], library: library, definitions: library.definitions, root: root,
      delimiters: Delimiters(document, root: root), severities: severities(kinds[index].severities, document, root),
      findings: FindingList())
    swap(&run.findings, &findings)
    let compiled = run.plan.compiled.flatMap { $0.isWhole ? $0 : nil }
    if compiled != nil { run.occurrences = OccurrenceTree(root) }
    if var cursor = cursors[index] {
      cursors[index] = nil
      cursor.reset()
      run.checkStructure(document, root, &cursor)
      cursors[index] = cursor
    } else {
      run.checkUnknownSegments(document, root)
    }
    run.checkSegments(document, root)
    if let compiled { run.checkGroups(compiled, document) }
    swap(&run.findings, &findings)
  }

  /// Gives the findings of the reader the severities that the profile and the senders choose.
  public func adjust(_ findings: inout FindingList, in document: borrowing SourceDocument) {
    let own = library.profile?.severities ?? SeverityChoices()
    guard !own.isEmpty || !library.senders.isEmpty, !findings.isEmpty else { return }
    var changed: [Finding] = []
    var root = 0
    var choices = own
    var isAtRoot = false
    for var finding in findings.findings {
      // Findings stand about in the order of the messages.
      while root + 1 < document.roots.count, Int(document[document.roots[root + 1]].offset) <= Int(finding.span.offset) {
        root += 1
        isAtRoot = false
      }
      if !isAtRoot, root < document.roots.count {
        choices = severities(own, document, document.roots[root])
        isAtRoot = true
      }
      if choices.apply(&finding) { changed.append(finding) }
    }
    findings.replace(with: changed)
  }

  private func severities(
    _ own: SeverityChoices, _ document: borrowing SourceDocument, _ root: NodeID
  ) -> SeverityChoices {
    guard !library.senders.isEmpty, document[root].kind == .message, document[root].end > root.rawValue + 1 else { return own }
    let header = NodeID(root.rawValue + 1)
    var result = own
    for sender in library.senders where sender.match.matches(document, header: header) {
      result = result.overridden(by: sender.severities)
    }
    return result
  }

  /// Where the segments of a message belong, for people: the path of each in the structure, or why it has none.
  public mutating func explain(_ document: borrowing SourceDocument, root: NodeID) -> [(segment: NodeID, place: String)] {
    guard document[root].kind == .message else { return [] }
    let index = plan(document, root)
    guard var cursor = cursors[index] else { return [] }
    cursor.reset()
    var result: [(segment: NodeID, place: String)] = []
    var segment = root.rawValue + 1
    while segment < document[root].end {
      let place =
        switch cursor.take(document.segmentID(of: NodeID(segment))) {
        case .placed(let node): cursor.tree.path(node)
        case .misplaced(let isRepeat):
          isRepeat ? "(once too often: kept where it stands)" : "(out of place: kept where it stands)"
        case .unknown: "(not part of \(cursor.tree.name): kept where it stands)"
        }
      result.append((NodeID(segment), place))
      segment = document[NodeID(segment)].end
    }
    return result
  }

  /// The structure that a message is taken for; nil where none is known.
  public mutating func structureName(_ document: borrowing SourceDocument, root: NodeID) -> String? {
    kinds[plan(document, root)].structure?.name
  }

  private mutating func plan(_ document: borrowing SourceDocument, _ root: NodeID) -> Int {
    let header = NodeID(root.rawValue + 1)
    let version = raw(document, 12, 1, header)
    let (code, event, structure) = (raw(document, 9, 1, header), raw(document, 9, 2, header), raw(document, 9, 3, header))
    var kind = MessageKind(version: version, code: code, event: event, structure: structure)
    if library.profile?.messages.count ?? 0 > 1 { kind.profiles = profiles(document, header) }
    if let known = plans[kind] { return known }
    let plan = library.plan(kind)
    // A hostile feed may name any number of kinds.
    if kinds.count >= 512 {
      plans.removeAll()
      kinds.removeAll()
      cursors.removeAll()
    }
    plans[kind] = kinds.count
    kinds.append(plan)
    cursors.append(plan.structure.map(StructureCursor.init))
    return kinds.count - 1
  }

  /// What MSH-21 names.
  private func profiles(_ document: borrowing SourceDocument, _ header: NodeID) -> [String] {
    var names: [String] = []
    guard header.index < document.nodes.count, let field = document.field(21, of: header) else { return [] }
    document.forEachRepetition(of: field) { repetition in
      if let name = document.component(1, of: repetition), document[name].length <= 64, names.count < 8 {
        names.append(document.rawText(of: name))
      }
    }
    return names
  }

  private func raw(_ document: borrowing SourceDocument, _ field: Int, _ component: Int, _ header: NodeID) -> String {
    guard header.index < document.nodes.count,
      let node = document.field(field, of: header).flatMap({ document.component(component, of: $0) })
    else { return "" }
    let range = document[node].range
    return range.count <= 64 ? document.rawText(of: node) : ""
  }
}
