import Diagnostics
import YAMLSyntax

// Value sets and code systems in the YAML profile language.

extension ProfileWriter {
  public static func write(_ valueSet: ValueSet, packageVersion: String? = nil) -> String {
    var members = head(.valueSet, valueSet.name, valueSet.url, valueSet.version, packageVersion)
    if valueSet.isActiveOnly { members.append(YAMLMember("active-only", .plain("true"))) }
    if !valueSet.includes.isEmpty { members.append(YAMLMember("include", .list(valueSet.includes.map(component)))) }
    if !valueSet.excludes.isEmpty { members.append(YAMLMember("exclude", .list(valueSet.excludes.map(component)))) }
    if !valueSet.expansion.isEmpty { members.append(YAMLMember("expansion", expansion(valueSet.expansion))) }
    if !valueSet.isExpansionComplete { members.append(YAMLMember("expansion-complete", .plain("false"))) }
    return YAMLWriter.write(.mapping(members))
  }

  public static func write(_ system: CodeSystem, packageVersion: String? = nil) -> String {
    var members = head(.codeSystem, system.name, system.url, system.version, packageVersion)
    members.append(YAMLMember("content", .text(system.content.rawValue)))
    if !system.isCaseSensitive { members.append(YAMLMember("case-sensitive", .plain("false"))) }
    if let supplements = system.supplements { members.append(YAMLMember("supplements", .text(supplements.description))) }
    if let valueSet = system.valueSet { members.append(YAMLMember("value-set", .text(valueSet.description))) }
    if !system.concepts.isEmpty { members.append(YAMLMember("concepts", concepts(system, under: nil))) }
    return YAMLWriter.write(.mapping(members))
  }

  private static func head(
    _ kind: ProfileKeys.Kind, _ name: String, _ url: String, _ version: String?, _ packageVersion: String?
  ) -> [YAMLMember] {
    var members = [YAMLMember(kind.rawValue, .text(name)), YAMLMember("url", .text(url))]
    if version != packageVersion { members.append(YAMLMember("version", version.map(YAMLTree.text) ?? .nothing)) }
    return members
  }

  private static func component(_ component: ValueSet.Component) -> YAMLTree {
    var members: [YAMLMember] = []
    if let system = component.system { members.append(YAMLMember("system", .text(system))) }
    if let version = component.version { members.append(YAMLMember("version", .text(version))) }
    if component.isWithheld { members.append(YAMLMember("withheld", .plain("true"))) }
    if !component.concepts.isEmpty {
      members.append(
        YAMLMember(
          "concepts", .mapping(component.concepts.map { YAMLMember($0.code, $0.display.map(YAMLTree.text) ?? .nothing) })))
    }
    if !component.filters.isEmpty {
      let filters = component.filters.map { filter in
        YAMLTree.mapping([
          YAMLMember("property", .text(filter.property)), YAMLMember("op", .text(filter.operation)),
          YAMLMember("value", .text(filter.value)),
        ])
      }
      members.append(YAMLMember("filters", .list(filters)))
    }
    if !component.valueSets.isEmpty {
      members.append(
        YAMLMember("value-sets", .list(component.valueSets.map { .text(ShortCanonical.shorten($0, ShortCanonical.valueSets)) })))
    }
    return .mapping(members)
  }

  private static func expansion(_ members: [ValueSet.ExpandedConcept]) -> YAMLTree {
    var systems: [(system: String, concepts: [YAMLMember])] = []
    for member in members {
      let concept = YAMLMember(member.code, member.display.map(YAMLTree.text) ?? .nothing)
      if let index = systems.firstIndex(where: { $0.system == member.system }) {
        systems[index].concepts.append(concept)
      } else {
        systems.append((member.system, [concept]))
      }
    }
    return .list(
      systems.map { .mapping([YAMLMember("system", .text($0.system)), YAMLMember("concepts", .mapping($0.concepts))]) })
  }

  private static func concepts(_ system: CodeSystem, under parent: Int?) -> YAMLTree {
    var children: [Int?: [Int]] = [:]
    for (index, concept) in system.concepts.enumerated() { children[concept.parent, default: []].append(index) }
    func tree(_ parent: Int?) -> YAMLTree {
      .mapping((children[parent] ?? []).map { YAMLMember(system.concepts[$0].code, concept($0)) })
    }
    func concept(_ index: Int) -> YAMLTree {
      let concept = system.concepts[index]
      let display = concept.display.map(YAMLTree.text) ?? .nothing
      if concept.properties.isEmpty, concept.designations.isEmpty, children[index] == nil { return display }
      var members: [YAMLMember] = []
      if concept.display != nil { members.append(YAMLMember("display", display)) }
      if !concept.designations.isEmpty {
        let designations = concept.designations.map { YAMLTree.mapping([YAMLMember($0.language ?? "und", .text($0.text))]) }
        members.append(YAMLMember("designations", .list(designations)))
      }
      if !concept.properties.isEmpty { members.append(YAMLMember("properties", properties(concept.properties))) }
      if children[index] != nil { members.append(YAMLMember("concepts", tree(index))) }
      return .mapping(members)
    }
    return tree(parent)
  }

