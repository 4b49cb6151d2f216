import ArgumentParser
import Definitions
import Diagnostics
import HL7v2Validation
import Plumbline

/// The profile of HL7 v2 messages among those that --profile names: one that is part of the program, or a YAML file.
enum MessageProfileOption {
  static func take(from names: inout [String]) throws -> MessageProfile? {
    var found: MessageProfile?
    var others: [String] = []
    for name in names {
      guard let profile = try profile(name) else {
        others.append(name)
        continue
      }
      guard found == nil else { throw ValidationError("messages can be checked against one profile at a time") }
      found = profile
    }
    names = others
    return found
  }

  private static func profile(_ name: String) throws -> MessageProfile? {
    if let embedded = EmbeddedMessages.profile(name) { return embedded }
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml"), FileSystem.isFile(name), let bytes = try? FileSystem.read(name),
      let reader = MessageProfileReader(bytes, name: name)
    else { return nil }
    if reader.diagnostics.hasErrors {
      DefinitionReport.write(reader.diagnostics.diagnostics)
      throw ExitCode(CommandLineRun.usage)
    }
    return reader.profile
  }
}
