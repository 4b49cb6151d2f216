import Diagnostics
import SourceTree

/// The checks of what resources say to each other: Bundles, references, contained resources, questionnaires, measures, ids of elements.
struct InstancePasses: ~Copyable {
  private var bundles: BundlePass
  private var references: ReferencePass
  private var canonicals: CanonicalPass
  private var contained: ContainedPass
  private var questionnaires: QuestionnairePass
  private let measures: MeasurePass
  private var elements: ElementPass
  private var content: ContentPass
  private var definitions: DefiningResourcePass
  private var links: NarrativeLinkPass

  init(_ context: ValidationContext) {
    content = ContentPass(context)
    definitions = DefiningResourcePass(context)
    links = NarrativeLinkPass(context)
    bundles = BundlePass(context)
    references = ReferencePass(context)
    canonicals = CanonicalPass(context)
    contained = ContainedPass(context)
    questionnaires = QuestionnairePass(context)
    measures = MeasurePass(context)
    elements = ElementPass(context)
  }

  mutating func check(
    _ document: borrowing SourceDocument, root: NodeID, _ record: TypedNodes, findings: inout FindingList
  ) {
    content.check(document, root: root, record, findings: &findings)
    definitions.check(document, root: root, record, findings: &findings)
    links.check(document, root: root, record, findings: &findings)
    bundles.check(document, root: root, record, findings: &findings)
    references.check(document, root: root, record, findings: &findings)
    canonicals.check(document, root: root, record, findings: &findings)
    contained.check(document, root: root, record, findings: &findings)
    questionnaires.check(document, root: root, record, findings: &findings)
    measures.check(document, root: root, record, findings: &findings)
    elements.check(document, root: root, record, findings: &findings)
  }
}
