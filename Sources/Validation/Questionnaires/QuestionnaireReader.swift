import FHIRModel
import SourceTree

extension QuestionnaireForm {
  private static let core = "http://hl7.org/fhir/StructureDefinition/"

  /// Reads a Questionnaire in canonical form. `container` is the resource that holds what it refers to by `#id`.
  init(_ document: borrowing SourceDocument, _ questionnaire: NodeID, container: NodeID, _ facts: RecordFacts) {
    self.facts = facts
    for item in document.objects("item", of: questionnaire) { roots.append(add(document, item)) }
    if let period = document.member("effectivePeriod", of: questionnaire) {
      effectiveStart = document.string("start", of: period)
      effectiveEnd = document.string("end", of: period)
    }
    for resource in document.objects("contained", of: container) {
      guard document.string("resourceType", of: resource) == "ValueSet", let id = document.string("id", of: resource) else {
        continue
      }
      valueSets[id] = ListedValueSet(document, resource)
    }
  }

  private mutating func add(_ document: borrowing SourceDocument, _ node: NodeID) -> Int {
    let index = items.count
    var item = Item(
      linkID: document.string("linkId", of: node) ?? "", text: document.string("text", of: node),
      type: ItemType(rawValue: document.string("type", of: node) ?? "") ?? .unknown,
      isRequired: document.string("required", of: node) == "true", repeats: document.string("repeats", of: node) == "true",
      maxLength: document.string("maxLength", of: node).flatMap { Int($0) },
      enablesOnAny: document.string("enableBehavior", of: node) == "any")
    item.enableWhen = document.objects("enableWhen", of: node).map {
      EnableWhen(
        question: document.string("question", of: $0) ?? "", operator: document.string("operator", of: $0) ?? "",
        answer: FormValue("answer", of: $0, in: document))
    }
    item.options = document.objects("answerOption", of: node).compactMap { option in
      guard let value = FormValue("value", of: option, in: document) else { return nil }
      let exclusive = document.extensions(QuestionnaireForm.core + "questionnaire-optionExclusive", of: option).first
      return Option(value: value, isExclusive: exclusive.flatMap { document.string("valueBoolean", of: $0) } == "true")
    }
    item.valueSet = document.string("answerValueSet", of: node)
    readExtensions(document, node, &item)
    items.append(item)
    if !item.linkID.isEmpty, byLinkID[item.linkID] == nil { byLinkID[item.linkID] = index }
    for child in document.objects("item", of: node) { items[index].children.append(add(document, child)) }
    return index
  }

  private func readExtensions(_ document: borrowing SourceDocument, _ node: NodeID, _ item: inout Item) {
    for node in document.objects("extension", of: node) {
      guard let url = document.string("url", of: node), let value = FormValue("value", of: node, in: document) else { continue }
      let number = value.text.flatMap { Int($0) }
      switch url {
      case QuestionnaireForm.core + "questionnaire-minOccurs": item.limits.minOccurs = number
      case QuestionnaireForm.core + "questionnaire-maxOccurs": item.limits.maxOccurs = number
      case QuestionnaireForm.core + "minLength": item.limits.minLength = number
      case QuestionnaireForm.core + "maxDecimalPlaces": item.limits.decimalPlaces = number
      case QuestionnaireForm.core + "minValue": item.limits.minValue = value
      case QuestionnaireForm.core + "maxValue": item.limits.maxValue = value
      case QuestionnaireForm.core + "regex": item.limits.pattern = value.text
      case QuestionnaireForm.core + "entryFormat": item.limits.format = value.text
      case QuestionnaireForm.core + "mimeType": item.limits.mimeTypes += [value.text].compactMap { $0 }
      case QuestionnaireForm.core + "maxSize": item.limits.maxSize = value.number
      case QuestionnaireForm.core + "questionnaire-unitOption": item.limits.units.append(value)
      case QuestionnaireForm.core + "questionnaire-unitValueSet": item.limits.unitValueSet = value.text
      case QuestionnaireForm.core + "questionnaire-unitOpen": item.limits.takesOtherUnits = value.text != "optionsOnly"
      case QuestionnaireForm.core + "questionnaire-referenceResource": item.limits.resourceTypes += [value.text].compactMap { $0 }
      default: read(facts.roles[url], value, document, &item)
      }
    }
  }

  /// Extensions that go by different URLs in different guides.
  private func read(
    _ role: RecordFacts.ExtensionRole?, _ value: FormValue, _ document: borrowing SourceDocument, _ item: inout Item
  ) {
    switch role {
    case .minimumQuantity: item.limits.minQuantity = value
    case .maximumQuantity: item.limits.maxQuantity = value
    case .enabledWhen:
      // An Expression in FHIRPath, or the bare text of one.
      if let text = value.text {
        item.enableExpression = text
      } else if document.string("language", of: value.node) == "text/fhirpath" {
        item.enableExpression = document.string("expression", of: value.node)
      }
    case .alternateScore, nil: break
    }
  }
}

extension ListedValueSet {
  init(_ document: borrowing SourceDocument, _ valueSet: NodeID) {
    if let expansion = document.member("expansion", of: valueSet), document.member("contains", of: expansion) != nil {
      addExpansion(document, expansion)
      return
    }
    guard let compose = document.member("compose", of: valueSet) else {
      isPartial = true
      return
    }
    isPartial = !document.objects("exclude", of: compose).isEmpty
    for include in document.objects("include", of: compose) {
      let concepts = document.objects("concept", of: include)
      let system = document.string("system", of: include)
      for concept in concepts { codes.insert((system ?? "") + "|" + (document.string("code", of: concept) ?? "")) }
      if system != nil, concepts.isEmpty { isPartial = true }
      if system == nil { includes += document.items("valueSet", of: include).map { document.text(of: $0) } }
    }
  }

  private mutating func addExpansion(_ document: borrowing SourceDocument, _ node: NodeID) {
    for member in document.objects("contains", of: node) {
      if let code = document.string("code", of: member), document.string("abstract", of: member) != "true" {
        codes.insert((document.string("system", of: member) ?? "") + "|" + code)
      }
      addExpansion(document, member)
    }
  }
}
