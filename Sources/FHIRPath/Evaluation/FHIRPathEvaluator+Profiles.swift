import SourceTree

/// What FHIR adds for the invariants of profiles (http://hl7.org/fhir/R4/fhirpath.html#functions).
extension FHIRPathEvaluator {
  /// slice(): the items that are in a slice of a profile.
  mutating func keepSlice(
    _ range: Range<Int>, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    if range.isEmpty { return settle(range.lowerBound, nil) }
    guard let structure = try textArgument(0, call, document), let name = try textArgument(1, call, document) else {
      return settle(range.lowerBound, nil)
    }
    let (profile, slice) = (string(structure, document), string(name, document))
    var kept = range.lowerBound
    for place in range {
      guard case .node(let reference) = stack[place], !reference.isScratch, let services else { continue }
      guard let isInSlice = services.isInSlice(document, reference.node, structure: profile, slice: slice) else {
        throw error(FHIRPathRules.unresolvable, call.index)
      }
      guard isInSlice else { continue }
      stack[kept] = stack[place]
      kept += 1
    }
    stack.removeSubrange(kept...)
  }

  /// checkModifiers(): the items themselves, unless one has a modifier extension that is not among those named.
  mutating func checkModifiers(
    _ range: Range<Int>, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    var known: Set<String> = []
    for number in 0..<Int(call.node.argumentCount) {
      if let text = try textArgument(number, call, document) { known.insert(string(text, document)) }
    }
    for place in range {
      guard case .node(let reference) = stack[place], let list = child("modifierExtension", reference, document) else { continue }
      let start = stack.count
      push(list, .none, model.extension, model.ids.extension, reference.isScratch, document)
      let urls = stack[start...].map { item -> String? in
        if case .node(let found) = item { childText("url", found, document) } else { nil }
      }
      stack.removeSubrange(start...)
      for url in urls where !known.contains(url ?? "") { throw error(FHIRPathRules.unknownModifier, call.index) }
    }
  }
}
