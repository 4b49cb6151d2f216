import Diagnostics
import SourceTree

extension DefinitionReader {
  mutating func structureDefinition(_ root: NodeID, in document: borrowing SourceDocument) -> StructureDefinition? {
    let definition = "StructureDefinition"
    guard let url = required(.url, of: root, in: document, definition: definition),
      let type = required(.type, of: root, in: document, definition: definition),
      required(.kind, of: root, in: document, definition: definition) != nil,
      let kindNode = child(.kind, of: root, in: document),
      let kind = code(kindNode, in: document, StructureDefinition.Kind.self)
    else { return nil }
    // Without its name, which is there for people and programs alone, a definition works as well.
    let name = child(.name, of: root, in: document).flatMap { text($0, in: document) }
    let lastSegment = url.split(separator: "/").last.map(String.init) ?? url
    var result = StructureDefinition(url: url, name: name ?? lastSegment, kind: kind, type: type)
    for node in children(of: root, in: document) {
      switch DefinitionName(document[node]) {
      case .version: result.version = text(node, in: document)
      case .fhirVersion:
        let release = text(node, in: document)
        result.earlierFHIRVersion = release.flatMap { ["0.", "1.", "3."].contains($0.prefix(2)) ? $0 : nil }
      case .abstract: result.isAbstract = boolean(node, in: document) ?? false
      case .baseDefinition: result.baseDefinition = text(node, in: document).map { Canonical($0) }
      case .derivation: result.derivation = code(node, in: document, StructureDefinition.Derivation.self)
      case .context: result.contexts = objects(of: node, in: document).compactMap { context($0, in: document) }
      case .contextInvariant: result.contextInvariants = texts(of: node, in: document)
      case .snapshot: result.snapshot = elements(node, in: document)
      case .differential: result.differential = elements(node, in: document)
      default: break
      }
    }
    if result.snapshot.isEmpty, result.differential.isEmpty {
      report(DefinitionsRules.noElements, root, in: document, RuleWords(name: url))
    }
    return result
  }

  private mutating func context(_ node: NodeID, in document: borrowing SourceDocument) -> StructureDefinition.Context? {
    guard let type = child(.type, of: node, in: document),
      let kind = code(type, in: document, StructureDefinition.Context.Kind.self),
      let expression = required(.expression, of: node, in: document, definition: "context")
    else { return nil }
    return StructureDefinition.Context(kind: kind, expression: expression)
  }

  private mutating func elements(_ view: NodeID, in document: borrowing SourceDocument) -> [ElementDefinition] {
    guard let list = child(.element, of: view, in: document) else { return [] }
    var elements: [ElementDefinition] = []
    for node in objects(of: list, in: document) {
      if let element = element(node, in: document) { elements.append(element) }
    }
    return elements
  }

  private mutating func element(_ root: NodeID, in document: borrowing SourceDocument) -> ElementDefinition? {
    guard let path = required(.path, of: root, in: document, definition: "ElementDefinition") else { return nil }
    // Ids may be missing; the tree of elements makes them.
    var result = ElementDefinition(id: "", path: path)
    result.minimumLength = extensionValue(DefinitionExtension.minimumLength, .valueInteger, of: root, in: document)
      .flatMap { UInt32($0) }
    for node in children(of: root, in: document) {
      if let name = DefinitionName(document[node]) {
        readProperty(name, node, in: document, into: &result)
      } else {
        readValueProperty(node, in: document, into: &result)
      }
    }
    result.constraints += extensionDemands(root, in: document)
    if isKeyed(root, in: document) { result.representations.append(ElementDefinition.keyed) }
    return result
  }

  private mutating func readProperty(
    _ name: DefinitionName, _ node: NodeID, in document: borrowing SourceDocument, into element: inout ElementDefinition
  ) {
    switch name {
    case .id: element.id = text(node, in: document) ?? element.path
    case .sliceName: element.sliceName = text(node, in: document)
    case .min: element.minimum = number(node, in: document)
    case .max: element.maximum = maximum(node, in: document)
    case .base: element.base = base(node, in: document)
    case .type: element.types = objects(of: node, in: document).compactMap { elementType($0, in: document) }
    case .contentReference: element.contentReference = text(node, in: document)
    case .binding: element.binding = binding(node, in: document)
    case .constraint: element.constraints = objects(of: node, in: document).compactMap { constraint($0, in: document) }
    case .maxLength: element.maximumLength = number(node, in: document)
    case .slicing: element.slicing = slicing(node, in: document)
    case .sliceIsConstraining: element.sliceIsConstraining = boolean(node, in: document)
    case .orderMeaning: element.isOrdered = true
    case .isModifier: element.isModifier = boolean(node, in: document)
    case .isSummary: element.isSummary = boolean(node, in: document)
    case .mustSupport: element.mustSupport = boolean(node, in: document)
    case .representation: element.representations = texts(of: node, in: document)
    case .path: break
    default: leave(name.rawValue)
    }
  }

