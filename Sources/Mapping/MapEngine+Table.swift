import Diagnostics
import Schema
import SourceTree

extension MapEngine {
  /// Whether the library has a map for tables.
  public var hasTableMap: Bool { !tables.tables.isEmpty }

  /// The separator of cells that the table map wants.
  public var tableDelimiter: UInt8? { tables.tables.first?.delimiter }

  /// Checks what comes before the rows of a table: the file's name and the header.
  ///
  /// - Returns: false when the file as a whole is rejected: then no row of it is to be converted.
  public func beginTable(_ source: borrowing SourceDocument, header: NodeID, findings: inout FindingList) -> Bool {
    guard let table = tables.tables.first else { return false }
    var isAccepted = true
    if !table.diseases.isEmpty, let name = options.fileName, diseases(table, name) == nil {
      findings.append(Finding(VaccinationRules.fileName, span: SourceSpan(offset: 0, length: 0)))
      isAccepted = false
    }
    var number = 0
    var isRight = true
    var end = source.nodes[header.index].range.lowerBound
    source.forEachChild(of: header) { cell in
      let range = source.nodes[cell.index].range
      if number > 0, !source.bytes[end..<max(end, range.lowerBound)].contains(table.delimiter) { isRight = false }
      end = range.upperBound
      if number >= table.columns.count || !source.bytes[range].elementsEqual(table.columns[number].name.utf8) { isRight = false }
      number += 1
    }
    if !isRight || number != table.columns.count {
      findings.append(Finding(VaccinationRules.header, node: header, span: source.span(of: header)))
      isAccepted = false
    }
    return isAccepted
  }

  private func diseases(_ table: CompiledTableMap, _ name: String) -> TableRange? {
    VaccinationFileName(name).flatMap { table.diseases[$0.vaccine] }
  }

  mutating func convertRow(
    _ source: borrowing SourceDocument, _ root: NodeID, _ target: inout SourceDocument, _ ledger: inout LossLedger,
    _ findings: inout FindingList
  ) {
    segments.removeAll(keepingCapacity: true)
    guard let table = tables.tables.first, let action = check(source, root, table, &target, &findings) else {
      closeLedger(source, root, &target, &ledger, otherwise: tables.tables.isEmpty ? .noMessageMap : .rejectedRow)
      return
    }
    var hash = SHA1()
    for byte in "urn:plumbline:csv".utf8 { hash.add(byte) }
    for index in source.nodes[root.index].range { hash.add(source.bytes[index]) }
    seed = NameBasedUUID(hash.finish())
    let resource = draft.makeResource(table.resource)
    draft.resources[Int(resource)].id = NameBasedUUID(below: seed, 0, 0, 0, 0)
    let base = draft.resources[Int(resource)].root
    let origin = Origin(span: source.span(of: root), node: root)
    draft.nodes[Int(base)].origin = origin
    let context = MapContext(
      record: root, segment: 0, value: ValueCursor(node: root, level: .repetition), field: 0,
      repetition: ValueCursor(node: root, level: .repetition), repetitionIndex: 0, base: base, code: -1, origin: origin,
      instances: -1, instanceType: .none, depth: 0)
    if action == .delete { keepIdentifierOnly(source, root, table) }
    run(table.map, context, source, &target, &findings)
    if let path = table.diseasePath, let codes = options.fileName.flatMap({ diseases(table, $0) }) {
      writeDiseases(codes, path, context, &target)
    }
    writer.verb = action
    finish(source, root, &target, &ledger, &findings, bundle: options.bundle ?? table.bundle)
    writer.verb = .create
  }

  /// The diseases follow from the vaccine that the file's name says.
  private mutating func writeDiseases(
    _ codes: TableRange, _ path: CompiledPath, _ context: MapContext, _ target: inout SourceDocument
  ) {
    for (number, code) in codes.indices.enumerated() {
      var context = context
      context.repetitionIndex = number
      let coding = resolve(path, context)
      let system = draft.child(of: coding, vocabulary.codingSystem, key: 0)
      draft.setValue(
        system, .string, append("http://snomed.info/sct", to: &target), origin: context.origin, isConstant: true)
      let node = draft.child(of: coding, vocabulary.codingCode, key: 0)
      draft.setValue(node, .string, append(text: tables.operands[code], to: &target), origin: context.origin, isConstant: true)
    }
  }

