import Definitions
import EmbeddedDefinitions
import FHIRPath
import Schema
import SchemaCompiler
import Terminology
import XCTest

enum Sample {
  /// `group` (only groups) over `a` (over `a1`, which is red, and `a2`) and `b`, which is blue and inactive.
  static func system(_ content: CodeSystem.Content = .complete) -> CodeSystem {
    var system = CodeSystem(url: "http://x/cs", version: "1", name: "cs", content: content)
    system.concepts = [
      .init(code: "group", properties: [.init(code: "notSelectable", value: "true")]),
      .init(code: "a", display: "Letter A", parent: 0),
      .init(code: "a1", parent: 1, properties: [.init(code: "colour", value: "red")]), .init(code: "a2", parent: 1),
      .init(
        code: "b", display: "Letter B", parent: 0,
        properties: [.init(code: "colour", value: "blue"), .init(code: "inactive", value: "true")]),
    ]
    return system
  }

  static func valueSet(
    _ includes: [ValueSet.Component], excludes: [ValueSet.Component] = [], url: String = "http://x/vs"
  ) -> ValueSet {
    var result = ValueSet(url: url, name: "vs")
    result.includes = includes
    result.excludes = excludes
    return result
  }

  static func filter(_ property: String, _ operation: String, _ value: String) -> ValueSet.Component {
    .init(system: "http://x/cs", filters: [.init(property: property, operation: operation, value: value)])
  }

  static func terminology(_ valueSets: [ValueSet], _ systems: [CodeSystem] = [system()]) -> Terminology {
    Terminology([TerminologyCompiler.compile(valueSets: valueSets, codeSystems: systems)], units: { units })
  }

  static let units: UnitTable = {
    let files = try? EmbeddedDefinitions.files(under: "ucum/")
    return files?.first.map { UnitTable($0.contents) } ?? .empty
  }()

  static let codes = ["group", "a", "a1", "a2", "b", "z"]
}

extension Terminology {
  /// The sample's codes that belong to a value set; a code in question marks where that is undecided.
  func members(of valueSet: String = "http://x/vs", system: String? = "http://x/cs") -> [String] {
    Sample.codes.compactMap { code in
      switch membership(CodeQuestion(system: system, code: code), of: valueSet) {
      case .member: code
      case .notMember: nil
      case .undecided: "?" + code
      }
    }
  }
}
