import Schema
import SourceTree

extension MapCompiler {
  mutating func compile(_ definition: TableMapDefinition) {
    guard let resource = schema.type(named: definition.resource.text) else {
      report(MapRules.unknownTarget, definition.resource)
      return
    }
    var columns: [CompiledTableMap.Column] = []
    for column in definition.columns {
      var compiled = CompiledTableMap.Column(
        name: column.name.text, mandation: .optional, check: nil, isIdentifier: column.isIdentifier)
      if let mandation = column.mandation {
        guard let known = Mandation(rawValue: mandation.text) else {
          report(MapRules.malformedMap, mandation)
          continue
        }
        compiled.mandation = known
      }
      if let check = column.check {
        guard let known = CellCheck(rawValue: check.text) else {
          report(MapRules.malformedMap, check)
          continue
        }
        compiled.check = known
      }
      columns.append(compiled)
    }
    var bundle = BundleKind.transaction
    if let text = definition.bundle {
      guard let kind = BundleKind(rawValue: text.text) else {
        report(MapRules.malformedMap, text)
        return
      }
      bundle = kind
    }
    mapNumbers[MapCompiler.simplified(definition.rows.name.text)] = tables.maps.count
    tables.maps.append(
      CompiledElementMap(
        name: definition.rows.name.text, target: resource, rows: .empty, instanceOrder: [], instanceParent: nil))
    compile(definition.rows, .table(columns.map(\.name)))
    let number = tables.maps.count - 1
    var diseases: [String: TableRange] = [:]
    for (vaccine, codes) in definition.diseases {
      diseases[vaccine] = TableRange(first: UInt32(tables.operands.count), count: UInt32(codes.count))
      for code in codes { tables.operands.append(tables.texts.intern(code)) }
    }
    let diseasePath = definition.diseasePath.flatMap { path($0, from: resource, isSegment: false) }
    // Each disease is an instance of what has a key.
    for step in diseasePath?.steps.indices ?? 0..<0 where tables.steps[step].key > 0 { tables.steps[step].takesRepetition = true }
    tables.tables.append(
      CompiledTableMap(
        name: definition.rows.name.text, columns: columns, delimiter: definition.delimiter, bundle: bundle,
        resource: resource, map: number, diseasePath: diseasePath, diseases: diseases))
  }
}
