/// A place in a source record as maps write it: `PID-3`, `CX.4`, `OBX-5.1`, `column` names apart. `-` and `.` mean the same.
public struct ElementReference: Sendable, Hashable, CustomStringConvertible {
  /// Segment id, data type or, for the value at hand, nothing.
  public var name: String
  /// Field, component and subcomponent numbers, as many as are written.
  public var path: [Int]

  public init(name: String, path: [Int]) {
    self.name = name
    self.path = path
  }

  /// The row's own element.
  public static let subject = ElementReference(name: "", path: [])

  /// Nil unless the text is `NAME`, or `NAME-n.n` in any spelling.
  public init?(_ text: String) {
    var name = ""
    var path: [Int] = []
    var rest = Substring(text)
    while let character = rest.first, character.isASCII,
      character.isLetter || character == "_" || (character.isNumber && !name.isEmpty)
    {
      name.append(character)
      rest.removeFirst()
    }
    guard !name.isEmpty else { return nil }
    while let separator = rest.first {
      guard separator == "-" || separator == "." else { return nil }
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), number > 0, number < 10_000 else { return nil }
      path.append(number)
      rest = rest.dropFirst(1 + digits.count)
    }
    guard path.count <= 3 else { return nil }
    self.name = name
    self.path = path
  }

  public var description: String {
    name.isEmpty ? "." : ([name] + path.map(String.init)).joined(separator: ".")
  }
}
