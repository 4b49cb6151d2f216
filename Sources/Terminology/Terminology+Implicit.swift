import Schema

// Value sets that systems define by their URL alone (http://hl7.org/fhir/R4/snomedct.html#implicit, loinc.html#implicit).
extension Terminology {
  func isImplicit(_ canonical: String) -> Bool { implicitSystem(canonical) != nil || allCodesSystem(canonical) != nil }

  func implicitMembership(_ question: CodeQuestion, of canonical: String) -> Membership {
    if let system = allCodesSystem(canonical) {
      guard question.system == nil || question.system == system else { return .notMember }
      switch lookUp(system: system, code: question.code) {
      case .known, .valid: return .member(system: system)
      case .undecided(let reason): return .undecided(reason)
      default: return .notMember
      }
    }
    guard let (system, isWhole) = implicitSystem(canonical) else { return .undecided(.missingValueSet(canonical)) }
    guard question.system == nil || question.system == system else { return .notMember }
    if case .malformed = lookUp(system: system, code: question.code) { return .notMember }
    return .undecided(isWhole ? .partialSystem(system) : .filter(system: system, property: "concept"))
  }

  private func implicitSystem(_ canonical: String) -> (system: String, isWhole: Bool)? {
    if canonical.hasPrefix(WellKnownSystem.snomed), canonical.contains("?fhir_vs") {
      return (WellKnownSystem.snomed, canonical.hasSuffix("?fhir_vs"))
    }
    if canonical.hasPrefix(WellKnownSystem.loinc + "/vs") {
      return (WellKnownSystem.loinc, canonical == WellKnownSystem.loinc + "/vs")
    }
    return nil
  }

  /// The system whose `valueSet` is this one: all its codes.
  private func allCodesSystem(_ canonical: String) -> String? {
    let url = Terminology.parts(canonical).url
    for layer in layers.indices.reversed() {
      let systems = layers[layer].tables.terminology.codeSystems
      for record in systems where record.valueSet != .none && string(record.valueSet, layer) == url {
        return string(record.url, layer)
      }
    }
    return nil
  }
}
