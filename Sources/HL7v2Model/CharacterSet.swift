import Diagnostics
import HL7v2Syntax
import SourceTree

/// How the bytes of a message's values are read.
public enum TextEncoding: UInt8, Sendable, CaseIterable {
  case utf8, windows1252
  case iso8859_1, iso8859_2, iso8859_3, iso8859_4, iso8859_5, iso8859_6, iso8859_7, iso8859_8, iso8859_9, iso8859_15
}

/// A name of table HL70211, which MSH-18 holds (HL7 v2.5.1 section 2.15.9.18).
enum DeclaredCharacterSet: Equatable {
  case none, ascii
  case encoding(TextEncoding)
  /// `UNICODE`: UTF-16 by the standard, 8-bit text in the NHS.
  case unicode
  /// `UNICODE UTF-16`, `UNICODE UTF-32`.
  case wideUnicode
  /// Known to the standard, but not read here, such as `ISO IR87`.
  case unsupported
  case unknown

  init(_ name: Span<UInt8>) {
    var text = ""
    for index in name.indices where name[index] > 0x20 && name[index] < 0x7F {
      text.unicodeScalars.append(Unicode.Scalar(name[index]))
    }
    switch text.uppercased() {
    case "": self = .none
    case "ASCII", "ISOIR6", "US-ASCII": self = .ascii
    case "8859/1", "8859-1", "ISO-8859-1", "ISO8859-1", "ISO8859/1": self = .encoding(.iso8859_1)
    case "8859/2": self = .encoding(.iso8859_2)
    case "8859/3": self = .encoding(.iso8859_3)
    case "8859/4": self = .encoding(.iso8859_4)
    case "8859/5": self = .encoding(.iso8859_5)
    case "8859/6": self = .encoding(.iso8859_6)
    case "8859/7": self = .encoding(.iso8859_7)
    case "8859/8": self = .encoding(.iso8859_8)
    case "8859/9": self = .encoding(.iso8859_9)
    case "8859/15", "ISO-8859-15": self = .encoding(.iso8859_15)
    case "WINDOWS-1252", "CP1252", "ANSI": self = .encoding(.windows1252)
    case "UNICODEUTF-8", "UTF-8", "UTF8", "UNICODEUTF8": self = .encoding(.utf8)
    case "UNICODE", "ISO/IEC10646-1-1993": self = .unicode
    case "UNICODEUTF-16", "UNICODEUTF-32", "UTF-16", "UTF-32": self = .wideUnicode
    case "ISOIR14", "ISOIR87", "ISOIR159", "GB18030-2000", "KSX1001", "CNS11643-1992", "BIG-5": self = .unsupported
    default: self = .unknown
    }
  }
}

/// What the bytes of a message themselves say about its character set.
struct TextEvidence: Equatable {
  /// Bytes from 80 on.
  var highBytes = 0
  /// Sequences of two and more bytes that are UTF-8.
  var sequences = 0
  /// Bytes from 80 on that are not.
  var malformed = 0
  /// Where the first byte from 80 on stands.
  var firstHigh: Int?
  /// Where the first byte stands that is not UTF-8.
  var firstMalformed: Int?
  /// Whether a byte from 80 to 9F stands outside of UTF-8: a printable character in Windows-1252 only.
  var hasWindowsBytes = false

  init(_ source: Span<UInt8>, _ range: Range<Int>) {
    var position = EightBitText.firstNonASCII(source, range)
    firstHigh = position < range.upperBound ? position : nil
    while position < range.upperBound {
      let length = EightBitText.sequenceLength(source, at: position, end: range.upperBound)
      if length > 0 {
        sequences += 1
        highBytes += length
        position += length
      } else {
        malformed += 1
        highBytes += 1
        if firstMalformed == nil { firstMalformed = position }
        if source[position] < 0xA0 { hasWindowsBytes = true }
        position += 1
      }
      position = EightBitText.firstNonASCII(source, position..<range.upperBound)
    }
  }

  /// Whether the text is best read as UTF-8: a few damaged sequences among many do not make it something else.
  var isUTF8: Bool { sequences > malformed }
}
