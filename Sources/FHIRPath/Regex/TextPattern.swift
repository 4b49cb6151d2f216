/// A regular expression that a text must match as a whole, for definitions that bring their own.
public struct TextPattern: Sendable {
  private let program: RegexProgram

  /// Nil where the pattern cannot be understood.
  public init?(_ pattern: String) {
    guard let program = RegexCompiler.compile(pattern, isFull: true) else { return nil }
    self.program = program
  }

  /// Whether the whole text matches; nil where that takes too long to find out.
  public func matches(_ text: String) -> Bool? {
    var matcher = RegexMatcher(program, text.unicodeScalars.map(\.value))
    switch matcher.search(from: 0) {
    case .matched: return true
    case .failed: return false
    case .tooCostly: return nil
    }
  }
}
