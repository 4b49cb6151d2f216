import Diagnostics
import YAMLSyntax

/// A definition read from the YAML profile language, with the places of its elements for later checks.
public struct ProfileFile {
  public var definition: Definition?
  public var diagnostics: DiagnosticList
  /// Where each element of a structure stands, by element id.
  public var places: [String: DiagnosticPlace]
}

/// Reads the YAML profile language.
public struct ProfileReader {
  let file: YAMLFile
  let packageVersion: String?
  var places: [String: DiagnosticPlace] = [:]

  /// Reads a file.
  /// - Parameter packageVersion: the version of definitions that give none.
  public static func read(_ bytes: some Collection<UInt8>, file name: String, packageVersion: String? = nil) -> ProfileFile {
    var reader = ProfileReader(file: YAMLFile(bytes, name: name), packageVersion: packageVersion)
    let definition = reader.definition()
    return ProfileFile(definition: definition, diagnostics: reader.file.diagnostics, places: reader.places)
  }

  private init(file: YAMLFile, packageVersion: String?) {
    self.file = file
    self.packageVersion = packageVersion
  }

  private mutating func definition() -> Definition? {
    guard let root = file.root else { return nil }
    guard let first = root.members().first, let kind = ProfileKeys.Kind(rawValue: first.key) else {
      let kinds = ProfileKeys.Kind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      root.report(ProfileRules.unknownKind, RuleWords(expected: kinds))
      return nil
    }
    guard let name = first.text() else { return nil }
    switch kind {
    case .valueSet: return valueSet(root, name: name).map(Definition.valueSet)
    case .codeSystem: return codeSystem(root, name: name).map(Definition.codeSystem)
    default: return structure(root, kind, name: name).map(Definition.structure)
    }
  }

  private mutating func structure(_ root: YAMLValue, _ kind: ProfileKeys.Kind, name: String) -> StructureDefinition? {
    let keys = [kind.rawValue] + ProfileKeys.structure
    guard let members = root.mapping(keys, orKeys: Self.isValueKey), let url = members.requiredText("url") else { return nil }
    let isProfile = [.resourceProfile, .datatypeProfile, .extension].contains(kind)
    let type = kind == .extension ? "Extension" : isProfile ? members.requiredText("type") : members.text("type") ?? name
    guard let type else { return nil }
    var definition = StructureDefinition(url: url, name: name, kind: Self.kind(kind), type: type)
    definition.version = members.text("version") ?? packageVersion
    definition.earlierFHIRVersion = members.text("fhir-version")
    definition.isAbstract = members.boolean("abstract") ?? false
    definition.baseDefinition = members.text("base").map { ShortCanonical.expand($0, ShortCanonical.structures) }
    definition.derivation = isProfile ? .constraint : definition.baseDefinition == nil ? nil : .specialization
    definition.contexts = members["contexts"]?.items().compactMap { context($0) } ?? []
    definition.contextInvariants = members["context-invariants"]?.texts() ?? []
    // Logical models are called by a URL, of which paths have the last part.
    let root = type.contains("/") ? type.split(separator: "/").last.map(String.init) ?? type : type
    var element = ElementDefinition(id: root, path: root)
    readFacts(members, into: &element)
    readValues(members, into: &element)
    definition.differential = [element]
    readChildren(members, of: element, into: &definition.differential)
    return definition
  }

  private static func kind(_ kind: ProfileKeys.Kind) -> StructureDefinition.Kind {
    switch kind {
    case .resource, .resourceProfile: .resource
    case .primitive: .primitiveType
    case .logical: .logical
    default: .complexType
    }
  }

  private func context(_ value: YAMLValue) -> StructureDefinition.Context? {
    guard let members = value.mapping(StructureDefinition.Context.Kind.allCases.map(\.rawValue)),
      let member = members.members.first,
      let kind = StructureDefinition.Context.Kind(rawValue: member.key), let expression = member.text()
    else { return nil }
    return StructureDefinition.Context(kind: kind, expression: expression)
  }
}

// Elements.
extension ProfileReader {
  private mutating func readChildren(
    _ members: YAMLMapping, of parent: ElementDefinition, into elements: inout [ElementDefinition]
  ) {
    for member in members["elements"]?.members() ?? [] {
      read(member, id: parent.id + "." + member.key, path: parent.path + "." + member.key, slice: nil, into: &elements)
    }
    for member in members["slices"]?.members() ?? [] {
      read(member, id: parent.id + ":" + member.key, path: parent.path, slice: member.key, into: &elements)
    }
  }

