/// Writes a StructureDefinition with its snapshot as FHIR JSON: the facts that the model holds.
public enum StructureDefinitionWriter {
  public static func write(_ definition: StructureDefinition, snapshot: [ElementDefinition]) -> String {
    var members: [(String, String?)] = [
      ("resourceType", quoted("StructureDefinition")), ("url", quoted(definition.url)),
      ("version", definition.version.map(quoted)), ("name", quoted(definition.name)),
      ("fhirVersion", definition.earlierFHIRVersion.map(quoted)), ("kind", quoted(definition.kind.rawValue)),
      ("abstract", String(definition.isAbstract)),
    ]
    if !definition.contexts.isEmpty {
      members.append(
        (
          "context",
          list(definition.contexts.map { object([("type", quoted($0.kind.rawValue)), ("expression", quoted($0.expression))]) })
        ))
    }
    members.append(("contextInvariant", list(definition.contextInvariants.map(quoted))))
    members.append(("type", quoted(definition.type)))
    members.append(("baseDefinition", (definition.baseDefinition?.description).map(quoted)))
    members.append(("derivation", (definition.derivation?.rawValue).map(quoted)))
    members.append(("snapshot", object([("element", elements(snapshot))])))
    if !definition.differential.isEmpty {
      members.append(("differential", object([("element", elements(definition.differential))])))
    }
    return object(members) + "\n"
  }

  private static func elements(_ elements: [ElementDefinition]) -> String {
    "[\n" + elements.map(element).joined(separator: ",\n") + "\n]"
  }

  private static func element(_ element: ElementDefinition) -> String {
    var members: [(String, String?)] = [
      ("id", quoted(element.id)), ("extension", list(extensions(of: element))), ("path", quoted(element.path)),
      ("representation", list(element.representations.filter { $0 != ElementDefinition.keyed }.map(quoted))),
      ("sliceName", element.sliceName.map(quoted)), ("sliceIsConstraining", element.sliceIsConstraining.map { String($0) }),
      ("slicing", element.slicing.map(slicing)), ("min", element.minimum.map { String($0) }),
      ("max", element.maximum.map { quoted(cardinality($0)) }),
    ]
    if let base = element.base {
      members.append(("base", object([("path", quoted(base.path)), ("max", quoted(cardinality(base.maximum)))])))
    }
    members.append(("contentReference", element.contentReference.map(quoted)))
    members.append(("type", list(element.types.map(type))))
    for (prefix, value) in [
      ("fixed", element.fixed), ("pattern", element.pattern), ("minValue", element.minimumValue),
      ("maxValue", element.maximumValue),
    ] {
      if let value { members.append((prefix + PrimitiveNames.suffix(ofType: value.type), value.json)) }
    }
    members.append(("maxLength", element.maximumLength.map { String($0) }))
    members.append(("constraint", list(element.constraints.map(constraint))))
    members.append(("mustSupport", element.mustSupport.map { String($0) }))
    members.append(("isModifier", element.isModifier.map { String($0) }))
    members.append(("isSummary", element.isSummary.map { String($0) }))
    members.append(("binding", element.binding.map(binding)))
    return object(members)
  }

  private static func extensions(of element: ElementDefinition) -> [String] {
    guard let length = element.minimumLength else { return [] }
    return [object([("url", quoted(DefinitionExtension.minimumLength)), ("valueInteger", String(length))])]
  }

  private static func cardinality(_ maximum: UInt32) -> String {
    maximum == ElementDefinition.unbounded ? "*" : String(maximum)
  }

  private static func slicing(_ slicing: Slicing) -> String {
    let discriminators = slicing.discriminators.map { object([("type", quoted($0.kind.rawValue)), ("path", quoted($0.path))]) }
    return object([
      ("discriminator", list(discriminators)), ("ordered", String(slicing.isOrdered)),
      ("rules", slicing.statedRules.map { quoted($0.rawValue) }),
    ])
  }

  private static func type(_ type: ElementType) -> String {
    object([
      ("code", quoted(type.code)), ("profile", list(type.profiles.map { quoted($0.description) })),
      ("targetProfile", list(type.targetProfiles.map { quoted($0.description) })),
      ("aggregation", list(type.aggregation.map(quoted))), ("versioning", type.versioning.map(quoted)),
    ])
  }

  private static func constraint(_ constraint: Constraint) -> String {
    object([
      ("key", quoted(constraint.key)), ("severity", quoted(constraint.severity.rawValue)),
      ("human", constraint.message.map(quoted)),
      ("expression", constraint.expression.map(quoted)), ("source", constraint.source.map(quoted)),
    ])
  }

  private static func binding(_ binding: Binding) -> String {
    var extensions: [String] = []
    if let maximum = binding.maximumValueSet {
      extensions.append(
        object([
          ("url", quoted(DefinitionExtension.maximumValueSet)), ("valueCanonical", quoted(maximum.description)),
        ]))
    }
    for additional in binding.additional { extensions.append(additionalBinding(additional)) }
    return object([
      ("extension", list(extensions)), ("strength", quoted(binding.strength.rawValue)),
      ("valueSet", (binding.valueSet?.description).map(quoted)),
    ])
  }

  private static func additionalBinding(_ binding: AdditionalBinding) -> String {
    if binding.purpose == .minimum {
      return object([
        ("url", quoted(DefinitionExtension.minimumValueSet)), ("valueCanonical", quoted(binding.valueSet.description)),
      ])
    }
    var parts = [
      object([("url", quoted("purpose")), ("valueCode", quoted(binding.purpose.rawValue))]),
      object([("url", quoted("valueSet")), ("valueCanonical", quoted(binding.valueSet.description))]),
    ]
    if binding.isAny { parts.append(object([("url", quoted("any")), ("valueBoolean", "true")])) }
    return object([("extension", list(parts)), ("url", quoted(DefinitionExtension.additionalBinding))])
  }

  private static func quoted(_ text: String) -> String { CanonicalJSON.quoted(text) }

  /// nil for an empty list, which FHIR's JSON leaves out.
  private static func list(_ items: [String]) -> String? { items.isEmpty ? nil : "[" + items.joined(separator: ",") + "]" }

  private static func object(_ members: [(String, String?)]) -> String {
    "{" + members.compactMap { name, value in value.map { CanonicalJSON.quoted(name) + ":" + $0 } }.joined(separator: ",") + "}"
  }
}

/// Extensions on definitions that say what R4's own elements have no place for.
enum DefinitionExtension {
  static let maximumValueSet = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet"
  static let minimumValueSet = "http://hl7.org/fhir/StructureDefinition/elementdefinition-minValueSet"
  static let additionalBinding = "http://hl7.org/fhir/tools/StructureDefinition/additional-binding"
  static let minimumLength = "http://hl7.org/fhir/StructureDefinition/minLength"
  static let bestPractice = "http://hl7.org/fhir/StructureDefinition/elementdefinition-bestpractice"
}