  /// `fixed[x]`, `pattern[x]`, `minValue[x]` and `maxValue[x]`.
  private mutating func readValueProperty(
    _ node: NodeID, in document: borrowing SourceDocument, into element: inout ElementDefinition
  ) {
    let name = document.name(of: node)
    func value(after prefix: String) -> TypedValue {
      TypedValue(
        type: PrimitiveNames.type(ofSuffix: String(name.dropFirst(prefix.count))),
        json: CanonicalJSON.text(of: node, in: document))
    }
    if name.hasPrefix("fixed") {
      element.fixed = value(after: "fixed")
    } else if name.hasPrefix("pattern") {
      element.pattern = value(after: "pattern")
    } else if name.hasPrefix("minValue") {
      element.minimumValue = value(after: "minValue")
    } else if name.hasPrefix("maxValue") {
      element.maximumValue = value(after: "maxValue")
    } else {
      leave(name)
    }
  }

  private mutating func maximum(_ node: NodeID, in document: borrowing SourceDocument) -> UInt32? {
    guard let value = text(node, in: document) else { return nil }
    if value == "*" { return ElementDefinition.unbounded }
    if let number = UInt32(value) { return number }
    report(DefinitionsRules.wrongShape, node, in: document, RuleWords(name: "max", expected: "a number or `*`"))
    return nil
  }

  private mutating func base(_ node: NodeID, in document: borrowing SourceDocument) -> ElementDefinition.Base? {
    guard document[node].kind == .object, let path = text(.path, of: node, in: document),
      let maximumNode = child(.max, of: node, in: document), let maximum = maximum(maximumNode, in: document)
    else { return nil }
    return ElementDefinition.Base(path: path, maximum: maximum)
  }

  private mutating func elementType(_ root: NodeID, in document: borrowing SourceDocument) -> ElementType? {
    if child(.code, of: root, in: document) == nil, child(.codeCompanion, of: root, in: document) != nil {
      // R4's own extensions on types give their values a type outside FHIR, which stands in an extension on the missing code.
      return ElementType(code: ElementType.systemString)
    }
    guard let code = required(.code, of: root, in: document, definition: "type") else { return nil }
    var result = ElementType(code: code)
    for node in children(of: root, in: document) {
      switch DefinitionName(document[node]) {
      case .profile: result.profiles = texts(of: node, in: document).map { Canonical($0) }
      case .targetProfile: result.targetProfiles = texts(of: node, in: document).map { Canonical($0) }
      case .aggregation: result.aggregation = texts(of: node, in: document)
      case .versioning: result.versioning = text(node, in: document)
      case .code: break
      default: leave("type." + document.name(of: node))
      }
    }
    return result
  }

  private mutating func binding(_ root: NodeID, in document: borrowing SourceDocument) -> Binding? {
    guard let node = child(.strength, of: root, in: document),
      let strength = code(node, in: document, Binding.Strength.self)
    else { return nil }
    var result = Binding(strength: strength, valueSet: text(.valueSet, of: root, in: document).map { Canonical($0) })
    result.maximumValueSet = extensionValue(
      "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet", .valueCanonical, of: root, in: document
    ).map { Canonical($0) }
    result.additional = additionalBindings(root, in: document)
    return result
  }

  /// R5's `additional`, and the extensions that say the same in R4.
  private mutating func additionalBindings(_ root: NodeID, in document: borrowing SourceDocument) -> [AdditionalBinding] {
    var result: [AdditionalBinding] = []
    if let minimum = extensionValue(
      "http://hl7.org/fhir/StructureDefinition/elementdefinition-minValueSet", .valueCanonical, of: root, in: document)
    {
      result.append(AdditionalBinding(purpose: .minimum, valueSet: Canonical(minimum)))
    }
    let urls = [
      "http://hl7.org/fhir/tools/StructureDefinition/additional-binding",
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.binding.additional",
    ]
    for part in urls.flatMap({ extensions($0, of: root, in: document) }) {
      let purpose = extensionValue("purpose", .valueCode, of: part, in: document)
      let valueSet = extensionValue("valueSet", .valueCanonical, of: part, in: document)
      add(purpose, valueSet, to: &result) { binding in
        binding.isAny = extensionValue("any", .valueBoolean, of: part, in: document) == "true"
        binding.hasUsageContext = !extensions("usage", of: part, in: document).isEmpty
      }
    }
    guard let list = child(.additional, of: root, in: document) else { return result }
    for part in objects(of: list, in: document) {
      let purpose = text(.purpose, of: part, in: document)
      let valueSet = text(.valueSet, of: part, in: document)
      add(purpose, valueSet, to: &result) { binding in
        binding.isAny = child(.any, of: part, in: document).map { document.rawText(of: $0) == "true" } ?? false
        binding.hasUsageContext = child(.usage, of: part, in: document) != nil
      }
    }
    return result
  }

