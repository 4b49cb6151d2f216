/// `base64Binary`: RFC 4648 section 4, blanks allowed between the characters.
enum Base64Format {
  static func fault(_ text: Span<UInt8>) -> FormatFault {
    // Nearly all of it is letters and digits up to the end.
    var characters = 0
    while characters < text.count, ByteSet.base64.contains(text[characters]) { characters += 1 }
    var padding = 0
    for index in characters..<text.count {
      let byte = text[index]
      if ByteSet.base64.contains(byte) {
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
