/// URLs of code systems that have rules of their own (http://hl7.org/fhir/R4/terminologies-systems.html).
enum WellKnownSystem {
  static let snomed = "http://snomed.info/sct"
  static let loinc = "http://loinc.org"
  static let ucum = "http://unitsofmeasure.org"
  static let languages = "urn:ietf:bcp:47"
  static let mediaTypes = "urn:ietf:bcp:13"
  static let uris = "urn:ietf:rfc:3986"
  static let countries = "urn:iso:std:iso:3166"
  static let countrySubdivisions = "urn:iso:std:iso:3166:-2"
  static let timeZones = "https://www.iana.org/time-zones"
  static let medicines = "https://dmd.nhs.uk"
  static let rxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm"
  static let vaccines = "http://hl7.org/fhir/sid/cvx"

  static let all: Set<String> = [
    snomed, loinc, ucum, languages, mediaTypes, uris, countries, countrySubdivisions, timeZones, medicines, rxNorm, vaccines,
    "urn:iso:std:iso:4217", "http://hl7.org/fhir/sid/icd-10", "http://hl7.org/fhir/sid/icd-10-cm",
    "http://hl7.org/fhir/sid/icd-9-cm",
    "http://hl7.org/fhir/sid/ndc", "http://www.ama-assn.org/go/cpt", "http://nucc.org/provider-taxonomy",
    "http://varnomen.hgvs.org",
    "http://dicom.nema.org/resources/ontology/DCM", "urn:iso:std:iso:11073:10101", "http://www.whocc.no/atc",
  ]
}

// What the rules of a system say of a code.
extension Terminology {
  /// Nil for systems without rules.
  func ruled(system: String, code: String) -> CodeLookup? {
    let bytes = Array(code.utf8)
    switch system {
    case WellKnownSystem.snomed: return verdict(SNOMEDForm.fault(bytes), system)
    case WellKnownSystem.medicines: return verdict(SNOMEDForm.identifierFault(bytes), system)
    case WellKnownSystem.loinc: return verdict(LOINCForm.fault(bytes), system)
    case WellKnownSystem.ucum:
      if units.isEmpty { return .undecided(.partialSystem(system)) }
      return units.unit(code) == nil ? .malformed(.ucum) : .valid
    case WellKnownSystem.languages: return languageVerdict(code)
    case WellKnownSystem.mediaTypes: return MediaTypeForm.isValid(bytes) ? .valid : .malformed(.mediaType)
    case WellKnownSystem.uris: return URIForm.isAbsolute(bytes) ? .valid : .malformed(.uri)
    case WellKnownSystem.timeZones: return TimeZoneForm.isValid(bytes) ? nil : .malformed(.timeZone)
    case WellKnownSystem.countrySubdivisions: return subdivisionVerdict(code)
    case WellKnownSystem.rxNorm, WellKnownSystem.vaccines:
      let isNumber = !bytes.isEmpty && bytes.allSatisfy { 0x30...0x39 ~= $0 }
      return verdict(isNumber ? nil : .digits, system)
    default: return nil
    }
  }

  /// A code of the right form may still not be one.
  private func verdict(_ fault: CodeForm?, _ system: String) -> CodeLookup {
    fault.map { .malformed($0) } ?? .undecided(.partialSystem(system))
  }

  /// A language tag is well-formed, and its language and region are registered where the registers are at hand.
  private func languageVerdict(_ code: String) -> CodeLookup {
    guard let tag = LanguageTag(code) else { return .malformed(.languageTag) }
    if tag.language.utf8.count == 2, let languages = system("urn:iso:std:iso:639-1", version: nil),
      self.code(tag.language, in: languages) == nil
    {
      return .malformed(.languageTag)
    }
    if tag.region.utf8.count == 2, let countries = system(WellKnownSystem.countries, version: nil),
      self.code(tag.region, in: countries) == nil, !CountryForm.isRegisteredRegion(tag.region)
    {
      return .malformed(.languageTag)
    }
    return .valid
  }

  /// A country, a hyphen, and one to three letters or digits.
  private func subdivisionVerdict(_ code: String) -> CodeLookup {
    let parts = Array(code.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isFormed =
      parts.count == 2 && parts[0].count == 2 && parts[0].allSatisfy { 0x41...0x5A ~= $0 } && 1...3 ~= parts[1].count
      && parts[1].allSatisfy { 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 }
    guard isFormed else { return .malformed(.countrySubdivision) }
    let country = String(decoding: parts[0], as: UTF8.self)
    if let countries = system(WellKnownSystem.countries, version: nil), self.code(country, in: countries) == nil,
      !CountryForm.isLeftToUsers(country, WellKnownSystem.countries)
    {
      return .malformed(.countrySubdivision)
    }
    return .undecided(.partialSystem(WellKnownSystem.countrySubdivisions))
  }
}
