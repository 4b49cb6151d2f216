/// Where a mapping row writes, as written: `name[1].family`, `participant[1].individual(Practitioner)`,
/// `performer[2](Organization.address)`, `patient(Patient#Patient1.birthDate)`, `[2].given`, `$value`.
///
/// `[n]` names an instance, it does not count. `(Type.path)` goes on in the resource that the element refers to, which is made when
/// it is not there; `#id` puts that resource among the contained ones. A leading `[n]` means instances of what the map is called for.
struct TargetPath: Equatable {
  struct Step: Equatable {
    var name: String
    /// The instance key, or nil where none is written.
    var key: Int?
    /// `[n+]`: this step, and no other, makes an instance for each repetition of the source.
    var takesRepetition = false
    /// The type of the resource referred to, where the path goes on there.
    var resource: String?
    /// The local id of a contained resource.
    var contained: String?
  }

  /// The key of a leading `[n]`, or nil.
  var sibling: Int?
  /// Empty for `$value` and `$this`.
  var steps: [Step]

  init?(_ text: String) {
    var reader = TargetPathReader(text)
    guard let path = reader.path() else { return nil }
    self = path
  }

  init(sibling: Int?, steps: [Step]) {
    self.sibling = sibling
    self.steps = steps
  }
}

/// Reads target paths.
private struct TargetPathReader {
  private var rest: Substring

  init(_ text: String) { rest = Substring(text.filter { $0 != " " }) }

  mutating func path() -> TargetPath? {
    if rest == "$value" || rest == "$this" { return TargetPath(sibling: nil, steps: []) }
    var sibling: Int?
    if rest.first == "[" {
      guard let key = key() else { return nil }
      sibling = key
      if rest.isEmpty { return TargetPath(sibling: sibling, steps: []) }
      guard take(".") else { return nil }
    }
    var steps: [TargetPath.Step] = []
    guard read(&steps, depth: 0), rest.isEmpty else { return nil }
    return TargetPath(sibling: sibling, steps: steps)
  }

  private mutating func read(_ steps: inout [TargetPath.Step], depth: Int) -> Bool {
    guard depth < 8 else { return false }
    repeat {
      let name = word()
      guard !name.isEmpty else { return false }
      var step = TargetPath.Step(name: name)
      if rest.first == "[" {
        guard let key = key(&step.takesRepetition) else { return false }
        step.key = key
      }
      guard take("(") else {
        steps.append(step)
        continue
      }
      let type = word()
      guard !type.isEmpty else { return false }
      step.resource = type
      if take("#") { step.contained = word() }
      if rest.first == "[", key() == nil { return false }
      steps.append(step)
      if take("."), !read(&steps, depth: depth + 1) { return false }
      return take(")")
    } while take(".")
    return true
  }

  private mutating func word() -> String {
    let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  private mutating func key() -> Int? {
    var isRepeated = false
    return key(&isRepeated)
  }

  private mutating func key(_ isRepeated: inout Bool) -> Int? {
    guard take("[") else { return nil }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    isRepeated = take("+")
    guard let key = Int(digits), (0...250).contains(key), take("]") else { return nil }
    return key
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }
}
