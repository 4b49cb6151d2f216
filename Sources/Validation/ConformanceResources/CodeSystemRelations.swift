import Diagnostics
import SourceTree

/// What the properties of concepts say of each other (http://hl7.org/fhir/R4/codesystem.html#properties).
extension DefiningResourcePass {
  mutating func checkRelations(
    _ resource: NodeID, _ concepts: [NodeID], _ types: [String: String], _ document: borrowing SourceDocument
  ) {
    let isComplete = document.string("content", of: resource) == "complete"
    let codes = isComplete ? document.allCodes(of: resource) : nil
    var parents: [String: [String]] = [:]
    var undeclared: Set<String> = []
    var open = concepts
    while let concept = open.popLast() {
      let own = document.string("code", of: concept) ?? ""
      for property in document.objects("property", of: concept) {
        guard let node = document.member("code", of: property) else { continue }
        let name = document.text(of: node)
        // One finding for each property, not for each use of it.
        if types[name] == nil, undeclared.insert(name).inserted {
          report(DefinitionRules.propertyUndeclared, node, document, actual: .node(node))
        }
        guard name == "parent" || name == "child", let value = document.member("valueCode", of: property) else { continue }
        let other = document.text(of: value)
        if name == "parent" { parents[own, default: []].append(other) } else { parents[other, default: []].append(own) }
        if let codes, !codes.contains(other) {
          report(DefinitionRules.relationUnknown, value, document, actual: .node(value))
        }
      }
      for child in document.objects("concept", of: concept) {
        parents[document.string("code", of: child) ?? "", default: []].append(own)
        open.append(child)
      }
    }
    if let code = DefiningResourcePass.circle(parents), let place = concept(code, concepts, document) {
      report(DefinitionRules.hierarchyCircular, place, document, actual: .node(place))
    }
  }

  /// A code that stands above itself.
  private static func circle(_ parents: [String: [String]]) -> String? {
    // Codes are taken away from the top; what is left is in a circle or below one.
    var children: [String: [String]] = [:]
    var waiting: [String: Int] = [:]
    for (code, above) in parents {
      waiting[code] = above.count { parents[$0] != nil }
      for parent in above { children[parent, default: []].append(code) }
    }
    var free = waiting.filter { $0.value == 0 }.map(\.key)
    while let code = free.popLast() {
      waiting[code] = nil
      for child in children[code] ?? [] {
        guard let count = waiting[child] else { continue }
        waiting[child] = count - 1
        if count == 1 { free.append(child) }
      }
    }
    // Up from there, until a code comes again.
    guard var code = waiting.keys.min() else { return nil }
    var seen: Set<String> = []
    while seen.insert(code).inserted {
      guard let parent = parents[code]?.filter({ waiting[$0] != nil }).min() else { return nil }
      code = parent
    }
    return code
  }

  /// The node of a concept's code.
  private func concept(_ code: String, _ concepts: [NodeID], _ document: borrowing SourceDocument) -> NodeID? {
    var open = concepts
    while let concept = open.popLast() {
      if let node = document.member("code", of: concept), document.text(of: node) == code { return node }
      open += document.objects("concept", of: concept)
    }
    return nil
  }
}
