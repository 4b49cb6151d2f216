import Diagnostics
import Schema
import SourceTree

/// Measures, and reports against the measure that they report on (http://hl7.org/fhir/R4/measurereport.html).
struct MeasurePass: Sendable {
  let context: ValidationContext
  private let measure: TypeID
  private let report: TypeID

  init(_ context: ValidationContext) {
    self.context = context
    measure = context.schema.type(named: "Measure") ?? .none
    report = context.schema.type(named: "MeasureReport") ?? .none
  }

  func check(_ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList) {
    for (number, resource) in record.resources.enumerated() {
      if resource.type == measure {
        checkMeasure(document, resource.node, &findings)
      } else if resource.type == report {
        checkReport(document, number, record, &findings)
      }
    }
  }

  /// Expressions in CQL need the library that they stand in.
  private func checkMeasure(_ document: borrowing SourceDocument, _ measure: NodeID, _ findings: inout FindingList) {
    if document.member("library", of: measure) != nil { return }
    for group in document.objects("group", of: measure) {
      for stratifier in document.objects("stratifier", of: group) {
        for part in [stratifier] + document.objects("component", of: stratifier) {
          guard let criteria = document.member("criteria", of: part), let language = document.string("language", of: criteria),
            language.hasPrefix("text/cql")
          else { continue }
          findings.append(
            Finding(MeasureRules.libraryMissing, node: criteria, span: document.opening(of: criteria)))
        }
      }
    }
  }

  private func checkReport(
    _ document: borrowing SourceDocument, _ number: Int, _ record: TypedNodes, _ findings: inout FindingList
  ) {
    let node = record.resources[number].node
    guard let canonical = document.member("measure", of: node), document[canonical].isText else { return }
    guard let form = form(document.text(of: canonical), document, number, record) else {
      findings.append(
        Finding(MeasureRules.measureNotFound, node: canonical, span: document.span(of: canonical), actual: .node(canonical)))
      return
    }
    ReportChecks(form: form, report: node, type: document.string("type", of: node) ?? "", facts: context.facts)
      .run(document, &findings)
  }

  /// The measure with a canonical: contained, elsewhere in the record, or supplied.
  private func form(
    _ canonical: String, _ document: borrowing SourceDocument, _ number: Int, _ record: TypedNodes
  ) -> MeasureForm? {
    if canonical.hasPrefix("#") {
      let contained = document.objects("contained", of: record.rootResource(of: number))
      for resource in contained where document.string("id", of: resource) == String(canonical.dropFirst()) {
        if document.string("resourceType", of: resource) == "Measure" { return MeasureForm(document, resource) }
      }
      return nil
    }
    let parts = canonical.split(separator: "|", maxSplits: 1).map(String.init)
    for other in record.resources where other.type == measure && document.string("url", of: other.node) == parts.first {
      if parts.count == 1 || document.string("version", of: other.node) == parts[1] { return MeasureForm(document, other.node) }
    }
    var target = SourceDocument(format: .canonical, seed: context.schema.seed)
    guard let root = context.supplied?.resource(for: canonical, into: &target),
      target.string("resourceType", of: root) == "Measure"
    else { return nil }
    return MeasureForm(target, root)
  }
}
