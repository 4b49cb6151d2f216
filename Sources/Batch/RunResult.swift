import Diagnostics
import Reporting

/// How a run ended.
public struct RunResult: Sendable {
  public var summary = RunSummary()
  /// Whether some source could not be read, or some output not be written.
  public var hasUnreadable = false
  /// Whether the reader of the output went away before its end.
  public var isOutputClosed = false

  public init() {}
}
