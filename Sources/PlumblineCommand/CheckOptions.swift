import ArgumentParser
import Diagnostics
import Validation

/// How far a missing or wrong target of a reference is followed.
enum ReferenceDepth: String, CaseIterable, ExpressibleByArgument {
  case form, existence, conformance
}

/// How FHIR is checked.
struct CheckOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Check structure, types, formats and codes of required value sets only, which is fastest: no invariants, profiles or other bindings."
    ))
  var structureOnly = false

  @Flag(help: "Tell also, as warnings, where a record does not follow what is only best practice.")
  var bestPractice = false

  @Flag(help: "Look for what could hurt programs that show records, such as HTML in strings.")
  var securityChecks = false

  @Option(
    help: """
      How references out of a record are checked: their form; whether the target is among the definitions and resources supplied; \
      whether the target conforms to the profile asked of it.
      """)
  var references = ReferenceDepth.form

  @Option(
    name: .customLong("language"),
    help: ArgumentHelp(
      "Language that displays of codes are compared in; may be repeated. (default: the record's)", valueName: "tag"))
  var languages: [String] = []

  @OptionGroup var terminology: TerminologyOptions

  /// - Throws: where recorded answers are asked for and cannot be read.
  func validation() throws -> ValidationOptions {
    var options = ValidationOptions()
    options.terminology = try terminology.source()
    options.structureOnly = structureOnly
    options.bestPractice = bestPractice ? .warning : nil
    options.checksSecurity = securityChecks
    options.languages = languages
    switch references {
    case .form: options.references = .form
    case .existence: options.references = .existence
    case .conformance: options.references = .conformance
    }
    return options
  }
}
