import Definitions
import Schema
import SchemaCompiler
import XCTest

/// Which codes belong to a value set, seen through the compiled tables.
final class ValueSetTests: XCTestCase {
  private let system = CodeSystem.sample()

  /// Compiles a type whose one element is bound to `valueSet`.
  private func compile(_ valueSet: ValueSet, others: [ValueSet] = []) throws -> (
    state: ValueSetState, codes: [String]
  ) {
    var package = Package(name: "test", version: "1")
    var string = StructureDefinition(url: "http://x/code", name: "code", kind: .primitiveType, type: "code")
    string.differential = [ElementDefinition(id: "code", path: "code")]
    var type = StructureDefinition(url: "http://x/T", name: "T", kind: .complexType, type: "T")
    var element = ElementDefinition(id: "T.a", path: "T.a")
    element.types = [ElementType(code: "code")]
    element.binding = Binding(strength: .required, valueSet: Canonical(url: valueSet.url))
    type.differential = [ElementDefinition(id: "T", path: "T"), element]
    package.structureDefinitions = [string, type]
    package.valueSets = [valueSet] + others
    package.codeSystems = [system]
    var compiler = SchemaCompiler(DefinitionSet([package]))
    let schema = Schema(compiler.compile())
    XCTAssertEqual(compiler.diagnostics.diagnostics.map(\.message), [])
    let record = schema.tables.valueSets[try XCTUnwrap(schema.valueSet(url: valueSet.url)).index]
    let members = schema.tables.concepts[Int(record.firstConcept)..<Int(record.firstConcept + record.conceptCount)]
    return (record.state, members.map { schema.string($0.code) })
  }

  private func valueSet(_ includes: [ValueSet.Component], excludes: [ValueSet.Component] = [], url: String = "http://x/vs")
    -> ValueSet
  {
    var result = ValueSet(url: url, name: "vs")
    result.includes = includes
    result.excludes = excludes
    return result
  }

  private func filter(_ property: String, _ operation: String, _ value: String) -> ValueSet.Component {
    .init(system: "http://x/cs", filters: [.init(property: property, operation: operation, value: value)])
  }

  func testWholeSystem() throws {
    let result = try compile(valueSet([.init(system: "http://x/cs")]))
    XCTAssertEqual(result.state, .complete)
    XCTAssertEqual(result.codes, ["group", "a", "a1", "a2", "b"])
  }

  func testListedConcepts() throws {
    let result = try compile(valueSet([.init(system: "http://elsewhere", concepts: [.init(code: "z")])]))
    XCTAssertEqual(result.state, .complete)
    XCTAssertEqual(result.codes, ["z"])
  }

  func testFilters() throws {
    for (component, codes) in [
      (filter("concept", "is-a", "a"), ["a", "a1", "a2"]), (filter("concept", "descendent-of", "a"), ["a1", "a2"]),
      (filter("concept", "is-not-a", "a"), ["group", "b"]), (filter("parent", "=", "a"), ["a1", "a2"]),
      (filter("colour", "=", "red"), ["a1"]), (filter("colour", "in", "red,blue"), ["a1", "b"]),
      (filter("colour", "exists", "false"), ["group", "a", "a2"]),
    ] {
      let result = try compile(valueSet([component]))
      XCTAssertEqual(result.state, .complete)
      XCTAssertEqual(result.codes, codes, component.filters[0].operation)
    }
  }

  func testWhatCannotBeDecidedIsNotComplete() throws {
    XCTAssertEqual(try compile(valueSet([filter("code", "regex", "a.*")])).state, .unknown)
    XCTAssertEqual(try compile(valueSet([filter("unheard-of", "=", "a")])).state, .unknown)
    var withheld = ValueSet.Component(system: "http://x/cs")
    withheld.isWithheld = true
    XCTAssertEqual(try compile(valueSet([withheld])).state, .unknown)
    let whole = try compile(valueSet([.init(system: "urn:ietf:bcp:47"), .init(system: "http://x/cs")]))
    XCTAssertEqual(whole.state, .partial)
    XCTAssertEqual(try compile(valueSet([.init(valueSets: [Canonical("http://x/missing")])])).state, .unknown)
  }

  func testValueSetsAreImportedAndIntersected() throws {
    let a = valueSet([filter("concept", "is-a", "a")], url: "http://x/a")
    let red = valueSet([filter("colour", "=", "red"), filter("colour", "=", "blue")], url: "http://x/red")
    let both = try compile(valueSet([.init(valueSets: [Canonical(url: a.url), Canonical(url: red.url)])]), others: [a, red])
    XCTAssertEqual(both.codes, ["a1"])
    let either = try compile(
      valueSet([.init(valueSets: [Canonical(url: a.url)]), .init(valueSets: [Canonical(url: red.url)])]), others: [a, red])
    XCTAssertEqual(either.codes, ["a", "a1", "a2", "b"])
    let itself = valueSet([.init(valueSets: [Canonical("http://x/vs")])])
    XCTAssertEqual(try compile(itself).state, .unknown)
  }

  func testExclusions() throws {
    let result = try compile(valueSet([.init(system: "http://x/cs")], excludes: [filter("concept", "is-a", "a")]))
    XCTAssertEqual(result.state, .complete)
    XCTAssertEqual(result.codes, ["group", "b"])
    let undecided = try compile(
      valueSet(
        [.init(system: "http://x/cs"), .init(system: "http://y", concepts: [.init(code: "y")])],
        excludes: [filter("code", "regex", "a.*")]))
    XCTAssertEqual(undecided.state, .partial)
  }
}

extension CodeSystem {
  /// `group` (no code of its own) over `a` (over `a1`, which is red, and `a2`) and `b`, which is blue.
  fileprivate static func sample() -> CodeSystem {
    var system = CodeSystem(url: "http://x/cs", name: "cs", content: .complete)
    system.concepts = [
      .init(code: "group", properties: [.init(code: "notSelectable", value: "true")]), .init(code: "a", parent: 0),
      .init(code: "a1", parent: 1, properties: [.init(code: "colour", value: "red")]), .init(code: "a2", parent: 1),
      .init(code: "b", parent: 0, properties: [.init(code: "colour", value: "blue")]),
    ]
    return system
  }
}
