import Definitions
import SchemaCompiler
import Terminology
import XCTest

final class MembershipTests: XCTestCase {
  private func members(_ includes: [ValueSet.Component], excludes: [ValueSet.Component] = []) -> [String] {
    Sample.terminology([Sample.valueSet(includes, excludes: excludes)]).members()
  }

  func testWholeSystemsAndLists() {
    XCTAssertEqual(members([.init(system: "http://x/cs")]), ["group", "a", "a1", "a2", "b"])
    XCTAssertEqual(members([.init(system: "http://x/cs", concepts: [.init(code: "z"), .init(code: "a")])]), ["a", "z"])
    XCTAssertEqual(members([.init(system: "http://other", concepts: [.init(code: "z")])]), [])
  }

  func testFilters() {
    for (component, codes) in [
      (Sample.filter("concept", "is-a", "a"), ["a", "a1", "a2"]), (Sample.filter("concept", "descendent-of", "a"), ["a1", "a2"]),
      (Sample.filter("concept", "is-not-a", "a"), ["group", "b"]), (Sample.filter("parent", "=", "a"), ["a1", "a2"]),
      (Sample.filter("child", "=", "a1"), ["a"]), (Sample.filter("concept", "child-of", "group"), ["a", "b"]),
      (Sample.filter("colour", "=", "red"), ["a1"]), (Sample.filter("colour", "in", "red, blue"), ["a1", "b"]),
      (Sample.filter("colour", "not-in", "red"), ["group", "a", "a2", "b"]),
      (Sample.filter("colour", "exists", "false"), ["group", "a", "a2"]),
      (Sample.filter("colour", "exists", "true"), ["a1", "b"]),
      (Sample.filter("code", "regex", "a."), ["a1", "a2"]), (Sample.filter("colour", "regex", "r.*"), ["a1"]),
      (Sample.filter("concept", "generalizes", "a1"), ["group", "a", "a1"]), (Sample.filter("code", "=", "b"), ["b"]),
      (Sample.filter("concept", "in", "a,b"), ["a", "b"]), (Sample.filter("display", "=", "Letter B"), ["b"]),
    ] {
      let filter = component.filters[0]
      XCTAssertEqual(members([component]), codes, "\(filter.property) \(filter.operation) \(filter.value)")
    }
  }

  func testSeveralFiltersMustAllPass() {
    var component = Sample.filter("concept", "is-a", "a")
    component.filters.append(.init(property: "colour", operation: "exists", value: "true"))
    XCTAssertEqual(members([component]), ["a1"])
  }

  func testWhatCannotBeDecidedIsSaidSo() {
    XCTAssertEqual(members([Sample.filter("unheard-of", "=", "a")]), ["?group", "?a", "?a1", "?a2", "?b"])
    var withheld = ValueSet.Component(system: "http://x/cs")
    withheld.isWithheld = true
    XCTAssertEqual(members([withheld]).count, 6)
    let fragment = Sample.terminology([Sample.valueSet([.init(system: "http://x/cs")])], [Sample.system(.fragment)])
    XCTAssertEqual(fragment.members(), ["group", "a", "a1", "a2", "b", "?z"])
    let question = CodeQuestion(system: "http://x/cs", code: "a")
    XCTAssertEqual(
      fragment.membership(question, of: "http://x/missing"), .undecided(.missingValueSet("http://x/missing")))
    let unknown = Sample.terminology([Sample.valueSet([.init(system: "http://y/cs")])])
    XCTAssertEqual(unknown.members(), [])
    XCTAssertEqual(
      unknown.membership(CodeQuestion(system: "http://y/cs", code: "a"), of: "http://x/vs"),
      .undecided(.unknownSystem("http://y/cs")))
  }

  func testExclusions() {
    XCTAssertEqual(members([.init(system: "http://x/cs")], excludes: [Sample.filter("concept", "is-a", "a")]), ["group", "b"])
    XCTAssertEqual(
      members([.init(system: "http://x/cs", concepts: [.init(code: "a")])], excludes: [Sample.filter("unheard-of", "=", "a")]),
      ["?a"])
    // What is not included need not be excluded.
    XCTAssertEqual(
      members([.init(system: "http://x/cs", concepts: [.init(code: "a")])], excludes: [.init(system: "http://y/unknown")]), ["a"])
  }

  func testImports() {
    let a = Sample.valueSet([Sample.filter("concept", "is-a", "a")], url: "http://x/a")
    let coloured = Sample.valueSet([Sample.filter("colour", "exists", "true")], url: "http://x/coloured")
    let imports = [Canonical(url: a.url), Canonical(url: coloured.url)]
    func members(_ includes: [ValueSet.Component]) -> [String] {
      Sample.terminology([Sample.valueSet(includes), a, coloured]).members()
    }
    XCTAssertEqual(members([.init(valueSets: imports)]), ["a1"])
    XCTAssertEqual(members([.init(valueSets: imports.reversed())]), ["a1"])
    XCTAssertEqual(members([.init(valueSets: [imports[0]]), .init(valueSets: [imports[1]])]), ["a", "a1", "a2", "b"])
    XCTAssertEqual(members([.init(valueSets: [imports[1]]), .init(valueSets: [imports[0]])]), ["a", "a1", "a2", "b"])
    XCTAssertEqual(members([.init(system: "http://x/cs", concepts: [.init(code: "b")], valueSets: [imports[1]])]), ["b"])
    XCTAssertEqual(members([.init(valueSets: [Canonical("http://x/vs")])]).count, 6, "a circle is undecided")
  }

