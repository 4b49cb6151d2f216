/// The elements and attributes a narrative may have: chapters 7 to 11 and 15 of HTML 4.0, links and images
/// (http://hl7.org/fhir/R4/narrative.html#xhtml). Looked up by bytes, so that reading a narrative makes no strings.
struct NarrativeTags: Sendable {
  private static let elements = [
    "div", "a", "abbr", "acronym", "address", "area", "b", "bdo", "big", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "dfn", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "map", "ol",
    "p",
    "pre", "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul",
    "var",
  ]

  /// Attributes that any element may have.
  private static let commonAttributes = [
    "xmlns", "abbr", "accesskey", "align", "axis", "char", "charoff", "class", "colspan", "dir", "headers", "id", "lang",
    "rowspan", "scope", "span", "style", "tabindex", "title", "valign", "width", "xml:lang",
  ]

  private static let ownAttributes = [
    "a": ["charset", "coords", "href", "hreflang", "name", "rel", "rev", "shape", "type"],
    "area": ["alt", "coords", "href", "nohref", "shape"], "blockquote": ["cite"],
    "img": ["alt", "border", "height", "ismap", "longdesc", "src", "usemap"], "map": ["name"], "pre": ["space", "xml:space"],
    "q": ["cite"], "table": ["border", "cellpadding", "cellspacing", "frame", "rules", "summary"],
    "td": ["height", "nowrap"], "th": ["height", "nowrap"],
  ]

  /// The numbers of `div` and `xmlns`.
  static let div = 0
  static let xmlns = 0

  private(set) var elementNames = ShortNameTable()
  private(set) var attributeNames = ShortNameTable()
  /// For each attribute the elements that may have it, one bit each; there are fewer than 64 of both.
  private var owners: ContiguousArray<UInt64> = []
  let img: Int

  init() {
    for name in NarrativeTags.elements { elementNames.add(name) }
    for name in NarrativeTags.commonAttributes {
      attributeNames.add(name)
      owners.append(.max)
    }
    for (element, names) in NarrativeTags.ownAttributes {
      guard let owner = elementNames.number(element) else { continue }
      for name in names {
        if attributeNames.number(name) == nil {
          attributeNames.add(name)
          owners.append(0)
        }
        if let number = attributeNames.number(name) { owners[number] |= 1 << UInt64(owner) }
      }
    }
    img = elementNames.number("img") ?? -1
  }

  /// Whether an element, by number, may have an attribute, by number.
  func allows(_ attribute: Int, on element: Int) -> Bool { owners[attribute] & 1 << UInt64(element) != 0 }
}

/// Names of up to 16 bytes, numbered in the order added.
struct ShortNameTable: Sendable {
  private struct Slot: BitwiseCopyable, Sendable {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var number: Int32 = -1
  }

  private var slots = ContiguousArray(repeating: Slot(), count: 256)
  private var count: Int32 = 0

  mutating func add(_ name: String) {
    let bytes = ContiguousArray(name.utf8)
    let key = ShortNameTable.key(bytes.span, 0..<bytes.count)
    slots[slot(key.0, key.1)] = Slot(first: key.0, second: key.1, number: count)
    count += 1
  }

  func number(_ name: String) -> Int? {
    let bytes = ContiguousArray(name.utf8)
    return number(bytes.span, 0..<bytes.count)
  }

  /// The number of the name that stands in a text, or nil for an unknown one.
  func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.count <= 16 else { return nil }
    let key = ShortNameTable.key(text, range)
    let number = slots[slot(key.0, key.1)].number
    return number < 0 ? nil : Int(number)
  }

  private static func key(_ text: Span<UInt8>, _ range: Range<Int>) -> (UInt64, UInt64) {
    var first: UInt64 = 0
    var second: UInt64 = 0
    for index in range {
      second = second << 8 | first >> 56
      first = first << 8 | UInt64(text[index])
    }
    return (first, second)
  }

  private func slot(_ first: UInt64, _ second: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: ((first ^ second &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 56)
    while slots[slot].number >= 0, slots[slot].first != first || slots[slot].second != second { slot = (slot + 1) & 255 }
    return slot
  }
}
