import Diagnostics

/// A map file as read, before it is understood.
public struct MapFile: Sendable {
  /// Shown in findings, such as `segments/PID-Patient.yaml`.
  public var name: String
  public var text: ContiguousArray<UInt8>

  public init(name: String, text: ContiguousArray<UInt8>) {
    self.name = name
    self.text = text
  }
}

/// Something wrong with a map file.
public struct MapProblem: Sendable {
  /// Index into the files given.
  public var file: Int
  public var finding: Finding
  /// The offending text or name, for the message.
  public var detail: String
}
