import Schema

// Which code stands under which, and what codes have.
extension Terminology {
  /// Whether a code stands somewhere under another. Hostile hierarchies may go in circles.
  func stands(_ child: CodeHandle, under ancestor: CodeHandle, in system: SystemHandle) -> Bool {
    var seen: Set<Int> = [child.index]
    var waiting = [child]
    while let next = waiting.popLast() {
      for parent in parents(of: next, in: system) where seen.insert(parent.index).inserted {
        if parent == ancestor { return true }
        waiting.append(parent)
      }
    }
    return false
  }

  func parents(of code: CodeHandle, in system: SystemHandle) -> [CodeHandle] {
    let record = self[code]
    var parents: [CodeHandle] = []
    if record.parent != .max { parents.append(CodeHandle(layer: code.layer, index: Int(record.parent))) }
    for value in properties("parent", of: code) {
      if let parent = self.code(value, in: system), !parents.contains(parent) { parents.append(parent) }
    }
    return parents
  }

  /// The values of a property of a code.
  func properties(_ name: String, of code: CodeHandle) -> [String] {
    let record = self[code]
    guard record.propertyCount > 0 else { return [] }
    let facts = layers[code.layer].tables.terminology.codeFacts
    return (Int(record.firstFact)..<Int(record.firstFact) + Int(record.propertyCount)).compactMap { index in
      string(facts[index].name, code.layer) == name ? string(facts[index].value, code.layer) : nil
    }
  }

  func designations(of code: CodeHandle) -> [(language: String, text: String)] {
    let record = self[code]
    guard record.designationCount > 0 else { return [] }
    let facts = layers[code.layer].tables.terminology.codeFacts
    let first = Int(record.firstFact) + Int(record.propertyCount)
    return (first..<first + Int(record.designationCount)).map { index in
      (string(facts[index].name, code.layer), string(facts[index].value, code.layer))
    }
  }

  /// Whether any code of a system has a property.
  func hasProperty(_ name: String, _ system: SystemHandle) -> Bool {
    let record = self[system]
    return (Int(record.firstCode)..<Int(record.firstCode + record.codeCount)).contains {
      !properties(name, of: CodeHandle(layer: system.layer, index: $0)).isEmpty
    }
  }
}
