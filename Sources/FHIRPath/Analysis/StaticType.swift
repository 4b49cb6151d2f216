import Schema

/// What is known about the items of an expression before it is evaluated.
struct StaticType {
  /// Types of FHIR that the items may have.
  var types: [TypeID] = []
  /// Types of FHIRPath that the items may have.
  var systems: [SystemType] = []
  /// Whether the items may be anything.
  var isAny = false
  var isOrdered = true

  static let any = StaticType(isAny: true)

  static func system(_ types: SystemType...) -> StaticType { StaticType(systems: types) }

  var isKnown: Bool { !isAny && !(types.isEmpty && systems.isEmpty) }

  func union(_ other: StaticType) -> StaticType {
    StaticType(
      types: types + other.types.filter { !types.contains($0) },
      systems: systems + other.systems.filter { !systems.contains($0) }, isAny: isAny || other.isAny, isOrdered: true)
  }
}
