import ArgumentParser
import Definitions
import Terminology
import TerminologyServer

/// Who is asked about codes that cannot be decided with the definitions at hand. Nobody, unless told.
struct TerminologyOptions: ParsableArguments {
  @Option(
    name: .customLong("terminology-server"),
    help: ArgumentHelp(
      """
      A FHIR terminology server to ask about codes that cannot be decided offline, such as https://tx.fhir.org/r4. It is sent codes, their \
      systems and displays, nothing else of the record.
      """, valueName: "url"))
  var server: String?

  @Option(
    name: .customLong("terminology-answers"),
    help: ArgumentHelp(
      "Folder with recorded answers of a terminology server (.cache files), used before a server.", valueName: "dir"))
  var answers: String?

  @Option(
    name: .customLong("terminology-cache"),
    help: ArgumentHelp("Folder that keeps the answers of the server for later runs.", valueName: "dir"))
  var cache: String?

  @Option(
    name: .customLong("terminology-timeout"),
    help: ArgumentHelp(
      "Seconds that the server has for one request; all of them together have twelve times as long.", valueName: "n"))
  var timeout = 10

  func validate() throws {
    if let server, !server.hasPrefix("http://"), !server.hasPrefix("https://") {
      throw ArgumentParser.ValidationError("the terminology server `\(server)` is no http or https address")
    }
    if cache != nil, server == nil {
      throw ArgumentParser.ValidationError("--terminology-cache keeps what --terminology-server says, and none is given")
    }
    guard 1...3600 ~= timeout else { throw ArgumentParser.ValidationError("--terminology-timeout takes 1 to 3600 seconds") }
  }

  func source() throws -> (any TerminologyAnswers)? {
    if server == nil, answers == nil { return nil }
    do {
      let recorded = try answers.map { folder throws(FileSystem.Failure) in try RecordedAnswers(folder: folder) }
      if let recorded, recorded.unreadable > 0 {
        Console.error("plumbline: \(recorded.unreadable) of the recorded answers cannot be read and were left out\n")
      }
      guard let server else { return TerminologySources(recorded: recorded) }
      var bounds = ServerAnswers.Bounds()
      bounds.requestMilliseconds = timeout * 1000
      bounds.totalMilliseconds = timeout * 12_000
      return TerminologySources(
        recorded: recorded, server: ServerAnswers(url: server, bounds: bounds),
        store: try cache.map { folder throws(FileSystem.Failure) in try AnswerStore(folder: folder, server: server) })
    } catch {
      throw ArgumentParser.ValidationError("`\(error.path)`: \(error.reason)")
    }
  }
}
