import FHIRPath

/// Reads value set libraries, and finds what bindings name.
final class ValueSetIndex {
  private(set) var sets: [ValueSet] = []
  private var indexes: [String: Int] = [:]
  /// Value sets that the profile says not to check.
  private var unchecked: Set<String> = []
  private var told: Set<String> = []

  func read(_ root: XMLItem, _ file: ProfileFile) {
    file.expect(
      root, children: ["MetaData", "NoValidation", "ValueSetDefinitions", "Description"],
      attributes: ["ValueSetLibraryIdentifier", "Name", "Description"])
    for item in root.child("NoValidation")?.all("BindingIdentifier") ?? [] { unchecked.insert(item.words()) }
    for list in root.all("ValueSetDefinitions") {
      file.expect(list, children: ["ValueSetDefinition"], attributes: ["Group", "Order"])
      for item in list.all("ValueSetDefinition") { readSet(item, file) }
    }
  }

  private func readSet(_ item: XMLItem, _ file: ProfileFile) {
    file.expect(
      item, children: ["ValueElement"],
      attributes: [
        "BindingIdentifier", "ContentDefinition", "Description", "Extensibility", "Name", "Oid", "Stability", "Version",
      ])
    guard let id = file.required(item, "BindingIdentifier") else { return }
    guard indexes[id] == nil else { return file.report(ProfileImportRules.repeated, item, value: id) }
    var set = ValueSet(name: id)
    set.isOpen = item.attribute("Extensibility") == "Open"
    set.isDynamic = item.attribute("Stability") == "Dynamic"
    for element in item.all("ValueElement") { readCode(element, into: &set, file) }
    indexes[id] = sets.count
    sets.append(set)
  }

  private func readCode(_ item: XMLItem, into set: inout ValueSet, _ file: ProfileFile) {
    file.expect(
      item, children: [],
      attributes: ["Value", "CodeSystem", "CodeSystemVersion", "Comments", "DisplayName", "Usage", "CodePattern"])
    guard let value = item.attribute("Value") else { return }
    let code = ValueSet.Code(system: item.attribute("CodeSystem") ?? "", isExcluded: item.attribute("Usage") == "E")
    guard let form = item.attribute("CodePattern") ?? ValueSetIndex.coding[value.lowercased()] else {
      set.codes[value, default: []].append(code)
      return
    }
    if let pattern = TextPattern(form) {
      set.patterns.append((pattern, code))
    } else {
      file.report(ProfileImportRules.notUnderstood, item, value: "the code pattern `\(form)`")
    }
  }

  /// Names in the table of coding systems that stand for many (HL70396).
  private static let coding = ["hl7nnnn": "HL7[0-9]{4}", "99zzz": "99[a-zA-Z0-9]{3}"]

  // MARK: Bindings

  /// A binding without places; nil where there is nothing to check.
  func binding(_ ids: [String], _ file: ProfileFile, _ item: XMLItem) -> Binding? {
    var binding = Binding(places: [])
    for id in ids {
      if unchecked.contains(id) { return nil }
      if let index = indexes[id] {
        binding.sets.append(index)
      } else if let table = ValueSetIndex.table(id) {
        binding.tables.append(table)
      } else if told.insert(id).inserted {
        file.report(ProfileImportRules.valueSetUnknown, item, value: id)
      }
    }
    return binding.sets.isEmpty && binding.tables.isEmpty ? nil : binding
  }

  /// The number in `HL70001` and `0001`.
  private static func table(_ id: String) -> UInt16? {
    let digits = id.hasPrefix("HL7") ? id.dropFirst(3) : id[...]
    return digits.utf8.count == 4 ? UInt16(digits) : nil
  }

  /// The places of coded elements: a code, and its system two components behind.
  func coded(_ locations: [Int]) -> [Binding.Place] {
    locations.map {
      Binding.Place(code: ElementPath([.init($0, 1)]), system: ElementPath([.init($0 + 2, 1)]))
    }
  }
}
