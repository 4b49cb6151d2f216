import Schema
import SourceTree

/// Arranges what the schema holds of a profile for checking.
struct ProfilePlanner {
  let context: ValidationContext

  private var schema: Schema { context.schema }
  private var library: ProfileLibrary { context.profiles }

  func plan(_ type: TypeID) -> ProfilePlan {
    let record = schema.tables.types[type.index]
    var elements: [ElementPlan] = []
    var positions = [Int16](repeating: -1, count: Int(record.elementCount))
    for offset in 0..<record.elementCount {
      let element = schema.tables.elements[Int(record.firstElement + offset)]
      guard element.baseElement != .none, !element.demands.subtracting(.mustSupport).isEmpty else { continue }
      positions[Int(offset)] = Int16(truncatingIfNeeded: elements.count)
      elements.append(self.element(record.firstElement + offset, owner: type))
    }
    var root: ElementPlan?
    if record.rootElement != .none { root = element(UInt32(record.rootElement.index), owner: type) }
    let invariants = context.invariants.list(
      first: record.firstConstraint, count: record.isProfile ? record.constraintCount : 0, model: context.model)
    return ProfilePlan(
      type: type, record: record, elements: elements, positions: positions, root: root, invariants: invariants)
  }

  func element(_ index: UInt32, owner: TypeID) -> ElementPlan {
    let element = schema.tables.elements[Int(index)]
    let base = element.baseElement == .none ? nil : schema.tables.elements[element.baseElement.index]
    return ElementPlan(
      index: index, element: element, base: base, value: library.tree(element.fixedOrPattern),
      bounds: (library.tree(element.minimumValue), library.tree(element.maximumValue)),
      invariants: context.invariants.list(
        first: element.firstConstraint, count: UInt32(element.constraintCount), model: context.model),
      types: types(element), slicing: slicing(element, owner))
  }

  func types(_ element: ElementRecord) -> [AllowedType] {
    let tables = schema.tables
    return (0..<Int(element.typeReferenceCount)).map { offset in
      let reference = tables.typeReferences[Int(element.firstTypeReference) + offset]
      let profiles = Int(reference.firstProfile)..<Int(reference.firstProfile) + Int(reference.profileCount)
      let targets = Int(reference.firstTarget)..<Int(reference.firstTarget) + Int(reference.targetCount)
      return AllowedType(
        type: reference.type, profiles: profiles.map { tables.profileLists[$0] },
        targets: targets.map { tables.profileLists[$0] },
        aggregation: reference.aggregation, versioning: reference.versioning)
    }
  }

  private func slicing(_ element: ElementRecord, _ owner: TypeID) -> SlicingPlan? {
    guard element.slicing != .max else { return nil }
    let record = schema.tables.slicings[Int(element.slicing)]
    let discriminators = (0..<Int(record.discriminatorCount)).map { offset in
      let discriminator = schema.tables.discriminators[Int(record.firstDiscriminator) + offset]
      let text = schema.string(discriminator.path)
      return DiscriminatorPlan(kind: discriminator.kind, path: DiscriminatorPath(text), text: text)
    }
    var plan = SlicingPlan(
      rules: record.rules, isOrdered: record.isOrdered, discriminators: discriminators, slices: [], remainder: nil)
    for offset in 0..<Int(record.sliceCount) {
      let slice = schema.tables.slices[Int(record.firstSlice) + offset]
      let element = self.element(UInt32(slice.element.index), owner: owner)
      if schema.string(slice.name) == "@default" {
        plan.remainder = element
        continue
      }
      let criteria = discriminators.map { CriterionFinder(context: context).criterion($0, of: element.element) }
      plan.slices.append(SlicePlan(name: slice.name, plan: element, criteria: criteria))
    }
    return plan
  }
}
