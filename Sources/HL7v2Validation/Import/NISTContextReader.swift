import Diagnostics
import HL7v2Definitions

/// What rules are about: messages, groups, segments or data types, by id or by name.
enum RuleScope: Hashable {
  case message(String), group(String), segment(String, isName: Bool), type(String, isName: Bool)
}

/// Reads the parts of a NIST profile that say more than its structure: constraints and predicates, bindings, slicings and
/// co-constraints.
struct NISTContextReader {
  let valueSets: ValueSetIndex
  private(set) var rules: [RuleScope: ContextRules] = [:]
  /// Where each scope was named, to tell of those that are not there.
  private(set) var places: [(scope: RuleScope, file: ProfileFile, item: XMLItem)] = []
  private(set) var coConstraints: [String: [CoConstraintContext]] = [:]

  init(_ valueSets: ValueSetIndex) { self.valueSets = valueSets }

  // MARK: Constraints

  mutating func readConstraints(_ root: XMLItem, _ file: ProfileFile) {
    file.expect(root, children: ["MetaData", "Predicates", "Constraints"], attributes: ["UUID"])
    let reader = ExpressionReader(file: file, valueSets: valueSets)
    for part in ["Predicates", "Constraints"] {
      guard let part = root.child(part) else { continue }
      forEachScope(part, file) { scope, item, rules in
        switch item.name {
        case "Predicate":
          file.expect(
            item, children: ["Description", "Condition", "Reference"],
            attributes: ["ID", "Target", "TrueUsage", "FalseUsage", "Reference"])
          guard let target = file.path(item, "Target"), let condition = item.child("Condition") else { return }
          rules.predicates.append(
            Predicate(
              target: target, condition: reader.expression(in: condition),
              whenTrue: PartFact.Usage(item.attribute("TrueUsage") ?? "O"),
              whenFalse: PartFact.Usage(item.attribute("FalseUsage") ?? "O"), message: NISTContextReader.message(item)))
        default:
          file.expect(
            item, children: ["Description", "Assertion", "Reference"],
            attributes: ["ID", "Target", "Strength", "Classification", "Tag"])
          guard let assertion = item.child("Assertion") else { return }
          let isSoft = ["SHOULD", "MAY", "W"].contains(item.attribute("Strength") ?? item.attribute("Classification") ?? "")
          let target = item.attribute("Target").flatMap { $0 == "." ? nil : ElementPath($0) }
          rules.statements.append(
            Statement(
              reader.expression(in: assertion), severity: isSoft ? .warning : .error, message: NISTContextReader.message(item),
              target: target))
        }
      }
    }
  }

  private static func message(_ item: XMLItem) -> String {
    let words = item.words("Description")
    guard let id = item.attribute("ID"), !id.isEmpty else { return words }
    return words.isEmpty ? id : "\(id): \(words)"
  }

  /// Calls `body` for each rule below the parts for data types, segments, groups and messages.
  private mutating func forEachScope(
    _ part: XMLItem, _ file: ProfileFile, _ body: (RuleScope, XMLItem, inout ContextRules) -> Void
  ) {
    file.expect(part, children: ["Datatype", "Segment", "Group", "Message"], attributes: [])
    for level in part.children {
      file.expect(level, children: ["ByID", "ByName", "ByNameOrByID"], attributes: [])
      for item in level.children {
        file.expect(item, children: item.children.map(\.name), attributes: ["ID", "Name"])
        let isName = item.attribute("ID") == nil
        guard let key = file.required(item, isName ? "Name" : "ID") else { continue }
        let scope: RuleScope =
          switch level.name {
          case "Datatype": .type(key, isName: isName)
          case "Segment": .segment(key, isName: isName)
          case "Group": .group(key)
          default: .message(key)
          }
        places.append((scope, file, item))
        for rule in item.children { body(scope, rule, &rules[scope, default: ContextRules()]) }
      }
    }
  }

  // MARK: Bindings

  mutating func readBindings(_ root: XMLItem, _ file: ProfileFile) {
    file.expect(root, children: ["MetaData", "ValueSetBindings", "SingleCodeBindings"], attributes: ["ID", "UUID"])
    let valueSets = valueSets
    for part in ["ValueSetBindings", "SingleCodeBindings"] {
      guard let part = root.child(part) else { continue }
      forEachScope(part, file) { _, item, rules in
        guard let target = file.path(item, "Target"), let binding = NISTContextReader.binding(item, file, valueSets) else {
          return
        }
        rules.bindings.append(BoundElement(target: target, binding: binding))
      }
    }
  }

