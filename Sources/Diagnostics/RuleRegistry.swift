/// All rules of a program, by code, id and name. Built once by whoever wires the modules together.
public struct RuleRegistry: Sendable {
  public let rules: [Rule]
  private let byCode: [RuleCode: Int]

  /// - Precondition: codes and names are distinct (a test checks it for the whole product).
  public init(_ families: [[Rule]]) {
    rules = families.flatMap { $0 }.sorted { $0.code < $1.code }
    byCode = Dictionary(rules.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public subscript(code: RuleCode) -> Rule? { byCode[code].map { rules[$0] } }

  /// Finds a rule by id (`FHIR-2103`, any case) or name (`cardinality-below-minimum`).
  public func rule(named text: String) -> Rule? {
    let wanted = text.lowercased()
    return rules.first { $0.id.lowercased() == wanted || $0.name == wanted }
  }
}
