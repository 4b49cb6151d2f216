extension MapCompiler {
  /// Message maps with those that add to them taken in; fragments are kept for the maps that include them.
  mutating func joined(_ definitions: [MessageMapDefinition]) -> [MessageMapDefinition] {
    for fragment in definitions where fragment.isFragment {
      guard fragment.layering == .adds, let known = fragments[fragment.name.text] else {
        fragments[fragment.name.text] = fragment
        continue
      }
      fragments[fragment.name.text]?.rows = known.rows + fragment.rows
    }
    var maps: [MessageMapDefinition] = []
    for definition in definitions where !definition.isFragment {
      let index = maps.firstIndex { $0.name.text == definition.name.text }
      switch (definition.layering, index) {
      case (.adds, let index?):
        maps[index].rows += definition.rows
        maps[index].includes += definition.includes
        maps[index].events += definition.events
      case (_, let index?): maps[index] = definition
      case (_, nil): maps.append(definition)
      }
    }
    return maps
  }

  /// Z segments that a message map's rows are about: no structure has a place for them.
  func looseSegments(_ definition: MessageMapDefinition) -> [String] {
    let rows = definition.rows + definition.includes.flatMap { fragments[$0.text]?.rows ?? [] }
    return rows.compactMap { row in
      let name = row.id.text.split(separator: ".").last.map(String.init) ?? ""
      return name.hasPrefix("Z") ? name : nil
    }
  }

  /// The rows of a message map, those of its fragments at every place of the structure that they fit.
  mutating func expanded(_ definition: MessageMapDefinition, _ structure: MessageStructure) -> [MessageMapDefinition.Row] {
    var rows = definition.rows
    for include in definition.includes {
      guard let fragment = fragments[include.text] else {
        report(MapRules.unknownMap, include)
        continue
      }
      for row in fragment.rows {
        for node in structure.nodes.indices where structure.isPlace(node, of: row.id.text) {
          if let placed = placed(row, at: node, structure) { rows.append(placed) }
        }
      }
    }
    return rows
  }

  /// A row of a fragment at a place: `Observation[OBX]` becomes the instance of the nearest OBX.
  private func placed(
    _ row: MessageMapDefinition.Row, at node: Int, _ structure: MessageStructure
  ) -> MessageMapDefinition.Row? {
    var row = row
    row.position = node
    guard let target = numbered(row.target.text, at: node, structure) else { return nil }
    row.target.text = target
    row.references = row.references.compactMap { reference in
      numbered(reference.text, at: node, structure).map { MapText(text: $0, place: reference.place) }
    }
    return row
  }

  private func numbered(_ text: String, at node: Int, _ structure: MessageStructure) -> String? {
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "[") {
      let name = rest[rest.index(after: open)...].prefix { $0 != "]" }
      result += rest[..<open]
      rest = rest[rest.index(open, offsetBy: name.count + 1)...]
      if let segment = SegmentName.packed(name), name.allSatisfy({ $0.isUppercase || $0.isNumber }), Int(name) == nil {
        guard let place = structure.nearest(segment, to: node) else { return nil }
        result += "[\(1000 + place)"
      } else {
        result += "[" + name
      }
    }
    return result + rest
  }
}

extension MessageStructure {
  /// Whether a node is what a path like `OBX` or `OBSERVATION.OBX` names.
  fileprivate func isPlace(_ node: Int, of path: String) -> Bool {
    guard nodes[node].segment != 0 else { return false }
    var current = node
    for name in path.split(separator: ".").reversed() {
      guard current > 0, nodes[current].name == name else { return false }
      current = nodes[current].parent
    }
    return true
  }

  /// The place of a segment in the same group as a node, else in the groups around it, the one before it first.
  fileprivate func nearest(_ segment: UInt32, to node: Int) -> Int? {
    if nodes[node].segment == segment { return node }
    var group = nodes[node].parent
    while group >= 0 {
      let places = nodes[group].children.filter { nodes[$0].segment == segment }
      if let place = places.last(where: { $0 <= node }) ?? places.first { return place }
      group = nodes[group].parent
    }
    return nil
  }
}
