/// Takes over the facts of a published package: no prose, no licensed terminology, and of the terminology only what the asked-for
/// bindings need.
public struct PackageImporter {
  /// Something of the package that was not taken over, and why.
  public struct Omission: Sendable, Hashable {
    public var what: String
    public var reason: String
  }

  /// Which bindings bring their value sets along; nil for all value sets and code systems of the package.
  public var strengths: Set<Binding.Strength>?
  public private(set) var omissions: [Omission] = []

  public init(strengths: Set<Binding.Strength>? = nil) { self.strengths = strengths }

  /// The package's facts.
  public mutating func facts(of package: Package) -> Package {
    omissions = []
    var result = package
    result.otherResources = []
    result.structureDefinitions = package.structureDefinitions.compactMap { structure($0, package) }
      .sorted { $0.url < $1.url }
    let terminology = Terminology(package, result.structureDefinitions, strengths)
    result.valueSets = package.valueSets.filter { terminology.valueSets.contains($0.url) }.map { valueSet($0, package) }
      .sorted { $0.url < $1.url }
    result.codeSystems = package.codeSystems.filter { terminology.codeSystems.contains($0.url) }.map { codeSystem($0, package) }
      .sorted { $0.url < $1.url }
    omitRest(of: package, terminology)
    return result
  }

  private mutating func omit(_ what: String, _ reason: String) { omissions.append(Omission(what: what, reason: reason)) }

  private mutating func omitRest(of package: Package, _ terminology: Terminology) {
    let unused = "no binding of a strength that was asked for leads to it"
    let valueSets = package.valueSets.count { !terminology.valueSets.contains($0.url) }
    if valueSets > 0 { omit("\(valueSets) value sets", unused) }
    let systems = package.codeSystems.count { !terminology.codeSystems.contains($0.url) }
    if systems > 0 { omit("\(systems) code systems", unused) }
    let types = Dictionary(grouping: package.otherResources, by: \.resourceType)
    for (type, resources) in types.sorted(by: { $0.key < $1.key }) {
      omit("\(resources.count) \(type) resources", "the profile language has no form for them")
    }
  }
}

// Structures.
extension PackageImporter {
  private mutating func structure(_ definition: StructureDefinition, _ package: Package) -> StructureDefinition? {
    if definition.differential.isEmpty, definition.snapshot.isEmpty {
      omit(definition.url, "it has neither differential nor snapshot")
      return nil
    }
    if definition.kind == .logical, package.name.hasSuffix(".core") {
      omit(definition.url, "it is a pattern for authors of resources, not something that records have")
      return nil
    }
    var result = definition
    result.snapshot = []
    result.version = definition.version ?? package.version
    if definition.differential.isEmpty { result.differential = definition.snapshot }
    if definition.kind == .primitiveType {
      // The `value` of a primitive is the primitive itself.
      result.differential.removeAll { $0.path == definition.type + ".value" }
    }
    for index in result.differential.indices { reduce(&result.differential[index], of: definition, package) }
    // The profile language has the elements as a tree.
    result.differential = ElementTree(result.differential, fillsGaps: true).elements
    return result
  }

  private mutating func reduce(_ element: inout ElementDefinition, of definition: StructureDefinition, _ package: Package) {
    withholdDisplays(&element, of: definition)
    for index in element.constraints.indices { element.constraints[index].message = nil }
    element.base = nil
    if element.isModifier == false { element.isModifier = nil }
    if element.isSummary == false { element.isSummary = nil }
    if element.mustSupport == false { element.mustSupport = nil }
    if element.sliceIsConstraining == false { element.sliceIsConstraining = nil }
    if let valueSet = element.binding?.valueSet { element.binding?.valueSet = unpinned(valueSet, package) }
    if let valueSet = element.binding?.maximumValueSet { element.binding?.maximumValueSet = unpinned(valueSet, package) }
  }

  /// A fixed value that loses the name of a licensed concept becomes a pattern, so that records may still give the name.
  private mutating func withholdDisplays(_ element: inout ElementDefinition, of definition: StructureDefinition) {
    guard let value = element.fixed ?? element.pattern else { return }
    let json = JSONTree.json(LicensedTerminology.withoutDisplays(JSONTree.tree(value.json)))
    guard json != value.json else { return }
    omit("the name of a concept in \(definition.url)#\(element.id)", "it belongs to a licensed terminology")
    element.fixed = nil
    element.pattern = TypedValue(type: value.type, json: json)
  }