  func testCodesWithoutSystem() {
    let terminology = Sample.terminology([Sample.valueSet([Sample.filter("concept", "is-a", "a")])])
    XCTAssertEqual(terminology.members(system: nil), ["a", "a1", "a2"])
    XCTAssertEqual(
      terminology.membership(CodeQuestion(system: nil, code: "a1"), of: "http://x/vs"), .member(system: "http://x/cs"))
  }

  func testVersions() {
    var new = Sample.system()
    new.version = "2.10"
    new.concepts.append(.init(code: "z"))
    var old = Sample.system()
    old.version = "2.9"
    var pinned = ValueSet.Component(system: "http://x/cs")
    pinned.version = "2.9"
    let valueSets = [Sample.valueSet([pinned], url: "http://x/pinned"), Sample.valueSet([.init(system: "http://x/cs")])]
    for order in [[new, old], [old, new]] {
      let terminology = Terminology([
        TerminologyCompiler.compile(valueSets: valueSets, codeSystems: [order[0]]),
        TerminologyCompiler.compile(valueSets: [], codeSystems: [order[1]]),
      ])
      XCTAssertFalse(
        terminology.members(of: "http://x/pinned").contains("z"),
        "\(terminology.lookUp(system: "http://x/cs", version: "2.9", code: "z"))")
      XCTAssertTrue(terminology.hasSystem("http://x/cs", version: "2.10"))
      XCTAssertFalse(terminology.hasSystem("http://x/cs", version: "3"))
    }
  }

  func testExpansionsDecideWhatDefinitionsCannot() {
    var valueSet = Sample.valueSet([.init(system: "http://y/cs")])
    valueSet.expansion = [.init(system: "http://y/cs", code: "a")]
    XCTAssertEqual(Sample.terminology([valueSet]).members(system: "http://y/cs"), ["a"])
    valueSet.isExpansionComplete = false
    XCTAssertEqual(
      Sample.terminology([valueSet]).members(system: "http://y/cs"), ["?group", "a", "?a1", "?a2", "?b", "?z"])
  }

  func testInactiveCodesMayBeLeftOut() {
    var valueSet = Sample.valueSet([.init(system: "http://x/cs")])
    valueSet.isActiveOnly = true
    XCTAssertEqual(Sample.terminology([valueSet]).members(), ["group", "a", "a1", "a2"])
  }

  func testImplicitValueSets() {
    let terminology = Sample.terminology([])
    let question = CodeQuestion(system: "http://snomed.info/sct", code: "22298006")
    XCTAssertEqual(
      terminology.membership(question, of: "http://snomed.info/sct?fhir_vs"),
      .undecided(.partialSystem("http://snomed.info/sct")))
    XCTAssertEqual(
      terminology.membership(CodeQuestion(system: "http://x/cs", code: "a"), of: "http://snomed.info/sct?fhir_vs=isa/1"),
      .notMember)
    var system = Sample.system()
    system.valueSet = Canonical("http://x/all")
    XCTAssertEqual(Sample.terminology([], [system]).members(of: "http://x/all").count, 5)
  }
}

/// Whatever a value set is made of.
final class MembershipPropertyTests: XCTestCase {
  private func component() -> ValueSet.Component {
    let codes = ["group", "a", "a1", "a2", "b", "z"]
    switch Int.random(in: 0..<5) {
    case 0: return .init(system: "http://x/cs")
    case 1: return .init(system: "http://x/cs", concepts: codes.filter { _ in Bool.random() }.map { .init(code: $0) })
    case 2:
      return Sample.filter(
        "concept", ["is-a", "descendent-of", "is-not-a"].randomElement() ?? "is-a", codes.randomElement() ?? "a")
    case 3:
      return Sample.filter("colour", ["=", "exists"].randomElement() ?? "=", ["red", "true", "false"].randomElement() ?? "red")
    default: return Sample.filter("unheard", "=", "x")
    }
  }

  func testNothingExcludedIsAMember() {
    for _ in 0..<300 {
      let excludes = (0..<Int.random(in: 1...2)).map { _ in component() }
      let whole = Sample.terminology([
        Sample.valueSet((0..<Int.random(in: 1...3)).map { _ in component() }, excludes: excludes),
        Sample.valueSet(excludes, url: "http://x/excluded"),
      ])
      let excluded = Set(whole.members(of: "http://x/excluded"))
      let members = whole.members()
      XCTAssertTrue(excluded.isDisjoint(with: members.filter { !$0.hasPrefix("?") }), "\(excludes)")
      XCTAssertEqual(members, whole.members())
    }
  }
}
