import Diagnostics
import Schema
import SourceTree

/// Checks records in full: the structural walk first, and then the passes over what the walk noted, in their order.
///
/// A validator keeps its buffers from record to record; each worker has one. All of them share a ``ValidationContext``.
///
/// A pass is a struct with
/// `mutating func check(_ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList)`.
/// It looks at what the structural walk does not, starts from the types that the walk noted, and leaves nodes without a type alone:
/// what they are was reported.
public struct RecordValidator: ~Copyable {
  public let context: ValidationContext
  private var structure: StructuralValidator
  private var invariants: InvariantPass
  private var extensions: ExtensionPass
  private var profiles: ProfilePass
  private var instances: InstancePasses
  private var nhs: NHSPass
  private var bindings: BindingPass
  private let codes: SharedCodes

  public init(_ context: ValidationContext) {
    self.context = context
    structure = context.structure
    structure.notesNodes = !context.options.structureOnly
    invariants = InvariantPass(context)
    codes = SharedCodes(context)
    extensions = ExtensionPass(context, codes)
    profiles = ProfilePass(context, codes)
    instances = InstancePasses(context)
    nhs = NHSPass(context)
    bindings = BindingPass(context, codes)
  }

  /// Checks one record of a document that is in the canonical form.
  public mutating func validate(_ document: borrowing SourceDocument, root: NodeID, findings: inout FindingList) {
    structure.validate(document, root: root, findings: &findings)
    if context.options.structureOnly || structure.nodes.isEmpty { return }
    codes.startRecord()
    invariants.check(document, root: root, structure.nodes, findings: &findings)
    extensions.check(document, root: root, structure.nodes, findings: &findings)
    profiles.check(document, root: root, structure.nodes, findings: &findings)
    instances.check(document, root: root, structure.nodes, findings: &findings)
    nhs.check(document, root: root, structure.nodes, findings: &findings)
    bindings.check(document, root: root, structure.nodes, findings: &findings)
    if context.options.ignoresContained { removeContained(structure.nodes, &findings) }
  }

  /// Takes out what was found in contained resources.
  private func removeContained(_ record: TypedNodes, _ findings: inout FindingList) {
    guard record.resources.contains(where: \.isContained) else { return }
    findings.removeAll { finding in
      record.range.contains(finding.node.rawValue) && record.resources[record.resource(around: finding.node)].isContained
    }
  }
}
