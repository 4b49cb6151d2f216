import SourceTree

/// How a table is written: the choices that RFC 4180 makes and senders make otherwise. Found from the first rows of a file, see
/// ``detect(in:)``, or given.
public struct CSVDialect: Sendable, Equatable {
  public enum Encoding: String, Sendable {
    case utf8 = "UTF-8"
    case windows1252 = "Windows-1252"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
  }

  public var delimiter: UInt8
  /// Nil where quotes are characters like others.
  public var quote: UInt8?
  /// Whether the first row holds the names of the columns.
  public var hasHeader: Bool
  /// The encoding of the part of the file that was looked at.
  public var encoding: Encoding
  /// Cells in the first row; rows should have as many. 0 when not known.
  public var columnCount: Int
  /// The first row's cells as text, when it is a header.
  public var columnNames: [String]
  /// What the choice rests on.
  public var evidence: Evidence

  /// How sure a detected dialect is.
  public struct Evidence: Sendable, Equatable {
    /// Rows looked at.
    public var rows = 0
    /// Rows that have as many cells as the first one.
    public var agreeingRows = 0
    /// Whether the dialect was given and not found.
    public var isGiven = false
  }

  public init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), hasHeader: Bool = true,
    encoding: Encoding = .utf8
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.hasHeader = hasHeader
    self.encoding = encoding
    columnCount = 0
    columnNames = []
    evidence = Evidence(isGiven: true)
  }
}
