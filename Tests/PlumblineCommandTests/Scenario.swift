import Foundation

/// A command and what it must do, from a file under `Tests/Scenarios`:
///
/// ```
/// # what it shows
/// --- file feed.hl7
/// MSH|…
/// --- command
/// plumbline validate feed.hl7
/// --- exit 1
/// --- output
/// error[…
/// --- errors
/// … 1 record …
/// ```
///
/// The command is run by a shell in an empty folder with the files, with `plumbline` on its path. In expected text `…` stands for
/// anything on its line, and a line of `…` alone for any lines. A section that is left out is not compared.
struct Scenario {
  struct Malformed: Error { var line: String }

  var name: String
  var files: [(name: String, text: String)] = []
  var command = ""
  var exitCode: Int32 = 0
  var output: String?
  var errors: String?

  init(_ url: URL) throws {
    name = url.deletingPathExtension().lastPathComponent
    var section = "#"
    var lines: [String] = []
    for line in try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n") {
      guard line.hasPrefix("--- ") else {
        lines.append(line)
        continue
      }
      try close(section, lines)
      section = String(line.dropFirst(4))
      lines = []
    }
    if lines.last == "" { lines.removeLast() }
    try close(section, lines)
  }

  private mutating func close(_ section: String, _ lines: [String]) throws {
    let text = lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    let words = section.split(separator: " ", maxSplits: 1).map(String.init)
    switch words.first {
    case "#": break
    case "file" where words.count == 2: files.append((words[1], text))
    case "command": command = text
    case "exit": exitCode = Int32(words.last ?? "") ?? -1
    case "output": output = text
    case "errors": errors = text
    default: throw Malformed(line: section)
    }
  }

  /// Whether a text is as expected.
  static func matches(_ text: String, _ expected: String) -> Bool {
    let lines = expected.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      if line == "…" { return "(?:.*\n)*?" }
      return NSRegularExpression.escapedPattern(for: String(line)).replacingOccurrences(of: "…", with: ".*") + "\n"
    }
    var pattern = "^" + lines.joined() + "$"
    if pattern.hasSuffix("\n$") { pattern = String(pattern.dropLast(2)) + "$" }
    return text.range(of: pattern, options: .regularExpression) != nil
  }
}
