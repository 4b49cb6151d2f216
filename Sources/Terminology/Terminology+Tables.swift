import Schema

/// A code system of a layer.
struct SystemHandle: Hashable {
  var layer: Int
  var index: Int
}

/// A code of a layer.
struct CodeHandle: Hashable {
  var layer: Int
  var index: Int
}

/// A value set of a layer that has a definition.
struct ValueSetHandle: Hashable {
  var layer: Int
  var index: Int
}

// Finding things in the tables, by halving.
extension Terminology {
  subscript(_ handle: SystemHandle) -> CodeSystemRecord { layers[handle.layer].tables.terminology.codeSystems[handle.index] }
  subscript(_ handle: CodeHandle) -> CodeRecord { layers[handle.layer].tables.terminology.codes[handle.index] }
  subscript(_ handle: ValueSetHandle) -> ValueSetRecord { layers[handle.layer].tables.valueSets[handle.index] }

  func string(_ id: StringID, _ layer: Int) -> String { layers[layer].string(id) }

  /// A code system by URL, in a version where one is given, else the one that its URL alone means.
  func system(_ url: String, version: String?) -> SystemHandle? {
    if let version, let handle = systemIndex(url + "|" + version) { return handle }
    return systemIndex(url) { handle in
      let stated = self[handle].version
      return version == nil || stated == .none || string(stated, handle.layer) == version
    }
  }

  private func systemIndex(_ key: String, where isMeant: (SystemHandle) -> Bool = { _ in true }) -> SystemHandle? {
    let key = ContiguousArray(key.utf8)
    for layer in layers.indices.reversed() {
      let tables = layers[layer].tables
      let systems = tables.terminology.codeSystems
      let index = firstIndex(systems.count) { difference(systems[$0].url, key, tables) < 0 }
      let handle = SystemHandle(layer: layer, index: index)
      if index < systems.count, difference(systems[index].url, key, tables) == 0, isMeant(handle) {
        return handle
      }
    }
    return nil
  }

  /// A value set by canonical, in the version where one is given and is here, else the one that its URL alone means.
  func valueSet(_ canonical: String) -> ValueSetHandle? {
    valueSetIndex(canonical)
      ?? {
        let parts = Terminology.parts(canonical)
        return parts.version == nil ? nil : valueSetIndex(parts.url)
      }()
  }

  private func valueSetIndex(_ key: String) -> ValueSetHandle? {
    let key = ContiguousArray(key.utf8)
    for layer in layers.indices.reversed() {
      let tables = layers[layer].tables
      let order = tables.terminology.valueSetOrder
      let index = firstIndex(order.count) { difference(tables.valueSets[Int(order[$0])].url, key, tables) < 0 }
      if index < order.count, difference(tables.valueSets[Int(order[index])].url, key, tables) == 0 {
        return ValueSetHandle(layer: layer, index: Int(order[index]))
      }
    }
    return nil
  }

  /// `url|version` taken apart.
  static func parts(_ canonical: String) -> (url: String, version: String?) {
    guard let bar = canonical.utf8.lastIndex(of: UInt8(ascii: "|")) else { return (canonical, nil) }
    return (String(canonical[..<bar]), String(canonical[canonical.index(after: bar)...]))
  }

  /// A code of a system. In systems where case counts one that differs only in case is found too, where there is no other: the caller
  /// compares.
  func code(_ code: String, in handle: SystemHandle) -> CodeHandle? {
    let tables = layers[handle.layer].tables
    let record = tables.terminology.codeSystems[handle.index]
    let codes = tables.terminology.codes
    let first = Int(record.firstCode)
    let key = ContiguousArray(code.utf8)
    var index = firstIndex(Int(record.codeCount)) { foldedDifference(codes[first + $0].code, key, tables) < 0 }
    var other: CodeHandle?
    while index < Int(record.codeCount), foldedDifference(codes[first + index].code, key, tables) == 0 {
      let handle = CodeHandle(layer: handle.layer, index: first + index)
      if difference(codes[first + index].code, key, tables) == 0 { return handle }
      other = other ?? handle
      index += 1
    }
    return other
  }

  /// A code that a component of a value set lists.
  func member(_ code: String, of component: ValueSetComponentRecord, _ layer: Int, ignoringCase: Bool) -> Int? {
    let tables = layers[layer].tables
    let members = tables.terminology.members
    let first = Int(component.firstMember)
    let key = ContiguousArray(code.utf8)
    var index = firstIndex(Int(component.memberCount)) { foldedDifference(members[first + $0].code, key, tables) < 0 }
    while index < Int(component.memberCount), foldedDifference(members[first + index].code, key, tables) == 0 {
      if ignoringCase || difference(members[first + index].code, key, tables) == 0 { return first + index }
      index += 1
    }
    return nil
  }

  func facts(_ handle: CodeHandle) -> CodeFacts {
    let record = self[handle]
    return CodeFacts(
      code: string(record.code, handle.layer), display: record.display == .none ? nil : string(record.display, handle.layer),
      isInactive: record.flags.contains(.inactive), isAbstract: record.flags.contains(.abstract))
  }

  /// The first of `count` indexes that does not come before what is looked for.
  private func firstIndex(_ count: Int, _ precedes: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if precedes(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func difference(_ id: StringID, _ key: ContiguousArray<UInt8>, _ tables: Schema.Tables) -> Int {
    guard id != .none else { return -1 }
    let start = Int(tables.stringOffsets[Int(id.rawValue)])
    let end = Int(tables.stringOffsets[Int(id.rawValue) + 1])
    return CodeOrder.difference(tables.stringBytes.span.extracting(start..<end), key.span)
  }

  private func foldedDifference(_ id: StringID, _ key: ContiguousArray<UInt8>, _ tables: Schema.Tables) -> Int {
    guard id != .none else { return -1 }
    let start = Int(tables.stringOffsets[Int(id.rawValue)])
    let end = Int(tables.stringOffsets[Int(id.rawValue) + 1])
    return CodeOrder.foldedDifference(tables.stringBytes.span.extracting(start..<end), key.span)
  }
}
