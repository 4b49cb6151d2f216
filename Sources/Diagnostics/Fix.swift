/// A proposed repair of the source.
public struct Fix: Sendable, Hashable {
  /// Whether a fix may be applied without a person looking at it.
  public enum Applicability: String, Sendable { case safe, unsafe, displayOnly = "display-only" }

  /// Replaces a stretch of the file by new text.
  public struct Edit: Sendable, Hashable {
    public var byteOffset: UInt64
    public var byteLength: Int
    public var replacement: String

    public init(byteOffset: UInt64, byteLength: Int, replacement: String) {
      self.byteOffset = byteOffset
      self.byteLength = byteLength
      self.replacement = replacement
    }
  }

  public var summary: String
  public var applicability: Applicability
  public var edits: [Edit]

  public init(summary: String, applicability: Applicability, edits: [Edit]) {
    self.summary = summary
    self.applicability = applicability
    self.edits = edits
  }
}
