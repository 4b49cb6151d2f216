import Schema

/// The forms of FHIR's primitives (http://hl7.org/fhir/R4/datatypes.html#primitive), for values that expressions make.
enum PrimitiveForm {
  static func allows(_ value: Value, _ text: String, _ type: PrimitiveType) -> Bool {
    let bytes = ContiguousArray(text.utf8)
    switch type {
    case .boolean: return text == "true" || text == "false"
    case .integer, .unsignedInt, .positiveInt:
      guard let number = Int32(text) else { return false }
      return type == .integer || number >= (type == .positiveInt ? 1 : 0)
    case .decimal: return ExactDecimal(bytes.span, allowsExponent: true) != nil
    case .date: return Temporal(bytes.span, .date) != nil
    case .dateTime: return Temporal(bytes.span, .dateTime) != nil
    case .instant: return Temporal(bytes.span, .dateTime).map { $0.precision >= .second && $0.hasOffset } ?? false
    case .time: return Temporal(bytes.span, .time) != nil
    default: break
    }
    guard case .string = value else { return false }
    switch type {
    case .uri, .url, .canonical: return !bytes.contains { $0 <= 0x20 }
    case .oid: return matches(text, "^urn:oid:[0-2](\\.(0|[1-9][0-9]*))+$")
    case .uuid: return matches(text, "^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
    case .id: return matches(text, "^[A-Za-z0-9\\-.]{1,64}$")
    case .code: return matches(text, "^[^\\s]+(\\s[^\\s]+)*$")
    case .base64Binary:
      return TextCodes.fromBase64(bytes.filter { !($0 <= 0x20) }, isURL: false) != nil
    default: return !bytes.isEmpty
    }
  }

  private static func matches(_ text: String, _ pattern: String) -> Bool {
    guard let regex = RegexCompiler.compile(pattern) else { return false }
    var matcher = RegexMatcher(regex, text.unicodeScalars.map(\.value))
    return matcher.search(from: 0) == .matched
  }
}
