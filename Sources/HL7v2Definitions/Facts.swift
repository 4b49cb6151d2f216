/// What the standard says about a field of a segment or a component of a data type, in some of its versions.
public struct PartFact: Sendable, Hashable {
  /// Bit `n` is version `n` of ``HL7Version``.
  var versions: UInt16 = 0
  /// Index of the segment or data type.
  var owner: UInt16 = 0
  /// Index of the name among the strings.
  public var name: UInt16 = 0
  /// The longest value, or 0 where nothing is said.
  public var length: UInt16 = 0
  /// Index of the data type; ``HL7v2Facts/noType`` where the sources name none.
  public var type: UInt16 = 0
  /// Number of the table, or 0.
  public var table: UInt16 = 0
  public var number: UInt8 = 0
  /// How often it may be there; 0 for any number of times.
  public var maximum: UInt8 = 1
  public var usage = Usage.optional
  /// What the sources do not agree on.
  public var doubts = Doubts()
  /// Index of what a profile says more; 0 for nothing. Not part of the facts.
  public var detail: UInt16 = 0

  public init() {}

  /// A part of which nothing is known but its number.
  public static func untyped(_ number: Int) -> PartFact {
    var part = PartFact()
    part.number = UInt8(clamping: number)
    part.type = HL7v2Facts.noType
    return part
  }

  public enum Usage: UInt8, Sendable {
    case optional, required, conditional
    /// Kept for older versions only.
    case backward
    /// Must not be used any more.
    case withdrawn
    /// Must be sent where there is something to send.
    case mayBeEmpty
    /// A profile does not have it.
    case notSupported

    var letter: String { ["O", "R", "C", "B", "W", "RE", "X"][Int(rawValue)] }

    public init(_ letter: some StringProtocol) {
      switch letter {
      case "R": self = .required
      case "RE": self = .mayBeEmpty
      case "X": self = .notSupported
      case "B": self = .backward
      case "W": self = .withdrawn
      case _ where letter.hasPrefix("C"): self = .conditional
      default: self = .optional
      }
    }
  }

  /// Properties on which two sources differ: what breaks them is at most a warning.
  public struct Doubts: OptionSet, Sendable, Hashable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let usage = Doubts(rawValue: 1)
    public static let repetition = Doubts(rawValue: 2)
    public static let type = Doubts(rawValue: 4)
    public static let table = Doubts(rawValue: 8)

    static let letters: [(Doubts, Character)] = [(.usage, "u"), (.repetition, "r"), (.type, "d"), (.table, "t")]
    var text: String { String(Doubts.letters.filter { contains($0.0) }.map(\.1)) }

    init(_ text: some StringProtocol) {
      self.init()
      for (doubt, letter) in Doubts.letters where text.contains(letter) { insert(doubt) }
    }
  }
}

/// A segment or a data type.
struct OwnerFact: Sendable, Hashable {
  var versions: UInt16 = 0
  /// Packed id of a segment; index of the code of a data type.
  var key: UInt32 = 0
  var name: UInt16 = 0
}

/// A message structure, or what a trigger event is answered with, in some versions.
struct StructureFact: Sendable, Hashable {
  var versions: UInt16 = 0
  var name: UInt16 = 0
  var text: UInt16 = 0
  /// Whether there is one source only, or two that differ.
  var isDoubtful = false
}

/// Message code and trigger event → structure; what is sent, and what answers it.
struct EventFact: Sendable, Hashable {
  var versions: UInt16 = 0
  var event: UInt16 = 0
  var sent: UInt16 = 0
  var reply: UInt16 = 0
}

struct TableFact: Sendable, Hashable {
  var number: UInt16 = 0
  var name: UInt16 = 0
  /// Whether HL7 defines the codes, and sites may not add to them.
  var isClosed = false
  var firstCode: UInt32 = 0
  var codeCount: UInt16 = 0
}

struct CodeFact: Sendable, Hashable {
  var code: UInt16 = 0
  var display: UInt16 = 0
  var isDeprecated = false
}

/// Segments, fields, data types, message structures, events and tables of all versions, as flat records. Made from the text files
/// under `Profiles/hl7v2/facts`, and embedded in the program as an image.
public struct HL7v2Facts: Sendable, Equatable {
  static let noType = UInt16.max

  var stringBytes = ContiguousArray<UInt8>()
  /// Where each string ends; the first is empty.
  var stringEnds: ContiguousArray<UInt32> = [0]
  var segments: ContiguousArray<OwnerFact> = []
  /// In the order of segments and numbers.
  var fields: ContiguousArray<PartFact> = []
  var types: ContiguousArray<OwnerFact> = []
  var components: ContiguousArray<PartFact> = []
  var structures: ContiguousArray<StructureFact> = []
  var events: ContiguousArray<EventFact> = []
  var tables: ContiguousArray<TableFact> = []
  /// Those of one table in the order of their codes.
  var codes: ContiguousArray<CodeFact> = []

  func range(_ index: UInt16) -> Range<Int> {
    let index = Int(index)
    return (index == 0 ? 0 : Int(stringEnds[index - 1]))..<Int(stringEnds[index])
  }

  public func string(_ index: UInt16) -> String { String(decoding: stringBytes[range(index)], as: UTF8.self) }

  mutating func append(_ text: String) {
    stringBytes.append(contentsOf: text.utf8)
    stringEnds.append(UInt32(stringBytes.count))
  }
}
