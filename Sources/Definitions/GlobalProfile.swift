import SourceTree

/// A profile that an implementation guide asks of all resources of a type
/// (http://hl7.org/fhir/R4/implementationguide-definitions.html#ImplementationGuide.global).
public struct GlobalProfile: Sendable, Hashable {
  public var type: String
  /// Canonical of the profile.
  public var profile: String

  public init(type: String, profile: String) {
    self.type = type
    self.profile = profile
  }

  /// What an ImplementationGuide in canonical form lists.
  static func list(_ document: borrowing SourceDocument, guide: NodeID) -> [GlobalProfile] {
    guard let global = document.child("global", of: guide), document[global].kind == .array else { return [] }
    var result: [GlobalProfile] = []
    document.forEachChild(of: global) { part in
      guard document[part].kind == .object, let type = document.child("type", of: part),
        let profile = document.child("profile", of: part), document[type].isScalar, document[profile].isScalar
      else { return }
      result.append(GlobalProfile(type: document.text(of: type), profile: document.text(of: profile)))
    }
    return result
  }
}
