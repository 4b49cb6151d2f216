import Diagnostics
import Schema
import SourceTree

/// Tries out whether an element is in a slice of a profile, for `slice()` in an expression.
struct SliceTrial {
  let context: ValidationContext

  /// Nil where the profile has no slice of that name for the element.
  func isInSlice(_ document: borrowing SourceDocument, _ node: NodeID, profile canonical: String, slice name: String) -> Bool? {
    guard let profile = context.profiles.type(canonical: canonical),
      let root = document.roots.last(where: { $0 <= node && node.rawValue < document[$0].end })
    else { return nil }
    var structure = context.structure
    structure.notesNodes = true
    var findings = FindingList(bound: 0)
    structure.validate(document, root: root, findings: &findings)
    let element = structure.nodes.element(of: node)
    guard element != TypedNode.noElement else { return nil }
    guard let found = find(name, of: ElementID(element), in: context.profiles.plan(profile, context), depth: 0) else {
      return nil
    }
    var checker = ProfileChecker(context, SharedCodes(context))
    checker.begin(structure.nodes)
    return checker.matches(
      Occurrence(node, type: structure.nodes.type(of: node)), found.slicing.slices[found.slice], found.slicing, document)
  }

  /// The slice of a name for an element of the base, wherever the profile has it.
  private func find(
    _ name: String, of element: ElementID, in plan: ProfilePlan, depth: Int
  ) -> (slicing: SlicingPlan, slice: Int)? {
    guard depth < 16 else { return nil }
    for part in plan.elements {
      if part.element.baseElement == element, let slicing = part.slicing,
        let slice = slicing.slices.firstIndex(where: { context.schema.string($0.name) == name })
      {
        return (slicing, slice)
      }
      let inside = [part] + (part.slicing?.slices.map(\.plan) ?? [])
      for next in inside where next.element.children != .none {
        let plan = context.profiles.plan(next.element.children, context)
        if let found = find(name, of: element, in: plan, depth: depth + 1) { return found }
      }
    }
    return nil
  }
}
