import Schema
import SourceTree

/// The functions that FHIR adds (http://hl7.org/fhir/R4/fhirpath.html#functions).
extension FHIRPathEvaluator {
  mutating func extensions(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let results = range.upperBound
    guard case .string(let url)? = try argument(0, of: node, index, frame, document) else { return settle(range.lowerBound, nil) }
    for place in range {
      guard case .node(let reference) = stack[place] else { continue }
      let owner = isComplex(reference, document) ? reference.node : reference.companion
      guard owner != .none else { continue }
      let holder = NodeReference(owner, isScratch: reference.isScratch)
      guard let child = child("extension", holder, document) else { continue }
      let start = stack.count
      push(child, .none, model.extension, model.ids.extension, reference.isScratch, document)
      var kept = start
      for candidate in start..<stack.count {
        guard case .node(let found) = stack[candidate], let link = self.child("url", found, document),
          equalTexts(text(link, isScratch: found.isScratch, document), url, document)
        else { continue }
        stack[kept] = stack[candidate]
        kept += 1
      }
      stack.removeSubrange(kept...)
    }
    if node.function == .hasExtension { return settle(range.lowerBound, .boolean(stack.count > results)) }
    drop(range.lowerBound, upTo: results)
  }

  /// resolve(): contained resources, entries of the bundle, then whatever the services know.
  mutating func resolve(
    _ start: Int, _ middle: Int, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    for place in start..<middle {
      guard let link = reference(stack[place], document) else { continue }
      var holder = NodeID.none
      if case .node(let reference) = stack[place], !reference.isScratch { holder = reference.node }
      if let found = find(link, from: holder, document) {
        stack.append(.node(NodeReference(found, type: resourceType(found, isScratch: false, document))))
      } else if let services, let found = services.resolve(link, into: &scratch) {
        stack.append(.node(NodeReference(found, type: resourceType(found, isScratch: true, document), isScratch: true)))
      }
      try spend(16, index)
    }
    drop(start, upTo: middle)
  }

  /// The text of a reference: of a Reference, or of a uri.
  private mutating func reference(_ value: Value, _ document: borrowing SourceDocument) -> String? {
    switch value {
    case .string(let text): return string(text, document)
    case .node(let reference):
      if isComplex(reference, document) { return childText("reference", reference, document) }
      guard case .string(let text)? = system(reference, document) else { return nil }
      return string(text, document)
    default: return nil
    }
  }

  private mutating func find(_ link: String, from node: NodeID, _ document: borrowing SourceDocument) -> NodeID? {
    var root = focus.rootResource
    guard root != .none, document[root].kind == .object else { return nil }
    if link.hasPrefix("#"), let entry = entryResource(around: node, in: root, document) { root = entry }
    if link == "#" { return root }
    if link.hasPrefix("#") {
      let id = link.dropFirst()
      for holder in root == focus.rootResource ? [focus.resource, root] : [root] {
        if !links.isIndexed(holder) { indexContained(holder, document) }
        if let found = links.find(holder, String(id)) { return found }
      }
      return nil
    }
    let bundle = focus.bundle == .none ? root : focus.bundle
    if !links.isIndexed(bundle) { indexEntries(bundle, document) }
    return links.find(bundle, link)
  }

  /// The resource of a Bundle's entry that holds a node: local references are local to it.
  private mutating func entryResource(
    around node: NodeID, in bundle: NodeID, _ document: borrowing SourceDocument
  ) -> NodeID? {
    guard node != .none, document.child("entry", of: bundle) != nil else { return nil }
    if !links.isIndexed(bundle) { indexEntries(bundle, document) }
    guard let resource = links.entry(of: bundle, before: node), document[resource].end > node.rawValue else { return nil }
    return resource
  }

  private mutating func indexContained(_ holder: NodeID, _ document: borrowing SourceDocument) {
    links.start(holder)
    for item in items("contained", of: holder, document) {
      if let id = idText(item, document) { links.add(holder, id, item) }
    }
  }

  /// Entries go by their full URL; where that fits no reference, by type and id.
  private mutating func indexEntries(_ bundle: NodeID, _ document: borrowing SourceDocument) {
    links.start(bundle)
    for entry in items("entry", of: bundle, document) {
      guard let resource = document.child("resource", of: entry) else { continue }
      links.addEntry(of: bundle, resource)
      if let url = document.child("fullUrl", of: entry) { links.add(bundle, document.text(of: url), resource) }
      if let name = resourceTypeName(resource, isScratch: false, document), let id = idText(resource, document) {
        links.add(bundle, name + "/" + id, resource)
      }
    }
  }

