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
    readSegments(text, isAbsolute)
  }

  /// Finds type, id and version among the last segments of an address.
  private mutating func readSegments(_ text: Span<UInt8>, _ isAbsolute: Bool) {
    // Where the last four segments start.
    var starts = (0, 0, 0, 0)
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: "/") {
        starts = (starts.1, starts.2, starts.3, index + 1)
      } else if byte == UInt8(ascii: "?") {
        form = isAbsolute ? .other : .conditional
        type = 0..<index
        return
      }
    }
    if starts.2 > 0, text.extracting(starts.2..<starts.3 - 1).isEqual("_history") {
      versionStart = starts.2 - 1
      starts = (0, 0, starts.0, starts.1)
    }
    let (typeStart, idStart) = (starts.2, starts.3)
    guard idStart > 0 else {
      form = .other
      return
    }
    guard isAbsolute || typeStart == 0, IdentifierFormat.idFault(text.extracting(idStart..<versionStart)) == .none else {
      if !isAbsolute { form = .other }
      return
    }
    type = typeStart..<(idStart - 1)
    id = idStart..<versionStart
  }
}
