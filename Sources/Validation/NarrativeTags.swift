/// The elements and attributes a narrative may have: chapters 7 to 11 and 15 of HTML 4.0, links and images
/// (http://hl7.org/fhir/R4/narrative.html#xhtml).
struct NarrativeTags: Sendable {
  private static let elements = [
    "a", "abbr", "acronym", "address", "area", "b", "bdo", "big", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup",
    "dd", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "map", "ol", "p",
    "pre", "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul",
    "var",
  ]

  /// Attributes that any element may have.
  private static let commonAttributes = [
    "abbr", "accesskey", "align", "axis", "char", "charoff", "class", "colspan", "dir", "headers", "id", "lang", "rowspan",
    "scope",
    "span", "style", "tabindex", "title", "valign", "width", "xml:lang", "xmlns",
  ]

  private static let ownAttributes = [
    "a": ["charset", "coords", "href", "hreflang", "name", "rel", "rev", "shape", "type"],
    "area": ["alt", "coords", "href", "nohref", "shape"], "blockquote": ["cite"],
    "img": ["alt", "border", "height", "ismap", "longdesc", "src", "usemap"], "map": ["name"], "pre": ["space", "xml:space"],
    "q": ["cite"], "table": ["border", "cellpadding", "cellspacing", "frame", "rules", "summary"],
    "td": ["height", "nowrap"], "th": ["height", "nowrap"],
  ]

  /// Elements without content.
  static let voidElements = ["area", "br", "col", "hr", "img"]

  private let elements: Set<String>
  private let attributes: [String: Set<String>]
  private let common: Set<String>

  init() {
    elements = Set(NarrativeTags.elements)
    attributes = NarrativeTags.ownAttributes.mapValues(Set.init)
    common = Set(NarrativeTags.commonAttributes)
  }

  func isElement(_ name: String) -> Bool { elements.contains(name) }

  func isAttribute(_ name: String, of element: String) -> Bool {
    common.contains(name) || attributes[element]?.contains(name) == true
  }
}
