/// Forms of codes of clinical classifications.
public enum ClinicalCode {
  /// Read version 2: five characters, the last of them `.` where the code is short; seven with a term code.
  public static func isReadV2(_ text: [UInt8]) -> Bool {
    guard text.count == 5 || text.count == 7 else { return false }
    let code = text.prefix(5)
    guard code.allSatisfy({ $0.isDigit || isLetter($0) || $0 == UInt8(ascii: ".") }), code.first != UInt8(ascii: ".") else {
      return false
    }
    let end = code.firstIndex(of: UInt8(ascii: ".")) ?? code.endIndex
    return code[end...].allSatisfy { $0 == UInt8(ascii: ".") } && text.dropFirst(5).allSatisfy { $0.isDigit || isLetter($0) }
  }

  /// Clinical Terms version 3: five characters; small and capital letters differ.
  public static func isCTV3(_ text: [UInt8]) -> Bool {
    text.count == 5 && text.allSatisfy { $0.isDigit || isLetter($0) || $0 == UInt8(ascii: ".") }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte.isCapital || 0x61...0x7A ~= byte }
}
