/// What a mapping row writes when it is not its own element: `"text"`, another element (`CWE.4`), a joining of both
/// (`"urn:oid:"+HD.2`).
struct Assignment: Equatable {
  enum Part: Equatable {
    case text(String)
    case element(ElementReference)
  }

  var parts: [Part]

  init?(_ text: String) {
    var parts: [Part] = []
    var rest = Substring(text)
    while true {
      rest = rest.drop { $0 == " " }
      if let quote = rest.first, quote == "\"" || quote == "'" {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: quote) else { return nil }
        parts.append(.text(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      } else {
        let word = rest.prefix { $0 != "+" && $0 != " " }
        guard let element = ElementReference(String(word)) else { return nil }
        parts.append(.element(element))
        rest = rest.dropFirst(word.count)
      }
      rest = rest.drop { $0 == " " }
      if rest.isEmpty { break }
      guard rest.first == "+" else { return nil }
      rest.removeFirst()
    }
    self.parts = parts
  }
}
