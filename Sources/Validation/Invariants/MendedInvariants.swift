/// Expressions of R4's invariants that say, by the letter, what nobody means, with those that FHIR put in their place later. Looked up by the
/// published text, so that a definition that was mended by its author is taken as it is.
enum MendedInvariants {
  /// Published expression → what FHIR R5 has for the same invariant (http://hl7.org/fhir/R5/riskassessment.html#invs).
  private static let expressions = [
    // ras-2: breaks where there is no probability at all, which is allowed.
    "probability is decimal implies (probability as decimal) <= 100":
      "probability.empty() or ((probability is decimal) implies ((probability as decimal) <= 100))"
  ]

  static func expression(_ published: String) -> String { expressions[published] ?? published }
}