  private func items(_ name: String, of node: NodeID, _ document: borrowing SourceDocument) -> [NodeID] {
    guard node != .none, let list = document.child(name, of: node), document[list].kind == .array else { return [] }
    var result: [NodeID] = []
    document.forEachChild(of: list) { result.append($0) }
    return result
  }

  private func idText(_ node: NodeID, _ document: borrowing SourceDocument) -> String? {
    document.child("id", of: node).map { document.text(of: $0) }
  }

  /// Functions whose answer comes from the schema or from the surroundings.
  mutating func askServices(
    _ node: ExpressionNode, _ index: Int32, _ frame: Frame, _ range: Range<Int>, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let call = ScalarCall(node: node, index: index, frame: frame)
    if node.function == .slice { return try keepSlice(range, call, document) }
    if node.function == .checkModifiers { return try checkModifiers(range, call, document) }
    guard let value = try single(range, index) else { return settle(range.lowerBound, nil) }
    switch node.function {
    case .conformsTo: settle(range.lowerBound, .boolean(try conforms(value, call, document)))
    case .memberOf: settle(range.lowerBound, try member(value, call, document).map(Value.boolean))
    case .subsumes, .subsumedBy: settle(range.lowerBound, try subsumption(value, call, document).map(Value.boolean))
    case .htmlChecks: settle(range.lowerBound, .boolean(Narrative.isAllowed(text(of: value, document) ?? "")))
    default: settle(range.lowerBound, nil)
    }
  }

  private mutating func conforms(
    _ value: Value, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool {
    guard case .node(let reference) = value, let text = try textArgument(0, call, document) else { return false }
    let profile = string(text, document)
    if !reference.isScratch, let answer = services?.conforms(document, reference.node, to: profile) { return answer }
    guard let schema = model.schema, let type = schema.type(url: profile) else {
      throw error(FHIRPathRules.unresolvable, call.index)
    }
    guard !schema.tables.types[type.index].isProfile else { throw error(FHIRPathRules.unresolvable, call.index) }
    return model.isType(reference.type, type)
  }

  /// memberOf(): of a code, a Coding or a CodeableConcept; nil where it cannot be decided.
  private mutating func member(
    _ value: Value, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool? {
    guard let text = try textArgument(0, call, document) else { return nil }
    let valueSet = string(text, document)
    var codes: [(system: String?, code: String)] = []
    if case .node(let reference) = value, isComplex(reference, document) {
      var codings = [reference]
      if let list = child("coding", reference, document) {
        let start = stack.count
        push(list, .none, .none, Symbol.none.rawValue, reference.isScratch, document)
        codings = stack[start...].compactMap { if case .node(let coding) = $0 { coding } else { nil } }
        stack.removeSubrange(start...)
      }
      for coding in codings {
        guard let code = childText("code", coding, document) else { continue }
        codes.append((childText("system", coding, document), code))
      }
    } else if let code = self.text(of: value, document) {
      codes = [(nil, code)]
    }
    var isOpen = false
    for (system, code) in codes {
      switch isMember(system, code, valueSet) {
      case true?: return true
      case nil: isOpen = true
      default: break
      }
    }
    return isOpen ? nil : false
  }

  private func isMember(_ system: String?, _ code: String, _ valueSet: String) -> Bool? {
    if let answer = services?.isMember(system: system, code: code, of: valueSet) { return answer }
    let url = valueSet.split(separator: "|").first.map(String.init) ?? valueSet
    guard let schema = model.schema, let id = schema.valueSet(url: url) else { return nil }
    let record = schema.tables.valueSets[id.index]
    let text = ContiguousArray(code.utf8)
    if let concept = schema.concept(in: id, code: text.span) {
      if system == nil || schema.string(schema.tables.concepts[Int(concept)].system) == system { return true }
      // The same code may stand under several systems.
      let concepts = Int(record.firstConcept)..<Int(record.firstConcept + record.conceptCount)
      let found = concepts.contains {
        let member = schema.tables.concepts[$0]
        return schema.string(member.system) == system && schema.string(member.code) == code
      }
      if found { return true }
    }
    return record.state == .complete ? false : nil
  }

  private mutating func subsumption(
    _ value: Value, _ call: ScalarCall, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) -> Bool? {
    guard let argument = try argument(0, of: call.node, call.index, call.frame, document), case .node(let own) = value,
      case .node(let other) = argument, let code = childText("code", own, document),
      let otherCode = childText("code", other, document), let system = childText("system", own, document),
      system == childText("system", other, document)
    else { return nil }
    if code == otherCode { return true }
    return call.function == .subsumes
      ? services?.subsumes(system: system, code, otherCode) : services?.subsumes(system: system, otherCode, code)
  }
}
