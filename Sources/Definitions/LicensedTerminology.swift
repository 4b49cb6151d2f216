import YAMLSyntax

/// Code systems whose content may not be carried in the open: their owners license it. Their URLs are facts and stay.
enum LicensedTerminology {
  private static let prefixes = [
    "http://snomed.info/", "http://loinc.org", "http://dicom.nema.org", "http://www.ama-assn.org", "http://hl7.org/fhir/sid/icd",
    "http://hl7.org/fhir/sid/ndc", "http://hl7.org/fhir/ndfrt", "http://www.nlm.nih.gov/research/umls",
    "http://www.icd10data.com",
    "http://id.who.int", "https://icd.who.int", "http://www.whocc.no", "https://dmd.nhs.uk", "http://read.info",
    "https://fhir.hl7.org.uk/CodeSystem/opcs", "https://fhir.nhs.uk/Id/opcs", "http://terminology.hl7.org/CodeSystem/icd",
    "http://www.cms.gov/Medicare/Coding", "http://www.ada.org", "http://www.meddra.org", "http://www.radlex.org",
    "urn:oid:2.16.840.1.113883.6.", "urn:oid:1.2.840.10008.",
  ]

  static func contains(system: String) -> Bool {
    prefixes.contains { system.hasPrefix($0) }
  }

  /// The value without the names of licensed concepts: a coding of such a system keeps system and code only.
  static func withoutDisplays(_ value: YAMLTree) -> YAMLTree {
    switch value {
    case .mapping(let members):
      let isLicensed = members.contains { member in
        if member.key == "system", case .text(let system) = member.value { contains(system: system) } else { false }
      }
      return .mapping(
        members.filter { !isLicensed || $0.key != "display" }.map { YAMLMember($0.key, withoutDisplays($0.value)) })
    case .list(let items): return .list(items.map { withoutDisplays($0) })
    default: return value
    }
  }
}
