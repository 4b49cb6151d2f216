import Schema
import SourceTree

/// Finds out how the values of a slice are told from others: follows a discriminator's path through the definition of the slice to what
/// is demanded there.
struct CriterionFinder {
  let context: ValidationContext

  /// A place in a definition: an element of a profile or type, and what an element around it gives as value for it.
  private struct Place {
    var element: ElementRecord
    var samples: [ValueSample] = []
    /// Profiles that the value is of by the type reference, for steps into it.
    var profiles: [TypeID] = []
    /// For a reference followed.
    var isTarget = false
  }

  private var schema: Schema { context.schema }
  private var library: ProfileLibrary { context.profiles }

  func criterion(_ discriminator: DiscriminatorPlan, of slice: ElementRecord) -> SliceCriterion {
    guard let path = discriminator.path else { return .unknown }
    var places = [place(slice, samples: [])]
    var followsReference = false
    for step in path.steps {
      var next: [Place] = []
      for place in places { next += self.step(step, from: place) }
      if step == .resolve { followsReference = true }
      places = next
    }
    return criterion(discriminator.kind, places, followsReference: followsReference)
  }

  private func criterion(_ kind: DiscriminatorKind, _ places: [Place], followsReference: Bool) -> SliceCriterion {
    guard !places.isEmpty else { return .unknown }
    switch kind {
    case .value, .pattern:
      let samples = places.flatMap(\.samples)
      if !samples.isEmpty { return .value(samples) }
      for place in places where place.element.valueSet != .none && place.element.bindingStrength == .required {
        return .member(of: place.element.valueSet)
      }
      for place in places where place.element.maximum == 0 { return .exists(false) }
      for place in places where place.element.minimum > 0 { return .exists(true) }
      return .unknown
    case .exists:
      if places.contains(where: { $0.element.maximum == 0 }) { return .exists(false) }
      return .exists(true)
    case .type:
      let types = places.flatMap { place in
        place.isTarget
          ? place.profiles.map { library.constrained($0) }
          : ProfilePlanner(context: context).types(place.element).map { $0.type }
      }
      return types.isEmpty ? .unknown : .types(types)
    case .profile:
      let profiles = places.flatMap { place -> [StringID] in
        if place.isTarget { return place.profiles.map { schema.tables.types[$0.index].url } }
        return ProfilePlanner(context: context).types(place.element).flatMap(\.profiles)
      }
      return profiles.isEmpty ? .unknown : .profiles(profiles)
    }
  }

  /// An element with what it says of its value, or what its profile says.
  private func place(_ element: ElementRecord, samples: [ValueSample]) -> Place {
    var place = Place(element: element, samples: samples)
    if samples.isEmpty, let tree = library.tree(element.fixedOrPattern), tree.root != .none {
      place.samples = [ValueSample(tree: tree, node: tree.root, isPattern: element.flags.contains(.pattern))]
    }
    for type in ProfilePlanner(context: context).types(element) {
      for profile in type.profiles {
        if let found = library.type(canonical: profile) { place.profiles.append(found) }
      }
    }
    if place.samples.isEmpty {
      for profile in place.profiles {
        let root = schema.tables.types[profile.index].rootElement
        guard root != .none else { continue }
        let element = schema.tables.elements[root.index]
        if let tree = library.tree(element.fixedOrPattern), tree.root != .none {
          place.samples.append(ValueSample(tree: tree, node: tree.root, isPattern: element.flags.contains(.pattern)))
        }
      }
    }
    return place
  }

  private func step(_ step: DiscriminatorPath.Step, from place: Place) -> [Place] {
    switch step {
    case .child(let name): return child(name, of: place)
    case .ofType(let name):
      guard let type = schema.type(named: name) else { return [] }
      var narrowed = place
      if narrowed.element.children == .none, narrowed.profiles.isEmpty { narrowed.profiles = [type] }
      return [narrowed]
    case .resolve:
      var target = Place(element: place.element)
      target.isTarget = true
      for type in ProfilePlanner(context: context).types(place.element) {
        target.profiles += type.targets.compactMap { library.type(canonical: $0) }
      }
      return target.profiles.isEmpty ? [] : [target]
    case .extension(let url): return extensions(url, of: place)
    }
  }

