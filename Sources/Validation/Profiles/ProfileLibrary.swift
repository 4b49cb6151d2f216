import FHIRPath
import Schema
import SourceTree
import Synchronization

/// The profiles of a run: found by canonical, arranged for checking when first used.
final class ProfileLibrary: Sendable {
  let schema: Schema
  private let plans = Mutex<[TypeID: ProfilePlan]>([:])
  private let names = Mutex<[StringID: TypeID]>([:])
  private let versions: ProfileVersions
  private let trees = Mutex<[StringID: ValueTree]>([:])

  init(_ schema: Schema) {
    self.schema = schema
    versions = ProfileVersions(schema)
  }

  /// The type or profile that a canonical names, `url` or `url|version`; a version may be left incomplete (`2.1` for `2.1.3`).
  func type(canonical: String) -> TypeID? {
    if let exact = schema.type(url: canonical) { return exact }
    var url = canonical[...]
    if let fragment = url.firstIndex(of: "#") { url = url[..<fragment] }
    guard let bar = url.firstIndex(of: "|") else { return schema.type(url: String(url)) }
    return versions.type(String(url[..<bar]), version: String(url[url.index(after: bar)...]), in: schema)
  }

  func type(canonical: StringID) -> TypeID? {
    if let known = names.withLock({ $0[canonical] }) { return known == TypeID.none ? nil : known }
    let found = type(canonical: schema.string(canonical))
    names.withLock { $0[canonical] = found ?? TypeID.none }
    return found
  }

  func tree(_ text: StringID) -> ValueTree? {
    if text == .none { return nil }
    if let known = trees.withLock({ $0[text] }) { return known }
    let made = ValueTree(schema.string(text), schema)
    trees.withLock { $0[text] = made }
    return made
  }

  /// The plan of a profile, or of the inside of an element of one.
  func plan(_ type: TypeID, _ context: ValidationContext) -> ProfilePlan {
    if let known = plans.withLock({ $0[type] }) { return known }
    let made = ProfilePlanner(context: context).plan(type)
    plans.withLock { $0[type] = made }
    return made
  }

  /// Whether a type that is no profile is another or derives from it.
  func isType(_ type: TypeID, _ ancestor: TypeID) -> Bool {
    var current = type
    for _ in 0..<16 where current != .none {
      if current == ancestor { return true }
      current = schema.tables.types[current.index].base
    }
    return false
  }

  /// The type at the bottom of a profile; the type itself for what is none.
  func constrained(_ type: TypeID) -> TypeID {
    let record = schema.tables.types[type.index]
    return record.constrainedType == .none ? type : record.constrainedType
  }
}
