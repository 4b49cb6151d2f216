/// A place below an element of a message, step by step, as NIST profiles write it: `10[1].2[*]` is the second component of every
/// repetition of the tenth field, seen from a segment; `.` is the element itself.
public struct ElementPath: Hashable, Sendable {
  public struct Step: Hashable, Sendable {
    public var position: Int
    /// Nil for every instance.
    public var instance: Int?

    public init(_ position: Int, _ instance: Int?) {
      self.position = position
      self.instance = instance
    }
  }

  public var steps: [Step]

  public init(_ steps: [Step]) { self.steps = steps }

  /// The element itself.
  public static let own = ElementPath([])

  /// Nil when the text is nothing of the kind. A step without an instance means the first.
  public init?(_ text: some StringProtocol) {
    self.init([])
    if text == "." { return }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard 1...16 ~= parts.count else { return nil }
    for part in parts {
      guard let step = ElementPath.step(part) else { return nil }
      steps.append(step)
    }
  }

  private static func step(_ text: some StringProtocol) -> Step? {
    let halves = text.split(separator: "[", omittingEmptySubsequences: false)
    guard let position = halves.first.flatMap({ number($0) }) else { return nil }
    guard halves.count == 2 else { return halves.count == 1 ? Step(position, 1) : nil }
    guard halves[1].last == "]" else { return nil }
    let instance = halves[1].dropLast()
    if instance == "*" { return Step(position, nil) }
    return number(instance).map { Step(position, $0) }
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    guard text.utf8.count <= 6, text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let value = Int(text), value > 0 else { return nil }
    return value
  }

  /// A field of a segment in all its repetitions, or a part of it.
  static func field(_ field: Int, _ component: Int?, _ subcomponent: Int?) -> ElementPath {
    var steps = [Step(field, nil)]
    if component != nil || subcomponent != nil { steps.append(Step(component ?? 1, 1)) }
    if let subcomponent { steps.append(Step(subcomponent, 1)) }
    return ElementPath(steps)
  }
}
