import Diagnostics
import Schema
import SourceTree

/// The parameters of an operation against the profiles on Parameters that it names
/// (http://hl7.org/fhir/R4/operationdefinition-definitions.html#OperationDefinition.inputProfile): where a slice of the profile fixes the
/// name of a parameter, the two must say the same of it.
extension DefiningResourcePass {
  mutating func checkOperation(_ resource: NodeID, _ document: borrowing SourceDocument) {
    for (member, use) in [("inputProfile", "in"), ("outputProfile", "out")] {
      guard let canonical = document.string(member, of: resource), let profile = context.profiles.type(canonical: canonical)
      else { continue }
      let slices = ParameterSlices(profile, context)
      for parameter in document.objects("parameter", of: resource) where document.string("use", of: parameter) == use {
        guard let name = document.string("name", of: parameter), let slice = slices.slice(named: name) else { continue }
        check(parameter, against: slice, slices, document)
      }
    }
  }

  private mutating func check(
    _ parameter: NodeID, against slice: ElementRecord, _ slices: ParameterSlices, _ document: borrowing SourceDocument
  ) {
    let minimum = document.string("min", of: parameter).flatMap { UInt32($0) }
    let maximum = document.string("max", of: parameter).map { UInt32($0) ?? ElementRecord.unbounded }
    if let minimum, let maximum, minimum != slice.minimum || maximum != slice.maximum {
      let own = Cardinality.text(minimum, maximum)
      let wanted = Cardinality.text(slice.minimum, slice.maximum)
      report(
        DefinitionRules.operationCardinality, parameter, document, expected: findings.text(wanted), actual: findings.text(own))
    }
    guard let type = document.string("type", of: parameter) else { return }
    let allowed = slices.types(in: slice)
    let names = allowed.map { context.schema.string(context.schema.tables.types[$0.type.index].name) }
    if !allowed.isEmpty, !names.contains(type), !["Any", "Resource", "DomainResource", "Element"].contains(type) {
      report(
        DefinitionRules.operationType, parameter, document, expected: findings.text(names.joined(separator: ", ")),
        actual: findings.text(type))
    }
    let own = Set(document.items("targetProfile", of: parameter).map { document.text(of: $0) })
    let wanted = Set(allowed.flatMap(\.targets).map { context.schema.string($0) })
    if ["Reference", "canonical"].contains(type), own != wanted, !allowed.isEmpty {
      report(
        DefinitionRules.operationTarget, parameter, document, expected: findings.text(wanted.sorted().joined(separator: ", ")),
        actual: findings.text(own.sorted().joined(separator: ", ")))
    }
  }
}

/// How often something may be there, in words.
private enum Cardinality {
  static func text(_ minimum: UInt32, _ maximum: UInt32) -> String {
    "\(minimum)..\(maximum == ElementRecord.unbounded ? "*" : String(maximum))"
  }
}

/// The slices that a profile on Parameters has for parameters by name.
struct ParameterSlices {
  private let context: ValidationContext
  private let finder: CriterionFinder
  private var byName: [String: ElementRecord] = [:]

  init(_ profile: TypeID, _ context: ValidationContext) {
    self.context = context
    finder = CriterionFinder(context: context)
    guard let element = finder.child("parameter", in: profile), element.slicing != .max else { return }
    let tables = context.schema.tables
    let slicing = tables.slicings[Int(element.slicing)]
    for offset in 0..<Int(slicing.sliceCount) {
      let slice = tables.elements[tables.slices[Int(slicing.firstSlice) + offset].element.index]
      guard slice.children != .none, let name = finder.child("name", in: slice.children),
        let tree = context.profiles.tree(name.fixedOrPattern), tree.root != .none
      else { continue }
      byName[tree.document.text(of: tree.root)] = slice
    }
  }

  func slice(named name: String) -> ElementRecord? { byName[name] }

  /// The types that a slice leaves for the value or resource of its parameter; empty where it leaves all.
  func types(in slice: ElementRecord) -> [AllowedType] {
    ["value", "resource"].flatMap { member -> [AllowedType] in
      guard let element = finder.child(member, in: slice.children), element.maximum > 0, element.demands.contains(.types) else {
        return []
      }
      return ProfilePlanner(context: context).types(element)
    }
  }
}