  private mutating func read(
    _ value: YAMLValue, id: String, path: String, slice: String?, into elements: inout [ElementDefinition]
  ) {
    guard let mapping = value.mapping(ProfileKeys.element, orKeys: Self.isValueKey) else { return }
    places[id] = value.keyPlace
    var element = ElementDefinition(id: id, path: path)
    element.sliceName = slice
    readFacts(mapping, into: &element)
    readValues(mapping, into: &element)
    elements.append(element)
    readChildren(mapping, of: element, into: &elements)
  }

  private static func isValueKey(_ key: String) -> Bool {
    ProfileKeys.valuePrefixes.contains { key.hasPrefix($0) && key.dropFirst($0.count).first?.isUppercase == true }
  }

  private func readFacts(_ members: YAMLMapping, into element: inout ElementDefinition) {
    if let occurs = members["occurs"] { readCardinality(occurs, into: &element) }
    readTypes(members, into: &element)
    element.binding = members["binding"].flatMap { binding($0) }
    element.minimumLength = members["minimum-length"]?.integer(in: 0...Int(UInt32.max) - 1).map { UInt32($0) }
    element.maximumLength = members["maximum-length"]?.integer(in: 0...Int(UInt32.max) - 1).map { UInt32($0) }
    for flag in members["flags"]?.items() ?? [] {
      switch flag.word(ProfileKeys.Flag.self) {
      case .mustSupport: element.mustSupport = true
      case .modifier: element.isModifier = true
      case .summary: element.isSummary = true
      case .ordered: element.isOrdered = true
      case .sliceIsConstraining: element.sliceIsConstraining = true
      case nil: break
      case .some(let flag):
        element.representations += ProfileKeys.Flag.representations.filter { $0.flag == flag }.map(\.code)
      }
    }
    element.slicing = members["slicing"].flatMap { slicing($0) }
    element.constraints = members["invariants"]?.members().compactMap { invariant($0) } ?? []
  }

  private func readCardinality(_ value: YAMLValue, into element: inout ElementDefinition) {
    guard let text = value.text() else { return }
    let halves = text.split(separator: "..", omittingEmptySubsequences: false)
    guard halves.count == 2, text != "..", halves[0].isEmpty || UInt32(halves[0]) != nil,
      halves[1].isEmpty || halves[1] == "*" || UInt32(halves[1]) != nil
    else {
      value.report(ProfileRules.cardinality, RuleWords(value: text))
      return
    }
    element.minimum = UInt32(halves[0])
    element.maximum = halves[1] == "*" ? ElementDefinition.unbounded : UInt32(halves[1])
    if let minimum = element.minimum, let maximum = element.maximum, minimum > maximum {
      value.report(ProfileRules.cardinalityOrder, RuleWords(value: text))
    }
  }

  private func readTypes(_ members: YAMLMapping, into element: inout ElementDefinition) {
    let given = ["type", "types", "references", "content"].compactMap { members[$0] }
    // At the top of a profile, `type` is the constrained type.
    if !element.path.contains(".") { return }
    if given.count > 1 { given[1].report(ProfileRules.contradictoryTypes) }
    switch given.first?.key {
    case "type": element.types = given[0].itemsOrSelf().compactMap { type($0) }
    case "types": element.types = given[0].items().compactMap { type($0) }
    case "references": element.types = [ElementType(code: "Reference", targetProfiles: canonicals(given[0]))]
    case "content": element.contentReference = given[0].text().map { "#" + $0 }
    default: break
    }
  }

  private func type(_ value: YAMLValue) -> ElementType? {
    guard value.shape != .text else { return ElementType(code: typeCode(value.rawText)) }
    guard let members = value.mapping(ProfileKeys.type), let code = members.requiredText("type") else { return nil }
    return ElementType(
      code: typeCode(code), profiles: members["profiles"].map { canonicals($0) } ?? [],
      targetProfiles: members["targets"].map { canonicals($0) } ?? [], aggregation: members["aggregation"]?.texts() ?? [],
      versioning: members.text("versioning"))
  }

  private func typeCode(_ name: String) -> String { name == ProfileWriter.bareString ? ElementType.systemString : name }

  private func canonicals(_ value: YAMLValue) -> [Canonical] {
    value.textsOrSelf().map { ShortCanonical.expand($0, ShortCanonical.structures) }
  }

