import ArgumentParser
import Batch
import Diagnostics
import Glibc
import HL7v2Syntax
import HL7v2Validation
import Plumbline
import SourceTree

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Lays out HL7 v2 messages for people: names of fields and meanings of codes beside the values."
  )

  @Argument(help: ArgumentHelp("A file of messages; `-` is standard input.", valueName: "file"))
  var file: String

  @Flag(help: "Show values. They are masked otherwise: they are personal data.")
  var showValues = false

  func run() throws {
    let feed = try MessageFile.open(file)
    let library = try MessageFile.library()
    for (index, root) in feed.messages.enumerated() {
      if index > 0 { Console.output("\n") }
      Console.output(
        MessageListing.text(library, feed.document, root: root, visibility: showValues ? .shown : .masked))
    }
  }
}

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compares HL7 v2 messages by field name; the exit code is 1 where they differ.",
    discussion: "Files with several messages are compared message by message, in their order.")

  @Argument(help: ArgumentHelp("The first file.", valueName: "a"))
  var first: String

  @Argument(help: ArgumentHelp("The second file.", valueName: "b"))
  var second: String

  @Flag(help: "Show values. They are masked otherwise: they are personal data.")
  var showValues = false

  func run() throws {
    let left = try MessageFile.open(first)
    let right = try MessageFile.open(second)
    let library = try MessageFile.library()
    var differs = left.messages.count != right.messages.count
    let count = min(left.messages.count, right.messages.count)
    for index in 0..<count {
      let difference = MessageDifference(
        library, left.document, left.messages[index], right.document, right.messages[index],
        visibility: showValues ? .shown : .masked)
      if difference.entries.isEmpty { continue }
      differs = true
      if count > 1 { Console.output("message \(index + 1)\n") }
      Console.output(difference.text)
    }
    if left.messages.count != right.messages.count {
      Console.output("`\(first)` has \(left.messages.count) messages, `\(second)` has \(right.messages.count)\n")
    }
    if differs { throw ExitCode(CommandLineRun.findings) }
  }
}

struct ExplainStructureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain-structure",
    abstract: "Says to which group of its message structure each segment of an HL7 v2 message belongs.")

  @Argument(help: ArgumentHelp("A file of messages; `-` is standard input.", valueName: "file"))
  var file: String

  func run() throws {
    let feed = try MessageFile.open(file)
    var validator = MessageValidator(try MessageFile.library())
    for (index, root) in feed.messages.enumerated() {
      let name = validator.structureName(feed.document, root: root) ?? "no structure is known for this kind of message"
      Console.output("message \(index + 1): \(name)\n")
      for (segment, place) in validator.explain(feed.document, root: root) {
        let id = feed.document.segmentID(of: segment)
        Console.output("  \(id == SegmentID.none ? "???" : "\(id)")  \(place)\n")
      }
    }
  }
}

struct AckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack", abstract: "Checks HL7 v2 messages and writes their acknowledgements.",
    discussion: """
      Original mode where MSH-15 and MSH-16 are empty (AA, AE, AR), else enhanced mode as these fields ask for it (CA, CR, then AA, \
      AE). An acknowledgement is not acknowledged. The exit code is 1 where an answer refuses or reports errors.
      """)

  @Argument(help: ArgumentHelp("A file of messages; `-` is standard input.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("MSH-7 of the answers. (default: now)", valueName: "time"))
  var time: String?

  func run() throws {
    let feed = try MessageFile.open(file)
    var validator = MessageValidator(try MessageFile.library())
    let acknowledger = Acknowledger(timeStamp: time ?? AckCommand.now())
    var hasErrors = false
    for root in feed.messages {
      var findings = FindingList()
      validator.validate(feed.document, root: root, findings: &findings)
      let all = feed.findings(in: root) + findings.findings
      if all.contains(where: { $0.severity >= .error }) { hasErrors = true }
      switch acknowledger.answer(feed.document, root: root, findings: all) {
      case .none(let silence): Console.error("plumbline: no answer: \(AckCommand.words(silence))\n")
      case .messages(let messages):
        for message in messages { Console.output(String(decoding: message, as: UTF8.self)) }
      }
    }
    if hasErrors { throw ExitCode(CommandLineRun.findings) }
  }

  private static func words(_ silence: Acknowledger.Silence) -> String {
    switch silence {
    case .isAcknowledgement: "the message is an acknowledgement itself"
    case .notAskedFor: "MSH-15 and MSH-16 ask for none"
    case .noMessage: "there is no message"
    }
  }

  /// The time of the machine in UTC, to the second.
  private static func now() -> String {
    var clock = timespec()
    // The call fills the structure it is given.
    _ = unsafe clock_gettime(CLOCK_REALTIME, &clock)
    let seconds = Int(clock.tv_sec)
    let (days, rest) = (seconds / 86400, seconds % 86400)
    // Days since 1 March of year 0 fall into eras of 400 years, and years that begin in March.
    let shifted = days + 719_468
    let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    let parts = [month, dayOfYear - (153 * march + 2) / 5 + 1, rest / 3600, rest / 60 % 60, rest % 60]
    return parts.reduce("\(year)") { $0 + ($1 < 10 ? "0\($1)" : "\($1)") } + "+0000"
  }
}
