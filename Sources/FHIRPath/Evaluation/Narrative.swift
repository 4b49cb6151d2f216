/// htmlChecks(): whether a narrative keeps to the elements that FHIR allows (http://hl7.org/fhir/R4/narrative.html#xhtml).
enum Narrative {
  private static let elements: Set<String> = [
    "a", "abbr", "acronym", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "dfn",
    "div", "dl",
    "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "q", "s", "samp", "small", "span",
    "strike",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var", "u", "kbd", "ins", "del",
    "address",
    "font",
  ]

  /// Only the names of elements and the absence of scripts are looked at; the form is the business of the structural validator.
  static func isAllowed(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var index = 0
    while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = open + 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
      guard index < bytes.count, bytes[index] != UInt8(ascii: "!"), bytes[index] != UInt8(ascii: "?") else { continue }
      var end = index
      while end < bytes.count, Lexer.isWordByte(bytes[end]) { end += 1 }
      guard elements.contains(String(decoding: bytes[index..<end], as: UTF8.self)) else { return false }
      guard let close = bytes[end...].firstIndex(of: UInt8(ascii: ">")) else { return false }
      if hasEventHandler(bytes[end..<close]) { return false }
      index = close
    }
    return true
  }

  private static func hasEventHandler(_ attributes: ArraySlice<UInt8>) -> Bool {
    String(decoding: attributes, as: UTF8.self).split(whereSeparator: \.isWhitespace).contains { word in
      word.lowercased().hasPrefix("on") && word.contains("=")
    }
  }
}