  private func binding(_ value: YAMLValue) -> Binding? {
    guard let members = value.mapping(ProfileKeys.binding) else { return nil }
    let strengths = members.members.filter { Binding.Strength(rawValue: $0.key) != nil }
    guard strengths.count == 1, let strength = Binding.Strength(rawValue: strengths[0].key) else {
      value.report(ProfileRules.bindingShape)
      return nil
    }
    let valueSet = strengths[0].shape == .nothing ? nil : strengths[0].text()
    return Binding(
      strength: strength, valueSet: valueSet.map { ShortCanonical.expand($0, ShortCanonical.valueSets) },
      maximumValueSet: members.text("maximum").map { ShortCanonical.expand($0, ShortCanonical.valueSets) },
      additional: members["additional"]?.items().compactMap { additionalBinding($0) } ?? [])
  }

  private func additionalBinding(_ value: YAMLValue) -> AdditionalBinding? {
    guard let members = value.mapping(ProfileKeys.additionalBinding),
      let purpose = members.required("purpose")?.word(AdditionalBinding.Purpose.self),
      let valueSet = members.requiredText("value-set")
    else { return nil }
    return AdditionalBinding(
      purpose: purpose, valueSet: ShortCanonical.expand(valueSet, ShortCanonical.valueSets),
      isAny: members.boolean("any") ?? false,
      hasUsageContext: members.boolean("in-context") ?? false)
  }

  private func invariant(_ value: YAMLValue) -> Constraint? {
    var constraint = Constraint(key: value.key, severity: .error)
    if value.shape == .text {
      constraint.expression = value.rawText
      return constraint
    }
    guard let members = value.mapping(ProfileKeys.invariant) else { return nil }
    constraint.expression = members.text("expression")
    if constraint.expression == nil { value.report(ProfileRules.invariantWithoutExpression, RuleWords(name: value.key)) }
    constraint.severity = members["severity"]?.word(Constraint.Severity.self) ?? .error
    constraint.isBestPractice = members.boolean("best-practice") ?? false
    constraint.message = members.text("message")
    return constraint
  }

  private func slicing(_ value: YAMLValue) -> Slicing? {
    guard let members = value.mapping(ProfileKeys.slicing) else { return nil }
    let discriminators = members["by"]?.items().flatMap { item -> [Slicing.Discriminator] in
      let kinds = Slicing.Discriminator.Kind.allCases.map(\.rawValue)
      return (item.mapping(kinds)?.members ?? []).compactMap { member in
        guard let kind = Slicing.Discriminator.Kind(rawValue: member.key), let path = member.text() else { return nil }
        return Slicing.Discriminator(kind: kind, path: path)
      }
    }
    return Slicing(
      discriminators: discriminators ?? [], isOrdered: members.boolean("ordered") ?? false,
      rules: members["rules"]?.word(Slicing.Rules.self) ?? .open)
  }
}

// Fixed values, patterns and bounds.
extension ProfileReader {
  private func readValues(_ members: YAMLMapping, into element: inout ElementDefinition) {
    for member in members.members where Self.isValueKey(member.key) {
      guard let prefix = ProfileKeys.valuePrefixes.first(where: { member.key.hasPrefix($0) }),
        let value = typedValue(member, prefix)
      else { continue }
      switch prefix {
      case "fixed": element.fixed = value
      case "pattern": element.pattern = value
      case "minValue": element.minimumValue = value
      default: element.maximumValue = value
      }
    }
    if element.fixed != nil, element.pattern != nil {
      members.value.report(ProfileRules.fixedAndPattern, RuleWords(name: String(element.name)))
    }
  }

  private func typedValue(_ value: YAMLValue, _ prefix: String) -> TypedValue? {
    let type = PrimitiveNames.type(ofSuffix: String(value.key.dropFirst(prefix.count)))
    func wrong(_ expected: String) -> TypedValue? {
      value.report(ProfileRules.notJSON, RuleWords(name: value.key, expected: expected))
      return nil
    }
    switch type {
    case "boolean":
      return ["true", "false"].contains(value.rawText) ? TypedValue(type: type, json: value.rawText) : wrong("`true` or `false`")
    case "integer", "positiveInt", "unsignedInt", "decimal":
      return JSONTree.isNumber(value.rawText) ? TypedValue(type: type, json: value.rawText) : wrong("a number")
    case _ where PrimitiveNames.all.contains(type):
      return value.shape == .text ? TypedValue(type: type, json: CanonicalJSON.quoted(value.rawText)) : wrong("a text")
    default:
      return value.shape == .mapping ? TypedValue(type: type, json: JSONTree.json(value)) : wrong("a mapping")
    }
  }
}
