import YAMLSyntax

/// What checks of records need to know and no definition says, as `Profiles/record-facts` has it.
public struct RecordFacts: Sendable {
  /// What an extension means to the checks that heed it, whatever the guide that defines it.
  enum ExtensionRole: String, CaseIterable, Sendable {
    /// On an item of a questionnaire: an expression that says when it is enabled.
    case enabledWhen = "enabled-when"
    case minimumQuantity = "minimum-quantity"
    case maximumQuantity = "maximum-quantity"
    /// On the score of a report's group: a score that is no quantity.
    case alternateScore = "alternate-score"
  }

  /// A search parameter of the standard.
  struct SearchParameter: Sendable {
    var code: String
    var type: String
    var bases: [String]
  }

  /// A code that asks for a profile of the Observation that has it.
  struct CodedProfile: Sendable {
    /// Place in the list: of several the first counts.
    var rank: Int
    var profile: String
  }

  private(set) var roles: [String: ExtensionRole] = [:]
  /// By `system|code`.
  private(set) var observationProfiles: [String: CodedProfile] = [:]
  /// Elements of other releases that change the meaning of what they stand in: `5.0 Task.doNotPerform`.
  private(set) var modifierElements: Set<String> = []
  private var searchTable = SortedLines([])
  private static let searchPrefix = "http://hl7.org/fhir/SearchParameter/"

  /// No facts: nothing is checked with them.
  public static let none = RecordFacts([])

  /// Reads the files of `Profiles/record-facts`, each with its name.
  public init(_ files: [(name: String, contents: [UInt8])]) {
    for file in files {
      if file.name.hasSuffix(".tsv") {
        searchTable = SortedLines(file.contents)
      } else {
        for member in YAMLFile(file.contents, name: file.name).root?.members() ?? [] { read(member) }
      }
    }
  }

  /// The search parameter of the standard with a canonical; nil where there is none.
  func searchParameter(_ canonical: String) -> SearchParameter? {
    let url = canonical.prefix { $0 != "|" }
    guard url.hasPrefix(RecordFacts.searchPrefix) else { return nil }
    let id = url.dropFirst(RecordFacts.searchPrefix.count)
    guard let cells = searchTable.cells(ofLine: Array(id.utf8)), cells.count == 4 else { return nil }
    return SearchParameter(code: cells[1], type: cells[2], bases: cells[3].split(separator: " ").map(String.init))
  }

  private mutating func read(_ section: YAMLValue) {
    switch section.key {
    case "extension-roles":
      for member in section.members() {
        guard let role = ExtensionRole(rawValue: member.key) else { continue }
        for url in member.texts() { roles[url] = role }
      }
    case "observation-profiles":
      for system in section.members() {
        for profile in system.members() { add(profile.texts(), system.key, profile.key) }
      }
    case "modifier-elements":
      for release in section.members() { modifierElements.formUnion(release.texts().map { release.key + " " + $0 }) }
    default: break
    }
  }

  private mutating func add(_ codes: [String], _ system: String, _ profile: String) {
    for code in codes where observationProfiles[system + "|" + code] == nil {
      observationProfiles[system + "|" + code] = CodedProfile(rank: observationProfiles.count, profile: profile)
    }
  }
}
