import Diagnostics

/// Why a source, or the rest of it, cannot be read.
struct SourceProblem: Sendable {
  enum Kind: Sendable { case unreadable, empty, noFiles, unknownFormat, binary, brokenGzip, skipped, tooLarge, noConversion }

  var kind: Kind
  /// What exactly, in words.
  var detail: String

  var rule: Rule {
    switch kind {
    case .unreadable: InputRules.unreadable
    case .empty: InputRules.empty
    case .noFiles: InputRules.noFiles
    case .unknownFormat: InputRules.unknownFormat
    case .binary: InputRules.binary
    case .brokenGzip: InputRules.brokenGzip
    case .skipped: InputRules.skipped
    case .tooLarge: LimitRules.documentSize
    case .noConversion: InputRules.noConversion
    }
  }

  /// Whether the source could not be read, which has an exit code of its own.
  var isUnreadable: Bool {
    switch kind {
    case .empty, .skipped: false
    default: true
    }
  }
}
