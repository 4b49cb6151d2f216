import Diagnostics
import Mapping
import Reporting

/// How a run ended.
public struct RunResult: Sendable {
  public var summary = RunSummary()
  /// Whether some source could not be read, or some output not be written.
  public var hasUnreadable = false
  /// Whether the reader of the output went away before its end.
  public var isOutputClosed = false

  /// What became of the values of messages and rows, counted.
  public var losses = LossTotals()
  /// Codes that no map knows, where they were to be gathered.
  public var unmappedCodes = UnmappedCodes()

  public init() {}
}
