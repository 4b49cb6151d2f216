import Diagnostics

/// The rules of what a terminology server, or recorded answers of one, say. Numbers 2714 to 2719, 2722 and 2736.
extension TerminologyRules {
  private static let operation = "http://hl7.org/fhir/R4/codesystem-operation-validate-code.html"
  private static let membership = "http://hl7.org/fhir/R4/valueset-operation-validate-code.html"
  private static let noExample = " No example is given: it depends on who is asked."

  static let answers = [codeRefused, displayRefused, remark, sourceFailed, membershipRefused]

  public static let codeRefused = Rule(
    family, 2714, "code-refused-by-terminology", .error, .codeInvalid,
    message: "`{actual}` is no code of its system, according to {expected}",
    summary: "The terminology server says that a code does not exist.",
    explanation: """
      What is at hand does not tell whether the code exists, so the terminology server or the recorded answers were asked. Mend the code, \
      or say in `version` which edition has it.
      """ + noExample, references: [operation])

  public static let displayRefused = Rule(
    family, 2715, "display-refused-by-terminology", .warning, .invalid,
    message: "`{actual}` is not the name of the code, according to {expected}",
    summary: "The terminology server says that a display is not a name of its code.",
    explanation:
      "A display that says something else than the code misleads whoever reads it. Words of one's own belong into `text`."
      + noExample, references: [operation])

  public static let remark = Rule(
    family, 2716, "remark-of-terminology", .information, .businessRule,
    message: "`{actual}`: {expected}",
    summary: "The terminology server has something to say about a valid code, such as that it is no longer in use.",
    explanation: "Read what it says: the code holds, but perhaps another one would be better." + noExample,
    references: [operation])

  public static let sourceFailed = Rule(
    family, 2722, "terminology-server-failed", .warning, .incomplete,
    message: "the terminology server did not answer, so some codes were not checked: {expected}",
    summary: "A terminology server was asked and gave no usable answer.",
    explanation: """
      Nothing is said against the record: the codes in question are as undecided as without a server. See whether the address is right and \
      the server is up, or give it more time.
      """ + noExample, references: [operation])

  public static let membershipRefused = Rule(
    family, 2736, "not-in-value-set-by-terminology", .error, .codeInvalid,
    message: "no code is from the value set {expected}, according to {actual}",
    summary: "The terminology server says that a code is not in the value set that its element is bound to.",
    explanation: """
      What is at hand does not tell which codes the value set has, so the terminology server or the recorded answers were asked. An error \
      for required bindings, a warning for extensible ones, and a hint for preferred ones.
      """ + noExample, references: [membership])
}
