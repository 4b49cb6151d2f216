import YAMLSyntax

/// Writes definitions in the YAML profile language. Equal definitions give equal texts.
public enum ProfileWriter {
  /// The text of a definition; `packageVersion` is left out, because readers add it again.
  public static func write(_ definition: StructureDefinition, packageVersion: String? = nil) -> String {
    YAMLWriter.write(tree(of: definition, packageVersion))
  }

  private static func tree(of definition: StructureDefinition, _ packageVersion: String?) -> YAMLTree {
    var members = [YAMLMember(kind(of: definition).rawValue, .text(definition.name)), YAMLMember("url", .text(definition.url))]
    if let version = definition.version, version != packageVersion { members.append(YAMLMember("version", .text(version))) }
    if let release = definition.earlierFHIRVersion { members.append(YAMLMember("fhir-version", .text(release))) }
    if definition.type != definition.name, kind(of: definition) != .extension {
      members.append(YAMLMember("type", .text(definition.type)))
    }
    if let base = definition.baseDefinition {
      members.append(YAMLMember("base", .text(ShortCanonical.shorten(base, ShortCanonical.structures))))
    }
    if definition.isAbstract { members.append(YAMLMember("abstract", .plain("true"))) }
    if !definition.contexts.isEmpty {
      members.append(
        YAMLMember(
          "contexts", .list(definition.contexts.map { .mapping([YAMLMember($0.kind.rawValue, .text($0.expression))]) })))
    }
    if !definition.contextInvariants.isEmpty {
      members.append(YAMLMember("context-invariants", .list(definition.contextInvariants.map(YAMLTree.text))))
    }
    let tree = ElementTree(definition.differential, fillsGaps: true)
    if !tree.nodes.isEmpty { members += elementMembers(tree, 0) }
    return .mapping(members)
  }

  private static func kind(of definition: StructureDefinition) -> ProfileKeys.Kind {
    if definition.isProfile {
      if definition.type == "Extension", definition.kind == .complexType { return .extension }
      return definition.kind == .resource ? .resourceProfile : .datatypeProfile
    }
    switch definition.kind {
    case .resource: return .resource
    case .complexType: return .datatype
    case .primitiveType: return .primitive
    case .logical: return .logical
    }
  }
}

// Elements.
extension ProfileWriter {
  private static func elementMembers(_ tree: ElementTree, _ index: Int) -> [YAMLMember] {
    let node = tree.nodes[index]
    var members = factMembers(node.element)
    if !node.slices.isEmpty {
      members.append(
        YAMLMember(
          "slices",
          .mapping(
            node.slices.map { YAMLMember(tree.nodes[$0].element.sliceName ?? "", .mapping(elementMembers(tree, $0))) })))
    }
    let element = node.element
    if !element.constraints.isEmpty {
      members.append(YAMLMember("invariants", .mapping(element.constraints.map { YAMLMember($0.key, invariant($0)) })))
    }
    if !node.children.isEmpty {
      let children = node.children.map { child in
        YAMLMember(String(tree.nodes[child].element.name), nonempty(elementMembers(tree, child)))
      }
      members.append(YAMLMember("elements", .mapping(children)))
    }
    return members
  }

  private static func nonempty(_ members: [YAMLMember]) -> YAMLTree { members.isEmpty ? .nothing : .mapping(members) }

  private static func factMembers(_ element: ElementDefinition) -> [YAMLMember] {
    var members: [YAMLMember] = []
    if let occurs = cardinality(element) { members.append(YAMLMember("occurs", .plain(occurs))) }
    members += typeMembers(element)
    if let binding = element.binding { members.append(YAMLMember("binding", self.binding(binding))) }
    for (prefix, value) in [
      ("fixed", element.fixed), ("pattern", element.pattern), ("minValue", element.minimumValue),
      ("maxValue", element.maximumValue),
    ] {
      if let value { members.append(YAMLMember(prefix + PrimitiveNames.suffix(ofType: value.type), JSONTree.tree(value.json))) }
    }
    if let length = element.minimumLength { members.append(YAMLMember("minimum-length", .plain(String(length)))) }
    if let length = element.maximumLength { members.append(YAMLMember("maximum-length", .plain(String(length)))) }
    var flags: [ProfileKeys.Flag] = []
    if element.mustSupport == true { flags.append(.mustSupport) }
    if element.isModifier == true { flags.append(.modifier) }
    if element.isSummary == true { flags.append(.summary) }
    if element.isOrdered { flags.append(.ordered) }
    if element.sliceIsConstraining == true { flags.append(.sliceIsConstraining) }
    flags += ProfileKeys.Flag.representations.filter { element.representations.contains($0.code) }.map(\.flag)
    if !flags.isEmpty { members.append(YAMLMember("flags", .list(flags.map { .text($0.rawValue) }))) }
    if let slicing = element.slicing { members.append(YAMLMember("slicing", self.slicing(slicing))) }
    return members
  }