  private func child(_ name: String, of place: Place) -> [Place] {
    var samples: [ValueSample] = []
    if let symbol = schema.seed.symbol(name)?.rawValue {
      for sample in place.samples {
        for node in sample.tree.values([sample.node], symbol) {
          samples.append(ValueSample(tree: sample.tree, node: node, isPattern: sample.isPattern))
        }
      }
    }
    return childElements(name, of: place).flatMap { element -> [Place] in
      var found = [self.place(element, samples: samples)]
      // What a list of slices demands is demanded of one value each.
      if found[0].samples.isEmpty || element.slicing != .max { found += slices(of: element) }
      return found
    }
  }

  private func slices(of element: ElementRecord) -> [Place] {
    guard element.slicing != .max else { return [] }
    let record = schema.tables.slicings[Int(element.slicing)]
    return (0..<Int(record.sliceCount)).compactMap { offset in
      let slice = schema.tables.elements[schema.tables.slices[Int(record.firstSlice) + offset].element.index]
      return slice.minimum > 0 || record.sliceCount == 1 ? place(slice, samples: []) : nil
    }
  }

  /// The elements of a name inside an element: what the profile says of them, or the profile of its type, or the type.
  func childElements(_ name: String, of element: ElementRecord, profiles: [TypeID]) -> [ElementRecord] {
    if element.children != .none, let child = child(name, in: element.children) { return [child] }
    let inProfiles = profiles.compactMap { child(name, in: $0) }
    if !inProfiles.isEmpty { return inProfiles }
    let tables = schema.tables
    for offset in 0..<Int(element.typeReferenceCount) {
      let type = tables.typeReferences[Int(element.firstTypeReference) + offset].type
      if type != .none, let child = child(name, in: type) { return [child] }
    }
    return []
  }

  private func childElements(_ name: String, of place: Place) -> [ElementRecord] {
    place.isTarget
      ? place.profiles.compactMap { child(name, in: $0) } : childElements(name, of: place.element, profiles: place.profiles)
  }

  /// The element of a name in a type, or in a profile at the position that it has in the type.
  func child(_ name: String, in type: TypeID) -> ElementRecord? {
    let record = schema.tables.types[type.index]
    let base = schema.tables.types[library.constrained(type).index]
    for offset in 0..<base.elementCount {
      let element = schema.tables.elements[Int(base.firstElement + offset)]
      guard schema.string(element.name) == name else { continue }
      if library.constrained(type) == type { return element }
      guard offset < record.elementCount else { return element }
      let own = schema.tables.elements[Int(record.firstElement + offset)]
      return own.baseElement == .none ? element : own
    }
    return nil
  }

  private func extensions(_ url: String, of place: Place) -> [Place] {
    for name in ["extension", "modifierExtension"] {
      let found = childElements(name, of: place).flatMap { extensionSlices(url, in: $0) }
      if !found.isEmpty { return found }
    }
    guard let type = library.type(canonical: url), let element = childElements("extension", of: place).first else { return [] }
    var found = Place(element: element)
    found.profiles = [type]
    return [found]
  }

  /// The slices of an element that are for extensions with a URL, and the slices of those.
  private func extensionSlices(_ url: String, in element: ElementRecord) -> [Place] {
    guard element.slicing != .max else { return [] }
    let record = schema.tables.slicings[Int(element.slicing)]
    return (0..<Int(record.sliceCount)).flatMap { offset -> [Place] in
      let slice = schema.tables.elements[schema.tables.slices[Int(record.firstSlice) + offset].element.index]
      let found = self.place(slice, samples: [])
      let isNamed = found.profiles.contains { schema.string(schema.tables.types[$0.index].url) == url }
      return isNamed || fixedURL(of: slice) == url ? [found] + extensionSlices(url, in: slice) : []
    }
  }

  private func fixedURL(of slice: ElementRecord) -> String? {
    guard slice.children != .none, let url = child("url", in: slice.children), let tree = library.tree(url.fixedOrPattern),
      tree.root != .none
    else { return nil }
    return tree.document.text(of: tree.root)
  }

  /// The names of the parts of a complex extension; nil where the definition says nothing of them.
  func partNames(of definition: TypeID) -> [String]? {
    guard let element = child("extension", in: definition), element.slicing != .max else { return nil }
    let record = schema.tables.slicings[Int(element.slicing)]
    return (0..<Int(record.sliceCount)).compactMap { offset in
      let slice = schema.tables.elements[schema.tables.slices[Int(record.firstSlice) + offset].element.index]
      return fixedURL(of: slice)
    }
  }
}
