import Schema
import SourceTree

extension CompiledMessageMap {
  static let blank = CompiledMessageMap(
    name: "", events: [], structure: .empty, bundle: .message, rows: [], slotsWithin: [], slotScopes: [], slotTypes: [],
    slotKeys: [])

  mutating func code(_ coder: inout MapImageCoder) {
    coder.code(&name)
    coder.code(&events, blank: "") { $0.code(&$1) }
    structure.code(&coder)
    var kind = bundle.rawValue
    coder.code(&kind)
    bundle = BundleKind(rawValue: kind) ?? .message
    coder.code(&rows, blank: []) { coder, rows in
      coder.code(&rows, blank: Row(target: 0, map: 0, condition: -1, literals: [], references: [])) { $1.code(&$0) }
    }
    coder.code(&slotsWithin, blank: []) { coder, slots in coder.code(&slots, blank: 0) { $0.code(&$1) } }
    coder.code(&slotScopes, blank: 0) { $0.code(&$1) }
    coder.code(&slotTypes, blank: .none) { $0.code(&$1) }
    coder.code(&slotKeys, blank: 0) { $0.code(&$1) }
  }
}

extension CompiledMessageMap.Row {
  mutating func code(_ coder: inout MapImageCoder) {
    let path = CompiledPath(steps: .empty, sibling: 0, type: .none, primitive: .none)
    coder.code(&target)
    coder.code(&map)
    coder.code(&condition)
    coder.code(&literals, blank: .init(slot: 0, path: path, text: 0)) { coder, literal in
      coder.code(&literal.slot)
      literal.path.code(&coder)
      coder.code(&literal.text)
    }
    coder.code(&references, blank: .init(from: 0, path: path, to: 0)) { coder, reference in
      coder.code(&reference.from)
      reference.path.code(&coder)
      coder.code(&reference.to)
    }
  }
}

extension MessageStructure {
  static let empty = MessageStructure(nodes: [])

  mutating func code(_ coder: inout MapImageCoder) {
    var nodes = self.nodes
    let blank = Node(name: "", segment: 0, repeats: false, parent: -1, children: [], order: 0, segmentsBelow: [])
    coder.code(&nodes, blank: blank) { coder, node in
      coder.code(&node.name)
      coder.code(&node.segment)
      coder.code(&node.repeats)
      coder.code(&node.parent)
      coder.code(&node.children, blank: 0) { $0.code(&$1) }
      coder.code(&node.order)
      var below = node.segmentsBelow.sorted()
      coder.code(&below)
      node.segmentsBelow = Set(below)
    }
    guard coder.isReading, let root = nodes.first else {
      if coder.isReading { self = .empty }
      return
    }
    // What may stand anywhere is below the message, though no search for a place finds it.
    let loose = nodes.indices.filter {
      nodes[$0].parent == 0 && nodes[$0].segment != 0 && !root.segmentsBelow.contains(nodes[$0].segment)
    }
    self = MessageStructure(nodes: nodes, loose: Dictionary(loose.map { (nodes[$0].segment, $0) }) { first, _ in first })
  }
}

extension CompiledTableMap {
  static let blank = CompiledTableMap(
    name: "", columns: [], delimiter: 0, bundle: .transaction, resource: .none, map: 0, diseasePath: nil, diseases: [:])

  mutating func code(_ coder: inout MapImageCoder) {
    coder.code(&name)
    coder.code(&columns, blank: Column(name: "", mandation: .optional, check: nil, isIdentifier: false)) { coder, column in
      coder.code(&column.name)
      var mandation = column.mandation.rawValue
      coder.code(&mandation)
      column.mandation = Mandation(rawValue: mandation) ?? .optional
      var check = column.check?.rawValue ?? ""
      coder.code(&check)
      column.check = CellCheck(rawValue: check)
      coder.code(&column.isIdentifier)
    }
    coder.code(&delimiter)
    var kind = bundle.rawValue
    coder.code(&kind)
    bundle = BundleKind(rawValue: kind) ?? .transaction
    coder.code(&resource)
    coder.code(&map)
    var hasPath = diseasePath != nil
    coder.code(&hasPath)
    if hasPath {
      var path = diseasePath ?? CompiledPath(steps: .empty, sibling: 0, type: .none, primitive: .none)
      path.code(&coder)
      diseasePath = path
    }
    var list = diseases.sorted { $0.key < $1.key }.map { (vaccine: $0.key, codes: $0.value) }
    coder.code(&list, blank: (vaccine: "", codes: .empty)) { coder, disease in
      coder.code(&disease.vaccine)
      disease.codes.code(&coder)
    }
    diseases = Dictionary(list.map { ($0.vaccine, $0.codes) }) { first, _ in first }
  }
}
