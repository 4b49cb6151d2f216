import Definitions
import Schema
import SchemaCompiler
import TestSupport
import XCTest

/// The profile language carries everything that the compiler needs: package → YAML → tables gives the same as package → tables.
final class RoundTripTests: XCTestCase {
  private func root(_ file: StaticString = #filePath) -> String {
    "\(file)".components(separatedBy: "/Tests/")[0]
  }

  func testProfilesCompileToTheEmbeddedImages() throws {
    let result = try ProfileImage.compile(root() + "/Profiles")
    XCTAssertEqual(result.diagnostics.diagnostics.map(\.message), [])
    XCTAssertEqual(result.files.map(\.name), ["definitions.image", "uk-core-staging.image", "uk-core.image"])
    for file in result.files {
      let embedded = try FileSystem.read(root() + "/Sources/CDefinitions/" + file.name)
      XCTAssertTrue(file.bytes == embedded, "the embedded \(file.name) is out of date: run `make generate`")
    }
  }

  func testEveryInvariantOfATypeHasAMessageOfOurOwn() throws {
    let contents = try ProfileFolder.read(root() + "/Profiles/fhir-r4")
    let constraints = contents.package.structureDefinitions.filter { !$0.isProfile }.flatMap(\.differential).flatMap(
      \.constraints)
    XCTAssertGreaterThan(constraints.count, 200)
    XCTAssertEqual(Set(constraints.filter { $0.message == nil }.map(\.key)).sorted(), [])
  }

  func testWrittenDefinitionsAreReadBackEqual() throws {
    let contents = try ProfileFolder.read(root() + "/Profiles/fhir-r4")
    let version = contents.package.version
    for definition in contents.package.structureDefinitions {
      let text = ProfileWriter.write(definition, packageVersion: version)
      let read = ProfileReader.read(text.utf8, file: definition.url, packageVersion: version)
      XCTAssertEqual(read.definition, .structure(definition), definition.url)
    }
    for valueSet in contents.package.valueSets {
      let text = ProfileWriter.write(valueSet, packageVersion: version)
      XCTAssertEqual(ProfileReader.read(text.utf8, file: valueSet.url, packageVersion: version).definition, .valueSet(valueSet))
    }
    for system in contents.package.codeSystems {
      let text = ProfileWriter.write(system, packageVersion: version)
      XCTAssertEqual(ProfileReader.read(text.utf8, file: system.url, packageVersion: version).definition, .codeSystem(system))
    }
  }

  func testPublishedPackageAndProfilesCompileToTheSameTables() throws {
    guard let path = SuiteFolder.path("packages/hl7.fhir.r4.core-4.0.1.tgz") else { throw XCTSkip("no packages here") }
    var reader = PackageReader()
    let package = try reader.read(path)
    XCTAssertEqual(reader.diagnostics.diagnostics.map(\.message), [])
    var importer = PackageImporter()
    let facts = importer.facts(of: package)
    var published = facts
    let kept = Set(facts.structureDefinitions.map(\.url))
    published.structureDefinitions = package.structureDefinitions.filter { kept.contains($0.url) }.map(withoutMessages)
    var compiled: [Schema] = []
    for source in [published, try throughFiles(facts)] {
      var compiler = SchemaCompiler(DefinitionSet([source]))
      compiled.append(Schema(compiler.compile()))
      XCTAssertEqual(compiler.diagnostics.diagnostics.map(\.message), [])
    }
    XCTAssertEqual(compiled[0].entries(), compiled[1].entries())
    for entry in compiled[0].entries() {
      let renderings = try compiled.map { $0.rendering(of: try XCTUnwrap($0.type(url: entry.url))) }
      XCTAssertEqual(renderings[0], renderings[1])
    }
    XCTAssertEqual(firstDifference(compiled[0], compiled[1]), nil)
    XCTAssertTrue(SchemaImage.write(compiled[0].tables) == SchemaImage.write(compiled[1].tables))
  }

  /// In words, for whom the test fails.
  private func firstDifference(_ one: Schema, _ other: Schema) -> String? {
    for (a, b) in zip(one.tables.constraints, other.tables.constraints) {
      let texts = [(one, a), (other, b)].map { "\($0.string($1.key)) from \($0.string($1.source)): \($0.string($1.expression))" }
      if texts[0] != texts[1] { return texts.joined(separator: " | ") }
    }
    for (a, b) in zip(one.tables.elements, other.tables.elements) {
      let texts = [(one, a), (other, b)].map { schema, element in
        "\(schema.string(element.path)) \(element.flags) \(element.minimum) \(element.maximum) \(element.constraintCount)"
      }
      if texts[0] != texts[1] { return texts.joined(separator: " | ") }
    }
    return one.tables.elements.count == other.tables.elements.count ? nil : "another number of elements"
  }

  /// Snapshots worked out from differentials say what the published ones say: cardinalities, types, bindings, values, slicing.
  func testSnapshotsAreThoseThatWerePublished() throws {
    guard let path = SuiteFolder.path("packages/hl7.fhir.r4.core-4.0.1.tgz") else { throw XCTSkip("no packages here") }
    var reader = PackageReader()
    let published = try reader.read(path)
    let profiles = published.structureDefinitions.filter { $0.isProfile && !$0.snapshot.isEmpty && !$0.differential.isEmpty }
    var builder = SnapshotBuilder(DefinitionSet([published]))
    var different: Set<String> = []
    for profile in profiles {
      let own = try XCTUnwrap(builder.snapshot(of: profile)).tree.elements
      if own.map(facts) != profile.snapshot.map(facts) { different.insert(profile.name) }
    }
    XCTAssertGreaterThan(profiles.count, 400)
    XCTAssertLessThanOrEqual(different.count, 60, "\(different.sorted())")
  }

  private func facts(_ element: ElementDefinition) -> String {
    let types = element.types.map { "\($0.code)\($0.profiles)\($0.targetProfiles)" }.sorted()
    return """
      \(element.id) \(element.minimum ?? 0) \(element.maximum ?? 0) \(types) \(element.binding?.valueSet?.url ?? "") \
      \(element.fixed?.json ?? element.pattern?.json ?? "") \(element.sliceName ?? "")
      """
  }

  private func withoutMessages(_ definition: StructureDefinition) -> StructureDefinition {
    var result = definition
    for element in result.snapshot.indices {
      for index in result.snapshot[element].constraints.indices { result.snapshot[element].constraints[index].message = nil }
    }
    return result
  }

  /// The package as its YAML files give it.
  private func throughFiles(_ package: Package) throws -> Package {
    var result = Package(name: package.name, version: package.version)
    for file in ProfileFolder.files(of: package) where file.path != "package.yaml" {
      let read = ProfileReader.read(file.text.utf8, file: file.path, packageVersion: package.version)
      XCTAssertEqual(read.diagnostics.diagnostics.map(\.message), [], file.path)
      switch read.definition {
      case .structure(let definition): result.structureDefinitions.append(definition)
      case .valueSet(let valueSet): result.valueSets.append(valueSet)
      case .codeSystem(let system): result.codeSystems.append(system)
      default: XCTFail(file.path)
      }
    }
    return result
  }
}
