import FHIRPath
import Schema
import Synchronization

/// Answers questions about codes with the compiled tables of one or more schemas, and by the rules of systems that have any. What cannot
/// be decided so is said to be undecided, with the reason.
///
/// Later layers come before earlier ones, so that what a record or a user brings is found first.
public final class Terminology: Sendable {
  let layers: [Schema]
  private let makeUnits: @Sendable () -> UnitTable
  private let lazyUnits = Mutex<UnitTable?>(nil)

  /// - Parameter units: the units of UCUM; asked for when the first one is to be checked.
  public init(_ layers: [Schema], units: @escaping @Sendable () -> UnitTable = { .empty }) {
    self.layers = layers
    makeUnits = units
  }

  /// The same with further definitions on top.
  public func adding(_ layer: Schema) -> Terminology { Terminology(layers + [layer], units: makeUnits) }

  var units: UnitTable {
    lazyUnits.withLock { units in
      if let units { return units }
      let made = makeUnits()
      units = made
      return made
    }
  }

  /// What a code is in its own system, whatever value set is asked for.
  public func lookUp(system: String, version: String? = nil, code: String) -> CodeLookup {
    if let handle = self.system(system, version: version) {
      let record = self[handle]
      if record.content == .supplement { return .supplement }
      if let found = self.code(code, in: handle) {
        let facts = facts(found)
        return facts.code == code || record.flags.contains(.caseInsensitive) ? .known(facts) : .wrongCase(facts.code)
      }
      if record.content == .complete {
        return CountryForm.isLeftToUsers(code, system) ? .undecided(.partialSystem(system)) : .unknown
      }
    }
    if let verdict = ruled(system: system, code: code) { return verdict }
    if self.system(system, version: nil) != nil { return .undecided(.partialSystem(system)) }
    if WellKnownSystem.all.contains(system) { return .undecided(.partialSystem(system)) }
    return isValueSet(system) ? .valueSet : .undecided(.unknownSystem(system))
  }

  /// Whether a code system is defined here at all, in a version where one is given.
  public func hasSystem(_ system: String, version: String? = nil) -> Bool { self.system(system, version: version) != nil }

  /// Whether a value set is defined here.
  public func hasValueSet(_ canonical: String) -> Bool { valueSet(canonical) != nil || isImplicit(canonical) }

  /// Whether codes of the system that differ only in case are the same.
  public func isCaseSensitive(_ system: String) -> Bool {
    self.system(system, version: nil).map { !self[$0].flags.contains(.caseInsensitive) } ?? true
  }

  /// Whether one code stands above another of the same system, or is the same; nil where that is not known.
  public func subsumes(system: String, _ ancestor: String, _ descendant: String) -> Bool? {
    if ancestor == descendant { return true }
    guard let handle = self.system(system, version: nil) else { return nil }
    guard let child = code(descendant, in: handle), let parent = code(ancestor, in: handle) else { return nil }
    if stands(child, under: parent, in: handle) { return true }
    return self[handle].content == .complete ? false : nil
  }

  /// Whether the URL of a value set stands where that of a code system should.
  public func isValueSet(_ url: String) -> Bool { valueSet(url) != nil || url.contains("/ValueSet/") && !hasSystem(url) }

  /// The code system that is known by almost this URL: other case, `https` for `http`, a slash at the end.
  public func nearlyKnown(_ url: String) -> String? {
    var near = url.lowercased()
    while near.hasSuffix("/") { near.removeLast() }
    for candidate in [near, near.hasPrefix("https:") ? "http:" + near.dropFirst(6) : "https:" + near.dropFirst(5)]
    where candidate != url && (WellKnownSystem.all.contains(candidate) || hasSystem(candidate)) {
      return candidate
    }
    return nil
  }
}
