import Schema
import SourceTree

#if canImport(Glibc)
  import Glibc
#endif

extension FHIRPathEvaluator {
  /// Sets a variable to values of plain kinds.
  public mutating func setVariable(_ name: String, _ text: String) { variables[name] = [.string(store(text))] }

  /// Sets a variable to the items of an element of a document: an array's items, or the element itself. They are copied.
  public mutating func setVariable(_ name: String, _ node: NodeID, in document: borrowing SourceDocument) {
    let copy = copy(node, of: document, name: Symbol.none.rawValue)
    let start = stack.count
    push(copy, .none, .none, Symbol.none.rawValue, true, document)
    variables[name] = Array(stack[start...])
    stack.removeSubrange(start...)
  }

  /// Sets a variable to an element of the document that is evaluated on next.
  public mutating func setVariable(_ name: String, element: NodeID, type: TypeID) {
    variables[name] = [.node(NodeReference(element, type: type))]
  }

  /// Forgets all variables.
  public mutating func removeVariables() {
    variables.removeAll()
    scratch.removeAll()
  }

  func isStandard(_ name: String) -> Bool {
    ["context", "resource", "rootResource", "ucum", "sct", "loinc", "factory"].contains(name) || name.hasPrefix("vs-")
      || name.hasPrefix("ext-")
  }

  mutating func pushVariable(
    _ node: ExpressionNode, _ index: Int32, _ document: borrowing SourceDocument
  ) throws(FHIRPathError) {
    let name = program.parts.variables[Int(node.right)]
    if let local = defined.last(where: { $0.name == name }) { return stack.append(contentsOf: local.values) }
    if let values = variables[name] { return stack.append(contentsOf: values) }
    switch name {
    case "context": if let context { stack.append(context) }
    case "resource": pushResource(focus.resource, document)
    case "rootResource": pushResource(focus.rootResource, document)
    case "ucum": stack.append(.string(store("http://unitsofmeasure.org")))
    case "sct": stack.append(.string(store("http://snomed.info/sct")))
    case "loinc": stack.append(.string(store("http://loinc.org")))
    case "factory": stack.append(.factory)
    case _ where name.hasPrefix("vs-"): stack.append(.string(store("http://hl7.org/fhir/ValueSet/" + name.dropFirst(3))))
    case _ where name.hasPrefix("ext-"):
      stack.append(.string(store("http://hl7.org/fhir/StructureDefinition/" + name.dropFirst(4))))
    default: throw error(FHIRPathRules.unknownVariable, index)
    }
  }

  private mutating func pushResource(_ node: NodeID, _ document: borrowing SourceDocument) {
    guard node != .none else { return }
    stack.append(.node(NodeReference(node, type: resourceType(node, isScratch: false, document))))
  }

  /// The time of the evaluation: the same however often it is asked for.
  mutating func currentTime(_ function: FunctionID) -> Temporal {
    let now = moment ?? readClock()
    moment = now
    var value = Temporal(.dateTime, precision: .fraction)
    let local = now.seconds + Int64(defaultOffset) * 60
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    // 1970-01-01 is day 719,468 after 0000-03-01.
    value = value.settingDay(Int(days) + 719_468) ?? value
    value.setTimeOfDay((local - days * 86_400) * 1_000_000_000 + now.nanoseconds / 1_000_000 * 1_000_000)
    value.fractionDigits = 3
    value.hasOffset = true
    value.offset = Int16(defaultOffset)
    switch function {
    case .today:
      value.kind = .date
      value.precision = .day
      value.hasOffset = false
    case .timeOfDay:
      value.kind = .time
      value.hasOffset = false
    default: break
    }
    return value
  }

  private func readClock() -> (seconds: Int64, nanoseconds: Int64) {
    if let clock { return (clock, 0) }
    var time = timespec()
    // The call fills the structure that it is given.
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return (Int64(time.tv_sec), Int64(time.tv_nsec))
  }

  /// Copies an element into the evaluator's own document.
  mutating func copy(_ node: NodeID, of document: borrowing SourceDocument, name: UInt32) -> NodeID {
    let entry = document[node]
    let start = scratch.bytes.count
    switch entry.kind {
    case .object, .array:
      let result = scratch.open(entry.kind, offset: start, name: name)
      var child = node.rawValue + 1
      while child < entry.end {
        let childName = document.names.name(Symbol(document[NodeID(child)].name))
        let symbol =
          document[NodeID(child)].name == Symbol.none.rawValue
          ? Symbol.none.rawValue : scratch.names.intern(childName).rawValue
        _ = copy(NodeID(child), of: document, name: symbol)
        child = document[NodeID(child)].end
      }
      scratch.close(result, at: scratch.bytes.count)
      return result
    default:
      scratch.bytes.append(contentsOf: document.decodedBytes(of: node))
      let kind: NodeKind = entry.kind == .encodedString ? .string : entry.kind
      return scratch.append(kind, offset: start, length: scratch.bytes.count - start, name: name)
    }
  }
}
