import HL7v2Model
import HL7v2Syntax
import SourceTree

/// Following paths, and the values at their ends.
extension MessageRun {
  /// Calls `body` for each element at a path that is there.
  func visit(
    _ path: ElementPath, from element: ElementRef, _ document: borrowing SourceDocument, _ body: (ElementRef) -> Void
  ) {
    visit(path.steps[...], element, document, body)
  }

  private func visit(
    _ steps: ArraySlice<ElementPath.Step>, _ element: ElementRef, _ document: borrowing SourceDocument,
    _ body: (ElementRef) -> Void
  ) {
    guard let step = steps.first else { return body(element) }
    let rest = steps.dropFirst()
    switch element.level {
    case .group: visitGroup(step, rest, element, document, body)
    case .segment:
      guard let field = document.field(step.position, of: element.node) else { return }
      document.forEachRepetition(of: field) { repetition in
        let number = document[repetition].kind == .repetition ? Int(document[repetition].name) : 1
        guard step.instance ?? number == number, !isEmpty(document, repetition) else { return }
        visit(rest, ElementRef(node: repetition, level: .field, instance: number), document, body)
      }
    case .field:
      guard step.instance ?? 1 == 1, !document.isNull(element.node),
        let component = document.component(step.position, of: element.node), !isEmpty(document, component)
      else { return }
      visit(rest, ElementRef(node: component, level: .component), document, body)
    case .component:
      guard step.instance ?? 1 == 1, !document.isNull(element.node),
        let part = document.subcomponent(step.position, of: element.node), !isEmpty(document, part)
      else { return }
      visit(rest, ElementRef(node: part, level: .subcomponent), document, body)
    case .subcomponent: return
    }
  }

  private func visitGroup(
    _ step: ElementPath.Step, _ rest: ArraySlice<ElementPath.Step>, _ element: ElementRef, _ document: borrowing SourceDocument,
    _ body: (ElementRef) -> Void
  ) {
    guard let occurrences, let tree = plan.structure, element.occurrence >= 0 else { return }
    let all = occurrences.all
    var child = element.occurrence + 1
    while child < all[element.occurrence].end {
      let found = all[child]
      if tree.nodes[found.node].ordinal == step.position, step.instance ?? found.instance == found.instance {
        visit(
          rest,
          ElementRef(
            node: found.segment, level: found.isGroup ? .group : .segment, occurrence: child, instance: found.instance),
          document, body)
      }
      child = found.end
    }
  }

  /// The elements at a path.
  func elements(_ path: ElementPath, _ element: ElementRef, _ document: borrowing SourceDocument) -> [ElementRef] {
    var found: [ElementRef] = []
    visit(path, from: element, document) { found.append($0) }
    return found
  }

  /// The first element at a path.
  func first(_ path: ElementPath, _ element: ElementRef, _ document: borrowing SourceDocument) -> ElementRef? {
    var found: ElementRef?
    visit(path, from: element, document) { if found == nil { found = $0 } }
    return found
  }

  /// A value with its escape sequences resolved.
  func text(_ node: NodeID, _ document: borrowing SourceDocument) -> String {
    let range = document[node].range
    guard let escape = delimiters.escape, document.bytes[range].contains(escape) else { return document.rawText(of: node) }
    // The bytes of the value alone do not tell the character set; a message in another one is text of single bytes.
    let decoder = ValueDecoder(delimiters: delimiters, encoding: .utf8)
    var output = ContiguousArray<UInt8>()
    decoder.append(document.bytes.span, range, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
