import Diagnostics
import SourceTree
import Validation

/// Checks canonical records, and has them written.
struct RecordChecker: ~Copyable {
  private let validates: Bool
  private var validator: RecordValidator

  init(_ job: BatchJob) {
    validates = job.options.validates
    validator = RecordValidator(job.engines.validation)
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
