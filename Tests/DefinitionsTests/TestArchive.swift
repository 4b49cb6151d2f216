/// Makes small packages for tests: tar by hand, gzip with stored blocks.
enum TestArchive {
  static func package(_ files: [(name: String, text: String)]) -> [UInt8] { gzip(tar(files)) }

  static func tar(_ files: [(name: String, text: String)]) -> [UInt8] {
    var archive: [UInt8] = []
    for file in files {
      let contents = Array(file.text.utf8)
      archive += header(file.name, size: contents.count)
      archive += contents
      archive += [UInt8](repeating: 0, count: (512 - contents.count % 512) % 512)
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }

  private static func header(_ name: String, size: Int) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, _ offset: Int) {
      for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
    }
    func octal(_ number: Int, _ width: Int) -> String {
      let digits = String(number, radix: 8)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    put(name, 0)
    put(octal(0o644, 7), 100)
    put(octal(size, 11), 124)
    put("        ", 148)
    put("0", 156)
    put("ustar", 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", 148)
    return header
  }

  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var position = 0
    repeat {
      let count = min(bytes.count - position, 65535)
      result.append(position + count == bytes.count ? 1 : 0)
      result += [UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8 & 0xFF)]
      result += bytes[position..<(position + count)]
      position += count
    } while position < bytes.count
    for number in [checksum(bytes), UInt32(bytes.count)] {
      for shift in stride(from: 0, to: 32, by: 8) { result.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }
    return result
  }

  /// CRC-32 as in RFC 1952 section 8.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}
