/// The forms of `Reference.reference` (http://hl7.org/fhir/R4/references.html#literal).
struct ReferenceLiteral {
  enum Form { case empty, local, urn, relative, absolute, conditional, other }

  var form: Form
  /// The name of the resource type, where the form has one.
  var type: Range<Int> = 0..<0
  /// The logical id, or for a local reference what follows the `#`.
  var id: Range<Int> = 0..<0
  /// Where the version part `/_history/…` starts, or the end of the text.
  var versionStart = 0

  init(_ text: Span<UInt8>) {
    versionStart = text.count
    guard text.count > 0 else {
      form = .empty
      return
    }
    if text[0] == UInt8(ascii: "#") {
      form = .local
      id = 1..<text.count
      return
    }
    if text.hasPrefix("urn:") {
      form = .urn
      return
    }
    let isAbsolute = text.hasPrefix("http://") || text.hasPrefix("https://")
    form = isAbsolute ? .absolute : .relative
    var end = text.count
    if let question = ReferenceLiteral.first(UInt8(ascii: "?"), text, 0) {
      form = isAbsolute ? .other : .conditional
      type = 0..<question
      return
    }
    // The last two segments, or those before `_history` and its version.
    var idStart = ReferenceLiteral.segmentStart(text, end)
    if idStart > 0 {
      let historyStart = ReferenceLiteral.segmentStart(text, idStart - 1)
      if text.extracting(historyStart..<idStart - 1).isEqual("_history"), historyStart > 0 {
        end = historyStart - 1
        versionStart = end
        idStart = ReferenceLiteral.segmentStart(text, end)
      }
    }
    guard idStart > 0 else {
      form = .other
      return
    }
    let typeStart = ReferenceLiteral.segmentStart(text, idStart - 1)
    guard isAbsolute || typeStart == 0, IdentifierFormat.idFault(text.extracting(idStart..<end)) == .none else {
      form = isAbsolute ? .absolute : .other
      return
    }
    type = typeStart..<(idStart - 1)
    id = idStart..<end
  }

  private static func segmentStart(_ text: Span<UInt8>, _ end: Int) -> Int {
    var start = end
    while start > 0, text[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return start
  }

  private static func first(_ byte: UInt8, _ text: Span<UInt8>, _ start: Int) -> Int? {
    var position = start
    while position < text.count {
      if text[position] == byte { return position }
      position += 1
    }
    return nil
  }
}
