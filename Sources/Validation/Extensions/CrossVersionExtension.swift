import Schema

/// An extension that stands for an element of another release of FHIR (http://hl7.org/fhir/R5/versions.html#extensions):
/// `http://hl7.org/fhir/5.0/StructureDefinition/extension-Patient.animal`.
struct CrossVersionExtension: Sendable {
  private static let prefix = "http://hl7.org/fhir/"
  /// The releases as the addresses have them: DSTU2, STU3, R4, R4B, R5, R6.
  private static let releases = ["1.0", "3.0", "4.0", "4.3", "5.0", "6.0"]

  var release: String
  /// `Patient.animal`.
  var path: String

  /// Nil for what is no such address.
  init?(_ url: String) {
    guard url.hasPrefix(CrossVersionExtension.prefix) else { return nil }
    let rest = url.dropFirst(CrossVersionExtension.prefix.count)
    release = String(rest.prefix { $0 != "/" })
    let tail = rest.dropFirst(release.count)
    let folder = "/StructureDefinition/extension-"
    guard CrossVersionExtension.releases.contains(release), tail.hasPrefix(folder) else { return nil }
    path = String(tail.dropFirst(folder.count))
    guard path.contains("."), path.first?.isUppercase == true else { return nil }
  }

  /// Whether the element changes the meaning of what it stands in; nil where that is not known. What R4 has under the same path is taken
  /// to be the same element.
  func isModifier(_ context: ValidationContext) -> Bool? {
    if context.facts.modifierElements.contains(release + " " + path) { return true }
    let parts = path.split(separator: ".").map(String.init)
    guard let first = parts.first, var type = context.schema.type(named: first) else { return nil }
    let finder = CriterionFinder(context: context)
    var element: ElementRecord?
    for part in parts.dropFirst() {
      guard let found = finder.child(part, in: type) else { return nil }
      element = found
      guard found.typeReferenceCount > 0 else { return nil }
      type = context.schema.tables.typeReferences[Int(found.firstTypeReference)].type
      if type == .none { return nil }
    }
    return element?.flags.contains(.modifier)
  }
}
