/// A fixed piece of wording that a finding carries as evidence, such as the lexical form a date must have. The number is unique
/// over the product; each module lists its phrases beside its rules.
public struct Phrase: Sendable {
  public var rawValue: UInt16
  public var text: String

  public init(_ rawValue: UInt16, _ text: String) {
    self.rawValue = rawValue
    self.text = text
  }
}

/// All phrases of a program by number.
public struct PhraseTable: Sendable {
  private let texts: [UInt16: String]

  public init(_ families: [[Phrase]]) {
    texts = Dictionary(families.flatMap { $0 }.map { ($0.rawValue, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  public subscript(number: UInt16) -> String { texts[number] ?? "" }
}
