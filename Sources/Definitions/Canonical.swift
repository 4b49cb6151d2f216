/// A canonical reference to a definition: a URL, and a version where one is asked for
/// (http://hl7.org/fhir/R4/references.html#canonical).
public struct Canonical: Hashable, Sendable, CustomStringConvertible {
  public var url: String
  public var version: String?

  public init(url: String, version: String? = nil) {
    self.url = url
    self.version = version
  }

  /// Reads `url|version`; a fragment after `#` stays part of the URL.
  public init(_ text: String) {
    if let bar = text.lastIndex(of: "|") {
      url = String(text[..<bar])
      let version = String(text[text.index(after: bar)...])
      self.version = version.isEmpty ? nil : version
    } else {
      url = text
      version = nil
    }
  }

  public var description: String { version.map { url + "|" + $0 } ?? url }
}
