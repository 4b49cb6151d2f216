import Diagnostics

/// The forms a report can have.
public enum ReportFormat: String, Sendable, CaseIterable {
  case text, json
  case operationOutcome = "operationoutcome"
}

/// How a text report looks.
public struct TextStyle: Sendable {
  public var isColoured: Bool

  public init(isColoured: Bool = false) { self.isColoured = isColoured }
}

/// Puts one diagnostic into bytes. Has no state, so workers do it side by side; ``ReportStream`` joins the pieces in order.
public struct DiagnosticFormatter: Sendable {
  public let format: ReportFormat
  public let style: TextStyle

  public init(format: ReportFormat, style: TextStyle = TextStyle()) {
    self.format = format
    self.style = style
  }

  public func bytes(_ diagnostic: Diagnostic) -> [UInt8] {
    switch format {
    case .text: TextFormat(style: style).bytes(diagnostic)
    case .json: JSONFormat.bytes(diagnostic)
    case .operationOutcome: OperationOutcomeFormat.bytes(diagnostic)
    }
  }
}