  private static func properties(_ properties: [CodeSystem.Property]) -> YAMLTree {
    var members: [YAMLMember] = []
    for code in properties.map(\.code).uniqued() {
      let values = properties.filter { $0.code == code }.map { YAMLTree.text($0.value) }
      members.append(YAMLMember(code, values.count == 1 ? values[0] : .list(values)))
    }
    return .mapping(members)
  }
}

extension ProfileReader {
  func valueSet(_ root: YAMLValue, name: String) -> ValueSet? {
    guard let members = root.mapping(["value-set"] + ProfileKeys.valueSet), let url = members.requiredText("url") else {
      return nil
    }
    var result = ValueSet(url: url, version: version(members), name: name)
    result.includes = members["include"]?.items().compactMap { component($0) } ?? []
    result.excludes = members["exclude"]?.items().compactMap { component($0) } ?? []
    result.isActiveOnly = members.boolean("active-only") ?? false
    result.isExpansionComplete = members.boolean("expansion-complete") ?? true
    for item in members["expansion"]?.items() ?? [] {
      guard let part = component(item), let system = part.system else { continue }
      result.expansion += part.concepts.map { ValueSet.ExpandedConcept(system: system, code: $0.code, display: $0.display) }
    }
    return result
  }

  /// The package's version where none is given; none where it is said that there is none.
  private func version(_ members: YAMLMapping) -> String? {
    guard let value = members["version"] else { return packageVersion }
    return value.shape == .nothing ? nil : value.text()
  }

  private func component(_ value: YAMLValue) -> ValueSet.Component? {
    guard let members = value.mapping(ProfileKeys.component) else { return nil }
    var result = ValueSet.Component(system: members.text("system"), version: members.text("version"))
    result.isWithheld = members.boolean("withheld") ?? false
    result.concepts =
      members["concepts"]?.members().map { ValueSet.Concept(code: $0.key, display: $0.shape == .nothing ? nil : $0.text()) } ?? []
    result.filters = members["filters"]?.items().compactMap { filter($0) } ?? []
    result.valueSets = members["value-sets"]?.textsOrSelf().map { ShortCanonical.expand($0, ShortCanonical.valueSets) } ?? []
    return result
  }

  private func filter(_ value: YAMLValue) -> ValueSet.Filter? {
    guard let members = value.mapping(ProfileKeys.filter), let property = members.requiredText("property"),
      let operation = members.requiredText("op"), let operand = members.requiredText("value")
    else { return nil }
    return ValueSet.Filter(property: property, operation: operation, value: operand)
  }

  func codeSystem(_ root: YAMLValue, name: String) -> CodeSystem? {
    guard let members = root.mapping(["code-system"] + ProfileKeys.codeSystem), let url = members.requiredText("url"),
      let content = members.required("content")?.word(CodeSystem.Content.self)
    else { return nil }
    var result = CodeSystem(url: url, version: version(members), name: name, content: content)
    result.isCaseSensitive = members.boolean("case-sensitive") ?? true
    result.supplements = members.text("supplements").map { Canonical($0) }
    result.valueSet = members.text("value-set").map { Canonical($0) }
    if let concepts = members["concepts"] { readConcepts(concepts, under: nil, into: &result.concepts) }
    return result
  }

  private func readConcepts(_ value: YAMLValue, under parent: Int?, into concepts: inout [CodeSystem.Concept]) {
    for member in value.members() {
      var concept = CodeSystem.Concept(code: member.key, parent: parent)
      switch member.shape {
      case .nothing: concepts.append(concept)
      case .text:
        concept.display = member.rawText
        concepts.append(concept)
      default:
        guard let members = member.mapping(ProfileKeys.concept) else { continue }
        concept.display = members.text("display")
        for property in members["properties"]?.members() ?? [] {
          concept.properties += property.textsOrSelf().map { CodeSystem.Property(code: property.key, value: $0) }
        }
        for item in members["designations"]?.items() ?? [] {
          for name in item.members() {
            concept.designations.append(
              CodeSystem.Designation(language: name.key == "und" ? nil : name.key, text: name.text() ?? ""))
          }
        }
        concepts.append(concept)
        if let nested = members["concepts"] { readConcepts(nested, under: concepts.count - 1, into: &concepts) }
      }
    }
  }
}

extension Array where Element: Hashable {
  /// The elements without repetitions, in the order of their first occurrence.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
