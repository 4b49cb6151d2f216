import SourceTree

/// The encodings of encode() and decode(), and the escapes of escape() and unescape() (http://hl7.org/fhirpath/2018Sep, section 5.6).
enum TextCodes {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

  static func base64(_ bytes: [UInt8], isURL: Bool) -> [UInt8] {
    let digits = alphabet + Array((isURL ? "-_" : "+/").utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let count = min(3, bytes.count - index)
      var group: UInt32 = 0
      for offset in 0..<3 { group = group << 8 | (offset < count ? UInt32(bytes[index + offset]) : 0) }
      for offset in 0..<4 {
        result.append(offset <= count ? digits[Int(group >> UInt32(18 - 6 * offset) & 63)] : UInt8(ascii: "="))
      }
      index += 3
    }
    return result
  }

  static func fromBase64(_ text: [UInt8], isURL: Bool) -> [UInt8]? {
    let digits = alphabet + Array((isURL ? "-_" : "+/").utf8)
    var result: [UInt8] = []
    var group: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text {
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let value = digits.firstIndex(of: byte) else { return nil }
      group = group << 6 | UInt32(value)
      count += 1
      if count % 4 == 0 {
        result += [
          UInt8(truncatingIfNeeded: group >> 16), UInt8(truncatingIfNeeded: group >> 8), UInt8(truncatingIfNeeded: group),
        ]
        group = 0
      }
    }
    guard isURL || (count + padding) % 4 == 0 else { return nil }
    switch count % 4 {
    case 0: return padding == 0 ? result : nil
    case 2: return result + [UInt8(truncatingIfNeeded: group >> 4)]
    case 3: return result + [UInt8(truncatingIfNeeded: group >> 10), UInt8(truncatingIfNeeded: group >> 2)]
    default: return nil
    }
  }

  static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  static func fromHexadecimal(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 2 == 0 else { return nil }
    var result: [UInt8] = []
    for index in stride(from: 0, to: text.count, by: 2) {
      guard let high = Character(Unicode.Scalar(text[index])).hexDigitValue,
        let low = Character(Unicode.Scalar(text[index + 1])).hexDigitValue
      else { return nil }
      result.append(UInt8(high << 4 | low))
    }
    return result
  }

  /// Backslashes that start no escape stay.
  static func unescapeJSON(_ text: [UInt8]) -> [UInt8] {
    var doubled = ContiguousArray<UInt8>()
    var index = 0
    while index < text.count {
      doubled.append(text[index])
      if text[index] == UInt8(ascii: "\\") {
        let next = index + 1 < text.count ? text[index + 1] : 0
        if Array("\"\\/bfnrtu".utf8).contains(next) {
          doubled.append(next)
          index += 1
        } else {
          doubled.append(UInt8(ascii: "\\"))
        }
      }
      index += 1
    }
    var decoded = ContiguousArray<UInt8>()
    JSONEscapes.decode(doubled.span, into: &decoded)
    return Array(decoded)
  }

  static func escapeHTML(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func escapeJSON(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case _ where scalar.value < 0x20:
        result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
