import Diagnostics
import SourceTree
import Validation

/// Checks canonical records, and has them written.
struct RecordChecker {
  private let validates: Bool
  private var validator: StructuralValidator

  init(_ job: BatchJob) {
    validates = job.options.validates
    validator = StructuralValidator(schema: job.engines.schema)
  }

  mutating func check(
    _ document: borrowing SourceDocument, _ converter: inout RecordConverter, _ output: inout RecordOutput,
    findings: inout FindingList
  ) {
    for root in document.roots {
      if validates { validator.validate(document, root: root, findings: &findings) }
      if converter.isConverting { converter.write(document, root, to: &output, findings: &findings) }
    }
  }
}
