/// Why something about a code cannot be decided with what is at hand.
public enum Undecided: Sendable, Hashable {
  /// Nothing is known of the code system.
  case unknownSystem(String)
  /// Only a part of the code system is here, or nothing but its name.
  case partialSystem(String)
  /// There is no definition of the value set.
  case missingValueSet(String)
  /// The value set chooses codes of a system that may not be carried.
  case withheld(String)
  /// The value set chooses codes by a property that is not known here.
  case filter(system: String, property: String)
  /// The value set includes itself.
  case circular(String)
}

/// Whether a code belongs to a value set.
public enum Membership: Sendable, Hashable {
  /// With the code system that it is a code of, where the value set tells.
  case member(system: String?)
  case notMember
  case undecided(Undecided)

  public var isMember: Bool? {
    switch self {
    case .member: true
    case .notMember: false
    case .undecided: nil
    }
  }
}

/// What a code is in its own code system.
public enum CodeLookup: Sendable, Hashable {
  case known(CodeFacts)
  /// Decided by the rules of the system, which has no list of codes: UCUM, language tags, media types.
  case valid
  /// All codes of the system are here, and this is none of them.
  case unknown
  /// The system has the code in another case.
  case wrongCase(String)
  /// No code of the system looks like this.
  case malformed(CodeForm)
  /// The system is a value set.
  case valueSet
  /// The system is a supplement, which has no codes of its own.
  case supplement
  case undecided(Undecided)
}

/// What is known of a code.
public struct CodeFacts: Sendable, Hashable {
  public var code: String
  public var display: String?
  public var isInactive: Bool
  /// Whether the code only groups others.
  public var isAbstract: Bool
}

/// Whether a display belongs to a code.
public enum DisplayVerdict: Sendable, Hashable {
  case right
  /// Right but for its white space.
  case wrongWhitespace(String)
  /// What it may be.
  case wrong([String])
  /// No display of the code is known, or none in the language.
  case unknown
}
