/// Reads tables of co-constraints.
struct CoConstraintReader {
  let file: ProfileFile
  let valueSets: ValueSetIndex

  func context(_ item: XMLItem) -> CoConstraintContext? {
    file.expect(item, children: ["Segment"], attributes: ["Name", "Path"])
    guard let path = file.path(item, "Path") else { return nil }
    return CoConstraintContext(path: path, targets: item.all("Segment").compactMap(target))
  }

  private func target(_ item: XMLItem) -> CoConstraintContext.Target? {
    file.expect(item, children: ["SimpleTable", "ConditionalTable"], attributes: ["Name", "Path"])
    guard let path = file.path(item, "Path") else { return nil }
    return .init(path: path, name: item.attribute("Name") ?? "", tables: item.children.compactMap(table))
  }

  private func table(_ item: XMLItem) -> CoConstraintTable? {
    file.expect(item, children: ["CoConstraintGroupId", "CoConstraint", "CoConstraintGroup", "Condition"], attributes: [])
    var condition: Assertion?
    if let one = item.child("Condition") {
      file.expect(one, children: ["Description", "Assertion"], attributes: [])
      guard let assertion = one.child("Assertion") else { return nil }
      condition = ExpressionReader(file: file, valueSets: valueSets).expression(in: assertion)
    }
    let paths = (item.child("CoConstraintGroupId")?.all("IdPath") ?? []).sorted {
      (Int($0.attribute("Priority") ?? "") ?? 0) < (Int($1.attribute("Priority") ?? "") ?? 0)
    }
    return CoConstraintTable(
      condition: condition, groupPaths: paths.compactMap { file.path($0, "Path") },
      rows: item.all("CoConstraint").map { row($0, demand($0)) }, groups: item.all("CoConstraintGroup").compactMap(group))
  }

  private func group(_ item: XMLItem) -> CoConstraintGroup? {
    file.expect(item, children: ["Primary", "CoConstraint"], attributes: ["Name", "Usage", "Min", "Max"])
    guard let primary = item.child("Primary") else { return nil }
    return CoConstraintGroup(
      name: item.attribute("Name") ?? "", demand: demand(item), primary: row(primary, demand(primary)),
      rows: item.all("CoConstraint").map { row($0, demand($0)) })
  }

  private func demand(_ item: XMLItem) -> CoConstraintDemand {
    let usage = item.attribute("Usage") ?? "O"
    if !["R", "S", "O"].contains(usage) {
      file.report(ProfileImportRules.wrongValue, item, value: usage, expected: "R, S or O")
    }
    return CoConstraintDemand(
      isRequired: usage == "R", minimum: file.number(item, "Min") ?? 0, maximum: file.number(item, "Max"))
  }

  private func row(_ item: XMLItem, _ demand: CoConstraintDemand) -> CoConstraint {
    file.expect(item, children: ["Selectors", "Constraints"], attributes: ["Usage", "Min", "Max"])
    return CoConstraint(
      demand: demand, selectors: item.child("Selectors").map(cells) ?? [], cells: item.child("Constraints").map(cells) ?? [])
  }

  private func cells(_ item: XMLItem) -> [CoConstraintCell] {
    file.expect(item, children: ["PlainText", "Code", "ValueSet"], attributes: [])
    return item.children.compactMap(cell)
  }

  private func cell(_ item: XMLItem) -> CoConstraintCell? {
    guard let path = file.path(item, "Path") else { return nil }
    func make(_ content: CoConstraintCell.Content) -> CoConstraintCell {
      CoConstraintCell(name: item.attribute("Name") ?? "", path: path, content: content)
    }
    switch item.name {
    case "PlainText":
      file.expect(item, children: [], attributes: ["Name", "Path", "Value"])
      return make(.text(item.attribute("Value") ?? ""))
    case "Code":
      file.expect(item, children: ["BindingLocation"], attributes: ["Name", "Path", "Code", "CodeSystem"])
      var binding = Binding(places: [])
      binding.value = item.attribute("Code") ?? ""
      binding.code = ValueSet.Code(system: item.attribute("CodeSystem") ?? "", isExcluded: false)
      for place in item.all("BindingLocation") {
        file.expect(place, children: [], attributes: ["Position", "CodePath", "CodeSystemPath"])
        guard let code = file.path(place, "CodePath") else { continue }
        binding.places.append(.init(code: code, system: place.attribute("CodeSystemPath").flatMap { ElementPath($0) }))
      }
      return make(.bound([binding]))
    case "ValueSet":
      file.expect(item, children: ["ValueSetBinding"], attributes: ["Name", "Path"])
      return make(.bound(item.all("ValueSetBinding").compactMap { NISTContextReader.binding($0, file, valueSets) }))
    default: return nil
    }
  }
}
