import Diagnostics
import Schema
import SourceTree

/// Tries out whether a resource conforms to a profile: one of another document, or for `conformsTo()` in an expression.
struct ResourceTrial {
  /// How far references from resource to resource are followed.
  static let maximumDepth = 8

  let context: ValidationContext
  let depth: Int
  /// References that are being followed, so that circles come to an end.
  var followed: Set<String> = []

  /// Whether the resource at a node conforms; nil where that cannot be told: the profile is not known, or the node is no resource.
  func conforms(_ document: borrowing SourceDocument, _ node: NodeID, to canonical: String) -> Bool? {
    guard let profile = context.profiles.type(canonical: canonical), depth < ResourceTrial.maximumDepth else { return nil }
    return conforms(document, node, to: profile)
  }

  func conforms(_ document: borrowing SourceDocument, _ node: NodeID, to profile: TypeID) -> Bool? {
    var structure = context.structure
    structure.notesNodes = true
    var findings = FindingList(bound: 10)
    structure.validate(document, root: node, findings: &findings)
    guard !structure.nodes.isEmpty else { return nil }
    if (findings.worst ?? .information) >= .error { return false }
    var checker = ProfileChecker(context, SharedCodes(context))
    checker.resourceDepth = depth + 1
    checker.followed = followed
    checker.begin(structure.nodes)
    return checker.conforms(Occurrence(node, type: structure.nodes.type(of: node)), to: profile, document)
  }
}
