/// Counts line ends as `LineIndex` does: CR, LF and CRLF each end a line.
enum LineCount {
  static func of(_ bytes: Span<UInt8>) -> Int {
    var feeds = 0
    var returns = 0
    for index in bytes.indices {
      let byte = bytes[index]
      feeds &+= byte == 0x0A ? 1 : 0
      returns &+= byte == 0x0D ? 1 : 0
    }
    if returns == 0 { return feeds }
    var pairs = 0
    for index in 1..<max(1, bytes.count) where bytes[index] == 0x0A && bytes[index - 1] == 0x0D { pairs &+= 1 }
    return feeds + returns - pairs
  }
}