  /// A canonical without the version of the package itself.
  private func unpinned(_ canonical: Canonical, _ package: Package) -> Canonical {
    canonical.version == package.version ? Canonical(url: canonical.url) : canonical
  }
}

// Terminology.
extension PackageImporter {
  private mutating func valueSet(_ valueSet: ValueSet, _ package: Package) -> ValueSet {
    var result = valueSet
    result.includes = valueSet.includes.map { component($0, of: valueSet, package) }
    result.excludes = valueSet.excludes.map { component($0, of: valueSet, package) }
    if !result.includes.isEmpty {
      result.expansion = []
    } else if result.expansion.contains(where: { LicensedTerminology.contains(system: $0.system) }) {
      omit("members of \(valueSet.url)", "they belong to a licensed terminology")
      result.expansion.removeAll { LicensedTerminology.contains(system: $0.system) }
    }
    return result
  }

  private mutating func component(
    _ component: ValueSet.Component, of valueSet: ValueSet, _ package: Package
  ) -> ValueSet.Component {
    var result = component
    result.valueSets = component.valueSets.map { unpinned($0, package) }
    var codes: Set<String> = []
    result.concepts = component.concepts.filter { codes.insert($0.code).inserted }
    if result.concepts.count < component.concepts.count {
      omit("repetitions of codes in \(valueSet.url)", "a code is a member once")
    }
    guard let system = component.system, LicensedTerminology.contains(system: system),
      !component.concepts.isEmpty || !component.filters.isEmpty
    else { return result }
    omit("codes of \(system) in \(valueSet.url)", "they belong to a licensed terminology")
    result.concepts = []
    result.filters = []
    result.isWithheld = true
    return result
  }

  private mutating func codeSystem(_ system: CodeSystem, _ package: Package) -> CodeSystem {
    var result = system
    // A value set that is defined says itself that it has all codes.
    if let url = system.valueSet?.url, package.valueSets.contains(where: { $0.url == url }) { result.valueSet = nil }
    if LicensedTerminology.contains(system: system.url), !system.concepts.isEmpty {
      omit("concepts of \(system.url)", "they belong to a licensed terminology")
      result.concepts = []
      result.content = .notPresent
    }
    result.propertyURIs = [:]
    for index in result.concepts.indices {
      for property in result.concepts[index].properties.indices {
        let code = result.concepts[index].properties[property].code
        result.concepts[index].properties[property].code = system.standardName(ofProperty: code)
      }
      result.concepts[index].properties.removeAll { property in
        !Self.keptProperties.contains(property.code)
          || property.code == "status" && property.value != "inactive" && property.value != "retired"
      }
    }
    return result
  }

  /// What value sets filter by and what says that a concept is no code of its own. The rest is history and prose.
  private static let keptProperties: Set<String> = [
    "child", "parent", "subsumedBy", "notSelectable", "abstract", "partOf", "inactive", "status",
  ]
}

/// Which value sets and code systems the bindings of structures need, directly or by inclusion.
private struct Terminology {
  var valueSets: Set<String> = []
  var codeSystems: Set<String> = []

  init(_ package: Package, _ structures: [StructureDefinition], _ strengths: Set<Binding.Strength>?) {
    let known = Dictionary(package.valueSets.map { ($0.url, $0) }, uniquingKeysWith: { first, _ in first })
    guard let strengths else {
      valueSets = Set(known.keys)
      codeSystems = Set(package.codeSystems.map(\.url))
      return
    }
    var waiting: [String] = []
    for binding in structures.flatMap(\.differential).compactMap(\.binding) {
      if strengths.contains(binding.strength), let url = binding.valueSet?.url { waiting.append(url) }
      if let url = binding.maximumValueSet?.url { waiting.append(url) }
    }
    while let url = waiting.popLast() {
      guard let valueSet = known[url], valueSets.insert(url).inserted else { continue }
      for component in valueSet.includes + valueSet.excludes {
        if let system = component.system { codeSystems.insert(system) }
        waiting += component.valueSets.map(\.url)
      }
    }
  }
}
