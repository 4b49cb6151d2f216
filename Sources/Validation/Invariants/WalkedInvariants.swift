/// The invariants of the base that the structural walk checks by hand, on its way and with places of its own, so that they are not
/// evaluated as expressions. A test compares the two on wrong and right examples.
enum WalkedInvariants {
  /// The key of the invariant, and the rules of the walk that stand for it.
  static let table: [(key: String, rules: String)] = [
    ("ele-1", "FHIR-2111 empty-object"),
    ("ext-1", "FHIR-2190 extension-value-and-extensions, FHIR-2191 extension-without-value"),
    ("txt-1", "FHIR-2170 to FHIR-2174, narratives"),
    ("txt-2", "FHIR-2175 narrative-empty"),
    ("dom-2", "FHIR-2141 contained-in-contained"),
    ("dom-3", "REF-2680 contained-unused"),
    ("dom-3", "REF-2650 and following, contained resources"),
    ("dom-4", "FHIR-2142 contained-meta"),
    ("dom-5", "FHIR-2142 contained-meta"),
    ("bdl-3", "FHIR-2184 entry-request-missing"),
    ("bdl-4", "FHIR-2185 entry-response-missing"),
    ("bdl-7", "FHIR-2181 full-url-repeated"),
    ("bdl-8", "FHIR-2183 full-url-versioned"),
    ("bdl-11", "FHIR-2186 document-first-entry"),
    ("bdl-12", "FHIR-2187 message-first-entry"),
    ("que-12", "QST-2837 enable-behavior-missing"),
    ("ref-1", "FHIR-2131 local-reference-unresolved"),
  ]

  private static let keys = Set(table.map(\.key))

  static func contains(_ key: String) -> Bool { keys.contains(key) }
}