  /// A deletion needs nothing but the record's identifier.
  private mutating func keepIdentifierOnly(_ source: borrowing SourceDocument, _ root: NodeID, _ table: CompiledTableMap) {
    source.forEachChild(of: root) { cell in
      let column = Int(source.nodes[cell.index].name) - 1
      if column < table.columns.count, !table.columns[column].isIdentifier {
        marks.ignore(cell, reason: LossReason.deletion.rawValue)
      }
    }
  }

  // MARK: Checks

  /// Checks a row.
  ///
  /// - Returns: what it asks for, or nil when it is rejected.
  private mutating func check(
    _ source: borrowing SourceDocument, _ root: NodeID, _ table: CompiledTableMap, _ target: inout SourceDocument,
    _ findings: inout FindingList
  ) -> RequestVerb? {
    let start = target.bytes.count
    defer { target.bytes.removeSubrange(start...) }
    guard let action = action(source, root, table), width(of: root, source) == table.columns.count else {
      findings.append(
        Finding(
          VaccinationRules.rowWidth, node: root, span: source.span(of: root), expected: .number(table.columns.count),
          actual: .number(width(of: root, source))))
      return nil
    }
    var isAccepted = true
    var column = 0
    source.forEachChild(of: root) { cell in
      let rule = table.columns[column]
      column += 1
      if action == .delete, !rule.isIdentifier, rule.check != .action { return }
      let range = text.append(cell, of: source, to: &target.bytes)
      if !accepts(cell, range, rule, source, target.bytes, &findings) { isAccepted = false }
    }
    return isAccepted ? action : nil
  }

  private func width(of row: NodeID, _ source: borrowing SourceDocument) -> Int {
    var width = 0
    source.forEachChild(of: row) { _ in width += 1 }
    return width
  }

  /// Nil only when the row has no cell for it; a wrong verb is found by the column's check.
  private func action(_ source: borrowing SourceDocument, _ root: NodeID, _ table: CompiledTableMap) -> RequestVerb? {
    guard let column = table.columns.firstIndex(where: { $0.check == .action }) else { return .create }
    guard let cell = source.child(Symbol(UInt32(column + 1)), of: root) else { return nil }
    let range = source.nodes[cell.index].range
    if CellCheck.isOne(["delete"], source.bytes, range) { return .delete }
    return CellCheck.isOne(["update"], source.bytes, range) ? .update : .create
  }

  private func accepts(
    _ cell: NodeID, _ range: Range<Int>, _ column: CompiledTableMap.Column, _ source: borrowing SourceDocument,
    _ bytes: ContiguousArray<UInt8>, _ findings: inout FindingList
  ) -> Bool {
    let span = source.span(of: cell)
    if range.isEmpty {
      switch column.mandation {
      case .mandatory: findings.append(Finding(VaccinationRules.cellMissing, node: cell, span: span))
      case .required: findings.append(Finding(VaccinationRules.cellRecommended, node: cell, span: span))
      case .optional: break
      }
      return column.mandation != .mandatory
    }
    if isBlank(bytes, range) {
      findings.append(Finding(VaccinationRules.cellBlank, node: cell, span: span))
      return false
    }
    switch column.check?.fault(bytes, range, today: options.today) {
    case nil: return true
    case .future: findings.append(Finding(VaccinationRules.future, node: cell, span: span))
    case .form:
      let expected = column.check.map { Evidence.phrase($0.phrase) } ?? .none
      findings.append(Finding(VaccinationRules.cellForm, node: cell, span: span, expected: expected))
    }
    return false
  }
}

/// What a server is asked to do with a resource.
enum RequestVerb: Sendable {
  case create, update, delete
}
