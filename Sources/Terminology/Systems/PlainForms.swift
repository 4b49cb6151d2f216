/// Media types (BCP 13, RFC 6838 section 4.2): a type, a slash, a subtype, and parameters; and the short names that FHIR has for its own
/// forms (http://hl7.org/fhir/R4/http.html#parameters).
enum MediaTypeForm {
  private static let types: Set<String> = [
    "application", "audio", "chemical", "font", "haptics", "image", "message", "model", "multipart", "text", "video",
  ]

  private static let shortNames: Set<String> = ["json", "xml", "ttl"]

  static func isValid(_ code: [UInt8]) -> Bool {
    if shortNames.contains(String(decoding: code, as: UTF8.self)) { return true }
    let parts = code.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let names = parts[0].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard names.count == 2, isName(names[0]), isName(names[1]) else { return false }
    let type = String(decoding: names[0], as: UTF8.self).lowercased()
    guard types.contains(type) || type.hasPrefix("x-") else { return false }
    return parts.dropFirst().allSatisfy { parameter in
      let parameter = parameter.drop { $0 == 0x20 }
      guard let equals = parameter.firstIndex(of: UInt8(ascii: "=")) else { return false }
      return isName(parameter[..<equals]) && equals + 1 < parameter.endIndex
    }
  }

  private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, isAlphanumeric(first), name.count <= 127 else { return false }
    return name.allSatisfy { isAlphanumeric($0) || "!#$&-^_.+*'".utf8.contains($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 || 0x30...0x39 ~= byte }
}

/// URIs (RFC 3986): a scheme, a colon and no blanks.
enum URIForm {
  static func isAbsolute(_ code: [UInt8]) -> Bool {
    guard let colon = code.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < code.count,
      0x61...0x7A ~= code[0] | 0x20
    else { return false }
    let isScheme = code[..<colon].allSatisfy {
      0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: ".")
    }
    return isScheme && code.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}

/// Names of time zones (https://www.iana.org/time-zones): an area, a slash and a place, or one of the short names.
enum TimeZoneForm {
  static func isValid(_ code: [UInt8]) -> Bool {
    guard let first = code.first, 0x41...0x5A ~= first, code.last != UInt8(ascii: "/") else { return false }
    return code.allSatisfy { 0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || "/_+-".utf8.contains($0) }
  }
}