  /// An additional binding whose purpose is not known demands nothing.
  private func add(
    _ purpose: String?, _ valueSet: String?, to bindings: inout [AdditionalBinding], _ complete: (inout AdditionalBinding) -> Void
  ) {
    guard let purpose = purpose.flatMap(AdditionalBinding.Purpose.init(rawValue:)), let valueSet else { return }
    var binding = AdditionalBinding(purpose: purpose, valueSet: Canonical(valueSet))
    complete(&binding)
    bindings.append(binding)
  }

  private mutating func constraint(_ root: NodeID, in document: borrowing SourceDocument) -> Constraint? {
    guard let key = required(.key, of: root, in: document, definition: "constraint") else { return nil }
    var severity = Constraint.Severity.error
    if let node = child(.severity, of: root, in: document) {
      guard let stated = code(node, in: document, Constraint.Severity.self) else { return nil }
      severity = stated
    } else {
      report(
        DefinitionsRules.assumedProperty, root, in: document,
        RuleWords(name: "severity", value: severity.rawValue, definition: "constraint"))
    }
    let bestPractice = extensionValue(
      "http://hl7.org/fhir/StructureDefinition/elementdefinition-bestpractice", .valueBoolean, of: root, in: document)
    return Constraint(
      key: key, severity: severity, expression: text(.expression, of: root, in: document),
      message: text(.human, of: root, in: document), isBestPractice: bestPractice == "true")
  }

  private mutating func slicing(_ root: NodeID, in document: borrowing SourceDocument) -> Slicing? {
    var result = Slicing(discriminators: [])
    if child(.rules, of: root, in: document) == nil {
      result.statedRules = nil
      report(
        DefinitionsRules.assumedProperty, root, in: document,
        RuleWords(name: "rules", value: result.rules.rawValue, definition: "slicing"))
    }
    for node in children(of: root, in: document) {
      switch DefinitionName(document[node]) {
      case .discriminator: result.discriminators = objects(of: node, in: document).compactMap { discriminator($0, in: document) }
      case .ordered: result.isOrdered = boolean(node, in: document) ?? false
      case .rules: result.rules = code(node, in: document, Slicing.Rules.self) ?? .open
      default: break
      }
    }
    return result
  }

  private mutating func discriminator(_ root: NodeID, in document: borrowing SourceDocument) -> Slicing.Discriminator? {
    guard let node = child(.type, of: root, in: document),
      let kind = code(node, in: document, Slicing.Discriminator.Kind.self),
      let path = required(.path, of: root, in: document, definition: "discriminator")
    else { return nil }
    return Slicing.Discriminator(kind: kind, path: path)
  }

  /// The value of an extension as text, or nil.
  func extensionValue(
    _ url: String, _ name: DefinitionName, of root: NodeID, in document: borrowing SourceDocument
  ) -> String? {
    for item in extensions(url, of: root, in: document) {
      if let value = child(name, of: item, in: document) { return document.text(of: value) }
    }
    return nil
  }

  func extensions(_ url: String, of root: NodeID, in document: borrowing SourceDocument) -> [NodeID] {
    guard let list = child(.extension, of: root, in: document), document[list].kind == .array else { return [] }
    return children(of: list, in: document).filter { item in
      child(.url, of: item, in: document).map { document.text(of: $0) == url } ?? false
    }
  }
}

/// The names of primitive types as parts of property names: `fixedUri` has the type `uri`.
enum PrimitiveNames {
  static let all = [
    "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "markdown",
    "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid",
  ]

  static func type(ofSuffix suffix: String) -> String {
    let lowered = suffix.prefix(1).lowercased() + suffix.dropFirst()
    return all.contains(lowered) ? lowered : suffix
  }

  static func suffix(ofType type: String) -> String { type.prefix(1).uppercased() + type.dropFirst() }
}
