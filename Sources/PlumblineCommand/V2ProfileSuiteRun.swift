import ConformanceRunner
import Diagnostics
import Plumbline
import Reporting

/// Runs messages against the profiles of a suite.
struct V2ProfileSuiteRun {
  let folder: String
  let out: String

  func run() throws {
    let vocabulary = DiagnosticRenderer.Vocabulary(registry: ProductRules.registry, phrases: ProductRules.phrases, schema: nil)
    let suite = V2ProfileSuite(folder: folder, out: out, vocabulary: vocabulary) { EmbeddedMessages.library($0) }
    let (outcomes, problems) = try suite.run()
    for (profile, diagnostics) in problems.sorted(by: { $0.key < $1.key }) where !diagnostics.isEmpty {
      var counts: [String: Int] = [:]
      for diagnostic in diagnostics { counts[diagnostic.ruleName, default: 0] += 1 }
      let list = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      Console.error("\(profile): \(list)\n")
    }
    for (profile, group) in Dictionary(grouping: outcomes, by: \.profile).sorted(by: { $0.key < $1.key }) {
      let errors = group.count { $0.errors > 0 }
      let asserted = group.compactMap(\.agrees)
      Console.output(
        "\(profile): \(group.count) messages, \(errors) with errors"
          + (asserted.isEmpty ? "" : ", \(asserted.count { $0 }) of \(asserted.count) as the suite says") + "\n")
    }
  }
}
