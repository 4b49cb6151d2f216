import SourceTree
import YAMLSyntax

/// The systems, codes and lists of the NHS, as `Profiles/nhs` has them.
public struct NHSFacts: Sendable {
  /// What the identifiers of a system identify.
  enum IdentifierKind: String, CaseIterable, Sendable {
    case nhsNumber = "nhs-number"
    case chiNumber = "chi-number"
    case healthAndCareNumber = "health-and-care-number"
    case odsCode = "ods-code"
    case gmcNumber = "gmc-number"
    case gmpNumber = "gmp-number"
    case nmcNumber = "nmc-number"
    case sdsID = "sds-id"
  }

  /// The form that the codes of a system have.
  enum CodeForm: String, CaseIterable, Sendable {
    case snomedCT = "snomed-ct"
    case readV2 = "read-v2"
    case ctv3
  }

  private(set) var identifiers = TextTable<IdentifierKind>()
  private(set) var misspelt = TextTable<String>()
  private(set) var placeholders: [IdentifierKind: TextTable<Bool>] = [:]
  private(set) var codeForms = TextTable<CodeForm>()
  private(set) var codeLists = TextTable<TextTable<Bool>>()
  private(set) var verificationExtension = ""
  private(set) var statusesWithNumber: Set<String> = []
  private(set) var statusesWithoutNumber: Set<String> = []
  private(set) var postcodeCountries = TextTable<Bool>()
  private(set) var britishProfiles: [String] = []

  /// No facts: nothing is checked.
  public static let none = NHSFacts([])

  /// Reads the files of `Profiles/nhs`.
  /// - Parameter files: YAML texts; what is not understood is passed over, as a test of the embedded files sees to that there is nothing.
  public init(_ files: [[UInt8]]) {
    for bytes in files {
      for member in YAMLFile(bytes, name: "nhs").root?.members() ?? [] { read(member) }
    }
  }

  public var isEmpty: Bool { identifiers.isEmpty }

  private mutating func read(_ section: YAMLValue) {
    switch section.key {
    case "identifier-systems":
      for member in section.members() { identifiers.add(member.key, IdentifierKind(rawValue: member.rawText)) }
    case "misspelt-systems":
      for member in section.members() { misspelt.add(member.key, member.rawText) }
    case "placeholders":
      for member in section.members() {
        if let kind = IdentifierKind(rawValue: member.key) { placeholders[kind] = NHSFacts.table(member.texts()) }
      }
    case "code-forms":
      for member in section.members() { codeForms.add(member.key, CodeForm(rawValue: member.rawText)) }
    case "code-lists":
      for member in section.members() { codeLists.add(member.key, NHSFacts.table(member.texts())) }
    case "verification": readVerification(section)
    case "postcode-countries":
      for country in section.texts() { postcodeCountries.add(country, true) }
    case "british-profiles": britishProfiles = section.texts()
    default: break
    }
  }

  private mutating func readVerification(_ section: YAMLValue) {
    for member in section.members() {
      switch member.key {
      case "extension": verificationExtension = member.rawText
      case "with-number": statusesWithNumber = Set(member.texts())
      case "without-number": statusesWithoutNumber = Set(member.texts())
      default: break
      }
    }
  }

  private static func table(_ texts: [String]) -> TextTable<Bool> {
    var table = TextTable<Bool>()
    for text in texts { table.add(text, true) }
    return table
  }
}

/// Values by text, looked up by bytes without making a string.
struct TextTable<Value: Sendable>: Sendable {
  private var entries: [UInt64: [(text: ContiguousArray<UInt8>, value: Value)]] = [:]

  var isEmpty: Bool { entries.isEmpty }

  /// Adds a value; nil is left out.
  mutating func add(_ text: String, _ value: Value?) {
    guard let value else { return }
    let bytes = ContiguousArray(text.utf8)
    entries[TextTable.key(bytes.span), default: []].append((bytes, value))
  }

  subscript(_ text: Span<UInt8>) -> Value? {
    guard let found = entries[TextTable.key(text)] else { return nil }
    for entry in found where entry.text.count == text.count {
      if text.indices.allSatisfy({ entry.text[$0] == text[$0] }) { return entry.value }
    }
    return nil
  }

  private static func key(_ text: Span<UInt8>) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in text.indices { value = (value ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
    return value
  }
}
