/// `base64Binary`: RFC 4648 section 4, blanks allowed between the characters.
enum Base64Format {
  static func fault(_ text: Span<UInt8>) -> FormatFault {
    var characters = 0
    var padding = 0
    for index in text.indices {
      let byte = text[index]
      if byte.isLetter || byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") {
        if padding > 0 { return .base64Padding }
        characters &+= 1
      } else if byte == UInt8(ascii: "=") {
        padding &+= 1
      } else if !byte.isBlank {
        return .base64Character
      }
    }
    if characters + padding == 0 { return .empty }
    if padding > 2 { return .base64Padding }
    return (characters + padding) % 4 == 0 ? .none : .base64Length
  }
}
