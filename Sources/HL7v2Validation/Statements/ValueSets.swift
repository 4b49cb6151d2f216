import FHIRPath

/// A value set of a profile, with its codes.
public struct ValueSet: Sendable {
  public struct Code: Sendable {
    public var system: String
    public var isExcluded: Bool

    public init(system: String, isExcluded: Bool) {
      self.system = system
      self.isExcluded = isExcluded
    }
  }

  public var name: String
  /// Whether sites may add codes.
  public var isOpen = false
  /// Whether codes may come any time: then one that is not there may still be right.
  public var isDynamic = false
  public var codes: [String: [Code]] = [:]
  /// Codes that are given by their form.
  public var patterns: [(pattern: TextPattern, code: Code)] = []

  public init(name: String) { self.name = name }

  public var isEmpty: Bool { codes.isEmpty && patterns.isEmpty }

  func codes(_ value: String) -> [Code] {
    if let exact = codes[value] { return exact }
    return patterns.filter { $0.pattern.matches(value) == true }.map(\.code)
  }
}

/// A value bound to value sets; the code may be at any of the places.
public struct Binding: Sendable {
  public enum Strength: Sendable { case required, suggested, undetermined }

  public struct Place: Sendable {
    public var code: ElementPath
    /// Where the coding system is, when it counts.
    public var system: ElementPath?
  }

  public var places: [Place]
  /// Indexes of the value sets of the profile.
  public var sets: [Int] = []
  /// Numbers of tables of the standard that stand in for value sets that a profile does not bring.
  public var tables: [UInt16] = []
  /// The one code there is.
  public var code: ValueSet.Code?
  public var value = ""
  public var strength = Strength.required
}

/// An element and what it is bound to.
public struct BoundElement: Sendable {
  public var target: ElementPath
  public var binding: Binding
}
