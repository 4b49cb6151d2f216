/// Writes JSON, RFC 8259, in the order things are given: small, streaming, without Foundation.
public struct JSONText {
  public private(set) var bytes: [UInt8] = []
  /// Whether the next member or item needs a comma before it.
  private var needsComma = false

  public init() {}

  /// Starts again, keeping memory.
  public mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  public mutating func open(_ bracket: Character, _ name: String? = nil) {
    start(name)
    bytes.append(contentsOf: String(bracket).utf8)
    needsComma = false
  }

  public mutating func close(_ bracket: Character) {
    bytes.append(contentsOf: String(bracket).utf8)
    needsComma = true
  }

  public mutating func member(_ name: String, _ value: String) {
    start(name)
    JSONText.append(value, to: &bytes)
  }

  /// A member that is left out where there is no value.
  public mutating func member(_ name: String, _ value: String?) {
    if let value { member(name, value) }
  }

  public mutating func member(_ name: String, _ value: some BinaryInteger) {
    start(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  public mutating func item(_ value: String) {
    start(nil)
    JSONText.append(value, to: &bytes)
  }

  private mutating func start(_ name: String?) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    if let name {
      JSONText.append(name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
    }
  }

  /// A JSON string: quotes, backslashes and control characters escaped, the line separators of JavaScript too.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20: bytes.append(contentsOf: ("\\u" + DisplayText.hexadecimal(UInt32(byte), digits: 4)).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
