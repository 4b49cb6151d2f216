import ArgumentParser
import ConformanceRunner
import Definitions
import Diagnostics
import HL7v2Validation
import Plumbline

/// What HL7 v2 messages are checked against beside their version.
struct MessageOptions: ParsableArguments {
  @Option(
    name: .customLong("hl7v2-profile"),
    help: ArgumentHelp(
      """
      What HL7 v2 messages must conform to: a profile of the program (hl7-uk-a3, itk-adt, wales-oru, north-west-genomics), a YAML file, \
      a folder with the XML set of a NIST profile, or an HL7 message profile in XML. `#id` behind it takes one message of several.
      """, valueName: "profile"))
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "A YAML file that says what is otherwise for the messages of some senders, by what MSH-3 and MSH-4 hold.", valueName: "file"
    ))
  var senders: String?

  /// What is otherwise for some senders.
  func senderRules() throws -> [SenderRules] {
    guard let senders else { return [] }
    guard let bytes = try? FileSystem.read(senders) else { throw ValidationError("`\(senders)` cannot be read") }
    let reader = SenderFileReader(bytes, name: senders)
    if reader.diagnostics.hasErrors {
      DefinitionReport.write(reader.diagnostics.diagnostics)
      throw ExitCode(CommandLineRun.usage)
    }
    return reader.senders
  }

  /// The profile that is asked for, here or among the names of profiles in general.
  func take(from names: inout [String]) throws -> MessageProfile? {
    var found = try profile.map { name in
      guard let profile = try MessageProfileOption.profile(name) else {
        throw ValidationError("there is no profile of HL7 v2 messages `\(name)`: no such name, file or folder")
      }
      return profile
    }
    var others: [String] = []
    for name in names {
      guard let profile = try MessageProfileOption.profile(name) else {
        others.append(name)
        continue
      }
      guard found == nil else { throw ValidationError("messages can be checked against one profile at a time") }
      found = profile
    }
    names = others
    return found
  }
}

/// Finds profiles of messages.
enum MessageProfileOption {
  /// Nil where the name is not that of a profile of messages.
  static func profile(_ name: String) throws -> MessageProfile? {
    if let embedded = EmbeddedMessages.profile(name) { return embedded }
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return try yaml(name) }
    let parts = name.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let isFolder = FileSystem.isFolder(parts[0])
    guard isFolder || (parts[0].lowercased().hasSuffix(".xml") && FileSystem.isFile(parts[0])) else { return nil }
    // A folder that was given as something else holds other things.
    guard let reader = try? ProfileSetReader(folder: parts[0], name: name, message: parts.count > 1 ? parts[1] : nil),
      !reader.isOther
    else { return nil }
    let told = reader.diagnostics.diagnostics.filter { $0.severity >= .warning }
    if !told.isEmpty { DefinitionReport.write(told) }
    guard !reader.profile.messages.isEmpty else { throw ExitCode(CommandLineRun.usage) }
    return reader.profile
  }

  private static func yaml(_ name: String) throws -> MessageProfile? {
    guard FileSystem.isFile(name), let bytes = try? FileSystem.read(name), let reader = MessageProfileReader(bytes, name: name)
    else { return nil }
    if reader.diagnostics.hasErrors {
      DefinitionReport.write(reader.diagnostics.diagnostics)
      throw ExitCode(CommandLineRun.usage)
    }
    return reader.profile
  }
}
