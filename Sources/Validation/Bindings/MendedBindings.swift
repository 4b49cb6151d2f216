import Schema

/// Bindings that R4 publishes as required by mistake. Value sets of units cannot be complete, and R5 has them as extensible.
struct MendedBindings: Sendable {
  private let vitalSignsUnits: ValueSetID?

  init(_ schema: Schema) { vitalSignsUnits = schema.valueSet(url: "http://hl7.org/fhir/ValueSet/ucum-vitals-common") }

  /// How binding a value set of an element is, as it is meant: units of parts of vital signs, such as the flow of oxygen that a saturation
  /// was measured under, are not all vital signs themselves (http://hl7.org/fhir/R5/observation-vitalsigns.html).
  func strength(_ element: ElementRecord, _ schema: Schema) -> BindingStrength {
    guard element.bindingStrength == .required, element.valueSet == vitalSignsUnits else { return element.bindingStrength }
    return schema.string(element.path).hasSuffix("component.value[x]") ? .extensible : .required
  }
}
