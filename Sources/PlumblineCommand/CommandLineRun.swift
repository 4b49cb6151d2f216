import ArgumentParser

/// From arguments to an exit code: 0 conforms, 1 findings, 2 usage or unreadable input, 3 internal fault.
enum CommandLineRun {
  static let findings: Int32 = 1
  static let usage: Int32 = 2
  static let fault: Int32 = 3

  static func exitCode(_ arguments: [String]) -> Int32 {
    do {
      var command = try RootCommand.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch {
      return exitCode(for: error)
    }
  }

  private static func exitCode(for error: any Error) -> Int32 {
    if let code = error as? ExitCode { return code.rawValue }
    if let fault = error as? InternalFault {
      Console.error("plumbline: internal fault: \(fault.detail)\n")
      return CommandLineRun.fault
    }
    let text = RootCommand.fullMessage(for: error)
    if RootCommand.exitCode(for: error).isSuccess {
      Console.output(text + "\n")
      return 0
    }
    Console.error(text + "\n")
    return usage
  }
}

/// Something that is not the user's fault.
struct InternalFault: Error {
  var detail: String
}
