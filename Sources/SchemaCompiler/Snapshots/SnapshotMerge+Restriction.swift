import Definitions
import Diagnostics

// What a definition says of an element, put over what the base says of it.
extension SnapshotMerge {
  mutating func restrict(_ element: inout ElementDefinition, by derived: ElementDefinition, at place: Place) {
    restrictCardinality(of: &element, by: derived)
    if !derived.types.isEmpty { element.types = derived.types }
    if let binding = derived.binding { restrictBinding(of: &element, by: binding) }
    if element.binding != nil, !element.types.isEmpty, !element.types.contains(where: { Self.bindable.contains($0.code) }) {
      element.binding = nil
    }
    restrictValues(of: &element, by: derived)
    element.sliceName = derived.sliceName ?? element.sliceName
    element.contentReference = derived.contentReference ?? element.contentReference
    addConstraints(of: derived, to: &element)
    if let slicing = derived.slicing { element.slicing = merged(slicing, element.slicing) }
    element.sliceIsConstraining = derived.sliceIsConstraining
    element.isOrdered = element.isOrdered || derived.isOrdered
    element.isModifier = derived.isModifier ?? element.isModifier
    element.isSummary = derived.isSummary ?? element.isSummary
    element.mustSupport = derived.mustSupport ?? element.mustSupport
    if !derived.representations.isEmpty { element.representations = derived.representations }
  }

  /// Only codes can be bound (http://hl7.org/fhir/R4/terminologies.html#4.1.3).
  private static let bindable: Set<String> = [
    "code", "Coding", "CodeableConcept", "Quantity", "string", "uri", "CodeableReference", "Duration",
  ]

  private mutating func restrictCardinality(of element: inout ElementDefinition, by derived: ElementDefinition) {
    element.minimum = derived.minimum ?? element.minimum
    element.maximum = derived.maximum ?? element.maximum
    let minimum = element.minimum ?? 0
    let maximum = element.maximum ?? 1
    if minimum > maximum, derived.minimum != nil || derived.maximum != nil {
      report(
        SnapshotRules.impossibleCardinality, derived.id,
        RuleWords(name: String(derived.name), actual: cardinality(minimum, maximum)))
    }
  }

  /// What a profile says against what its base says.
  mutating func check(_ derived: ElementDefinition, against base: ElementDefinition) {
    let isWider =
      derived.minimum.map { $0 < base.minimum ?? 0 } ?? false || derived.maximum.map { $0 > base.maximum ?? 1 } ?? false
    if isWider {
      report(
        ProfileRules.cardinalityWider, derived.id,
        RuleWords(
          name: String(derived.name), expected: cardinality(base.minimum ?? 0, base.maximum ?? 1),
          actual: cardinality(derived.minimum ?? base.minimum ?? 0, derived.maximum ?? base.maximum ?? 1)))
    }
    checkTypes(derived, base)
    if let slicing = derived.slicing, !base.isChoice, base.slicing == nil, base.maximum ?? 1 <= 1, derived.maximum != 1,
      !slicing.discriminators.contains(where: { $0.kind == .type })
    {
      report(SnapshotRules.slicingOfOne, derived.id, RuleWords(name: String(derived.name)))
    }
    if base.mustSupport == true, derived.mustSupport == false {
      report(SnapshotRules.mustSupportWithdrawn, derived.id, RuleWords(name: String(derived.name)))
    }
    guard let own = derived.binding, let strength = base.binding?.strength else { return }
    if strength == .required, own.strength != .required {
      report(
        SnapshotRules.weakerBinding, derived.id,
        RuleWords(name: String(derived.name), expected: strength.rawValue, actual: own.strength.rawValue))
    }
  }

  private mutating func checkTypes(_ derived: ElementDefinition, _ base: ElementDefinition) {
    for type in derived.types {
      if !base.types.isEmpty, !base.types.contains(where: { isSame(type.code, orBuiltOn: $0.code) }) {
        report(
          ProfileRules.typeNotAllowed, derived.id,
          RuleWords(
            name: String(derived.name), value: type.code, expected: base.types.map { "`\($0.code)`" }.joined(separator: ", ")))
      }
      for canonical in type.profiles {
        // A specialisation will do: `Age` for `Quantity`, and any resource for `Resource`, as published profiles of Bundles have it.
        guard let profile = builder.definitions.structure(canonical), profile.kind != .logical,
          !isSame(profile.type, orBuiltOn: type.code)
        else {
          continue
        }
        report(
          SnapshotRules.profileOfOtherType, derived.id,
          RuleWords(name: String(derived.name), value: canonical.description, expected: type.code, actual: profile.type))
      }
    }
  }

  func cardinality(_ minimum: UInt32, _ maximum: UInt32) -> String {
    "`\(minimum)..\(maximum == ElementDefinition.unbounded ? "*" : String(maximum))`"
  }

  /// Whether a type may stand where another is allowed.
  private func isSame(_ code: String, orBuiltOn other: String) -> Bool {
    if code == other { return true }
    if other == ElementType.systemString { return type(code)?.kind == .primitiveType }
    if code == ElementType.systemString { return type(other)?.kind == .primitiveType }
    var current = type(code)
    var steps = 0
    while let definition = current, steps < 20 {
      if definition.type == other || definition.url == other { return true }
      current = definition.baseDefinition.flatMap { builder.definitions.structure($0) }
      steps += 1
    }
    return false
  }

  private mutating func restrictBinding(
    of element: inout ElementDefinition, by binding: Binding
  ) {
    let base = element.binding
    var result = binding
    result.valueSet = binding.valueSet ?? base?.valueSet
    result.maximumValueSet = binding.maximumValueSet ?? base?.maximumValueSet
    if binding.additional.isEmpty, let base { result.additional = base.additional }
    element.binding = result
  }

  private mutating func restrictValues(of element: inout ElementDefinition, by derived: ElementDefinition) {
    if let value = derived.fixed ?? derived.pattern, !element.types.isEmpty,
      !element.types.contains(where: { isSame(value.type, orBuiltOn: $0.code) || isSame($0.code, orBuiltOn: value.type) })
    {
      report(
        SnapshotRules.valueOfOtherType, derived.id,
        RuleWords(
          name: String(derived.name), expected: element.types.map { "`\($0.code)`" }.joined(separator: ", "), actual: value.type))
    }
    element.fixed = derived.fixed ?? element.fixed
    element.pattern = derived.pattern ?? element.pattern
    element.minimumValue = derived.minimumValue ?? element.minimumValue
    element.maximumValue = derived.maximumValue ?? element.maximumValue
    element.minimumLength = derived.minimumLength ?? element.minimumLength
    element.maximumLength = derived.maximumLength ?? element.maximumLength
  }

  private func addConstraints(of derived: ElementDefinition, to element: inout ElementDefinition) {
    let known = Set(element.constraints.map(\.key))
    element.constraints += derived.constraints.filter { !known.contains($0.key) }.map { $0.from(definition) }
  }

  private func merged(_ slicing: Slicing, _ base: Slicing?) -> Slicing {
    guard let base else { return slicing }
    var result = slicing
    if slicing.discriminators.isEmpty { result.discriminators = base.discriminators }
    return result
  }
}