  private static func cardinality(_ element: ElementDefinition) -> String? {
    if element.minimum == nil, element.maximum == nil { return nil }
    let maximum = element.maximum.map { $0 == ElementDefinition.unbounded ? "*" : String($0) } ?? ""
    return (element.minimum.map(String.init) ?? "") + ".." + maximum
  }

  private static func typeMembers(_ element: ElementDefinition) -> [YAMLMember] {
    if let reference = element.contentReference {
      return [YAMLMember("content", .text(String(reference.drop { $0 == "#" })))]
    }
    guard let first = element.types.first else { return [] }
    if element.types.count > 1 { return [YAMLMember("types", .list(element.types.map(type)))] }
    if first.code == "Reference", first.profiles.isEmpty, first.aggregation.isEmpty, first.versioning == nil,
      !first.targetProfiles.isEmpty
    {
      return [YAMLMember("references", targets(first.targetProfiles))]
    }
    return [YAMLMember("type", type(first))]
  }

  private static func type(_ type: ElementType) -> YAMLTree {
    if type.profiles.isEmpty, type.targetProfiles.isEmpty, type.aggregation.isEmpty, type.versioning == nil {
      return .text(typeName(type.code))
    }
    var members = [YAMLMember("type", .text(typeName(type.code)))]
    if !type.profiles.isEmpty { members.append(YAMLMember("profiles", targets(type.profiles))) }
    if !type.targetProfiles.isEmpty { members.append(YAMLMember("targets", targets(type.targetProfiles))) }
    if !type.aggregation.isEmpty { members.append(YAMLMember("aggregation", .list(type.aggregation.map(YAMLTree.text)))) }
    if let versioning = type.versioning { members.append(YAMLMember("versioning", .text(versioning))) }
    return .mapping(members)
  }

  static let bareString = "System.String"

  private static func typeName(_ code: String) -> String { code == ElementType.systemString ? bareString : code }

  private static func targets(_ canonicals: [Canonical]) -> YAMLTree {
    .list(canonicals.map { .text(ShortCanonical.shorten($0, ShortCanonical.structures)) })
  }

  private static func binding(_ binding: Binding) -> YAMLTree {
    let valueSet = binding.valueSet.map { YAMLTree.text(ShortCanonical.shorten($0, ShortCanonical.valueSets)) }
    var members = [YAMLMember(binding.strength.rawValue, valueSet ?? .nothing)]
    if let maximum = binding.maximumValueSet {
      members.append(YAMLMember("maximum", .text(ShortCanonical.shorten(maximum, ShortCanonical.valueSets))))
    }
    if !binding.additional.isEmpty {
      members.append(YAMLMember("additional", .list(binding.additional.map(additionalBinding))))
    }
    return .mapping(members)
  }

  private static func additionalBinding(_ binding: AdditionalBinding) -> YAMLTree {
    var members = [
      YAMLMember("purpose", .text(binding.purpose.rawValue)),
      YAMLMember("value-set", .text(ShortCanonical.shorten(binding.valueSet, ShortCanonical.valueSets))),
    ]
    if binding.isAny { members.append(YAMLMember("any", .plain("true"))) }
    if binding.hasUsageContext { members.append(YAMLMember("in-context", .plain("true"))) }
    return .mapping(members)
  }

  private static func invariant(_ constraint: Constraint) -> YAMLTree {
    var members: [YAMLMember] = []
    if let expression = constraint.expression { members.append(YAMLMember("expression", .text(expression))) }
    if constraint.severity == .warning { members.append(YAMLMember("severity", .text("warning"))) }
    if constraint.isBestPractice { members.append(YAMLMember("best-practice", .plain("true"))) }
    if let message = constraint.message { members.append(YAMLMember("message", .text(message))) }
    return .mapping(members)
  }

  private static func slicing(_ slicing: Slicing) -> YAMLTree {
    let by = slicing.discriminators.map { YAMLTree.mapping([YAMLMember($0.kind.rawValue, .text($0.path))]) }
    var members = [YAMLMember("by", .list(by)), YAMLMember("rules", .text(slicing.rules.rawValue))]
    if slicing.isOrdered { members.append(YAMLMember("ordered", .plain("true"))) }
    return .mapping(members)
  }
}