  static func binding(_ item: XMLItem, _ file: ProfileFile, _ valueSets: ValueSetIndex) -> Binding? {
    file.expect(
      item, children: ["BindingLocations", "Bindings"], attributes: ["Target", "BindingStrength", "Code", "CodeSystem"])
    var binding: Binding
    if item.name == "SingleCodeBinding" {
      binding = Binding(places: [])
      guard let code = file.required(item, "Code") else { return nil }
      binding.value = code
      binding.code = ValueSet.Code(system: item.attribute("CodeSystem") ?? "", isExcluded: false)
    } else {
      let ids = item.child("Bindings")?.all("Binding").compactMap { $0.attribute("BindingIdentifier") } ?? []
      guard let found = valueSets.binding(ids, file, item) else { return nil }
      binding = found
      binding.strength = NISTStructureReader.strength(item.attribute("BindingStrength"))
    }
    for place in item.child("BindingLocations")?.children ?? [] {
      file.expect(place, children: [], attributes: ["CodeLocation", "CodeSystemLocation", "CodeSystemOIDLocation"])
      guard let code = file.path(place, "CodeLocation") else { continue }
      let system = place.attribute("CodeSystemLocation").flatMap { ElementPath($0) }
      binding.places.append(.init(code: code, system: place.name == "ComplexBindingLocation" ? system : nil))
    }
    return binding
  }

  // MARK: Slicings

  mutating func readSlicings(_ root: XMLItem, _ file: ProfileFile) {
    file.expect(root, children: ["MetaData", "SegmentSlicing", "FieldSlicing"], attributes: ["ID"])
    for message in root.child("SegmentSlicing")?.all("Message") ?? [] {
      file.expect(message, children: ["GroupContext"], attributes: ["ID"])
      for group in message.children {
        guard let id = file.required(group, "ID") else { continue }
        let scope: RuleScope = id == message.attribute("ID") ? .message(id) : .group(id)
        readSlicing(group, file, scope)
      }
    }
    for segment in root.child("FieldSlicing")?.all("SegmentContext") ?? [] {
      guard let id = file.required(segment, "ID") else { continue }
      readSlicing(segment, file, .segment(id, isName: false))
    }
  }

  private mutating func readSlicing(_ item: XMLItem, _ file: ProfileFile, _ scope: RuleScope) {
    let reader = ExpressionReader(file: file, valueSets: valueSets)
    file.expect(item, children: ["OccurrenceSlicing", "AssertionSlicing"], attributes: ["ID"])
    places.append((scope, file, item))
    for slicing in item.children {
      file.expect(slicing, children: ["Slice"], attributes: ["Position"])
      guard let position = file.number(slicing, "Position") else { continue }
      var result = Slicing.occurrence([:])
      if slicing.name == "OccurrenceSlicing" {
        var slices: [Int: String] = [:]
        for slice in slicing.children {
          if let number = file.number(slice, "Occurrence"), let reference = file.required(slice, "Ref") {
            slices[number] = reference
          }
        }
        result = .occurrence(slices)
      } else {
        result = .assertion(
          slicing.children.compactMap { slice in
            file.expect(slice, children: ["Description", "Assertion"], attributes: ["Ref"])
            guard let reference = file.required(slice, "Ref"), let assertion = slice.child("Assertion") else { return nil }
            return (reader.expression(in: assertion), reference)
          })
      }
      rules[scope, default: ContextRules()].slicings[position] = result
    }
  }

  // MARK: Co-constraints

  mutating func readCoConstraints(_ root: XMLItem, _ file: ProfileFile) {
    file.expect(root, children: ["MetaData", "ByMessage"], attributes: ["ID"])
    for message in root.all("ByMessage") {
      file.expect(message, children: ["Context"], attributes: ["ID"])
      guard let id = file.required(message, "ID") else { continue }
      places.append((.message(id), file, message))
      let reader = CoConstraintReader(file: file, valueSets: valueSets)
      coConstraints[id, default: []] += message.all("Context").compactMap { reader.context($0) }
    }
  }
}
