import Definitions
import Foundation
import Packages
import Schema
import XCTest

final class ImageCacheTests: XCTestCase {
  private let url = "http://example.org/fhir/StructureDefinition/P"

  private func images(_ cache: PackageFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: cache.path + "/images").filter { $0.hasSuffix(".image") }
  }

  func testAKeptSchemaIsTheSameAndReportsTheSame() throws {
    let cache = PackageFolder()
    try cache.add(
      "example.p#1.0.0", dependencies: ["example.gone": "1.0.0"],
      [PackageFolder.profile(url), #"{"resourceType":"Questionnaire","id":"q","url":"http://example.org/q","status":"active"}"#])
    let loose = try cache.write(PackageFolder.profile(url + "2"), to: "loose.json")
    let request = DefinitionRequest(packages: ["example.p"], files: [loose])
    let first = try cache.loader(images: true).load(request)
    XCTAssertEqual(try images(cache).count, 1)
    let second = try cache.loader(images: true).load(request)
    XCTAssertEqual(try images(cache).count, 1)
    XCTAssertEqual(first.schema.tables.stringBytes, second.schema.tables.stringBytes)
    XCTAssertEqual(first.diagnostics.diagnostics, second.diagnostics.diagnostics)
    XCTAssertEqual(first.diagnostics.diagnostics.map(\.ruleName), ["package-dependency-missing"])
    XCTAssertEqual(first.packages, second.packages)
    XCTAssertEqual(first.supplied.entries, second.supplied.entries)
    XCTAssertNotNil(second.supplied.resource(canonical: "http://example.org/q"))
    XCTAssertNotNil(second.supplied.resource(canonical: url + "2"))
  }

  func testAChangedFileIsCompiledAnew() throws {
    let cache = PackageFolder()
    let file = try cache.write(PackageFolder.profile(url), to: "p.json")
    _ = try cache.loader(images: true).load(files: [file])
    try cache.write(PackageFolder.profile(url + "Changed"), to: "p.json")
    XCTAssertNotNil(try cache.loader(images: true).load(files: [file]).schema.type(url: url + "Changed"))
    XCTAssertEqual(try images(cache).count, 2)
  }

  func testAPackageThatAppearsOrChangesIsSeen() throws {
    let cache = PackageFolder()
    try cache.add("example.top#1.0.0", dependencies: ["example.p": "1.0.x"], [])
    let loader = { cache.loader(images: true) }
    XCTAssertEqual(
      try loader().load(packages: ["example.top"]).diagnostics.diagnostics.map(\.ruleName), ["package-dependency-missing"])
    try cache.add("example.p#1.0.0", [PackageFolder.profile(url)])
    let found = try loader().load(packages: ["example.top"])
    XCTAssertEqual(found.diagnostics.diagnostics.map(\.ruleName), [])
    XCTAssertNotNil(found.schema.type(url: url))
    try cache.add("example.p#1.0.0", [PackageFolder.profile(url + "New")])
    XCTAssertNotNil(try loader().load(packages: ["example.top"]).schema.type(url: url + "New"))
    try cache.add("example.p#1.0.1", [PackageFolder.profile(url, version: "1.0.1")])
    XCTAssertEqual(try loader().load(packages: ["example.top"]).packages.map(\.description).dropFirst().first, "example.p#1.0.1")
  }

  func testADamagedImageIsMadeAgain() throws {
    let cache = PackageFolder()
    let file = try cache.write(PackageFolder.profile(url), to: "p.json")
    _ = try cache.loader(images: true).load(files: [file])
    let image = cache.path + "/images/" + (try XCTUnwrap(images(cache).first))
    let whole = try FileSystem.read(image)
    for damage in [Array(whole.dropLast(7)), whole.enumerated().map { $0 == 5000 ? ~$1 : $1 }] {
      try FileSystem.write(damage, to: image)
      XCTAssertNotNil(try cache.loader(images: true).load(files: [file]).schema.type(url: url))
      XCTAssertEqual(try FileSystem.read(image), whole)
    }
  }

  func testAFolderThatCannotBeWrittenToIsNoFault() throws {
    let cache = PackageFolder()
    let file = try cache.write(PackageFolder.profile(url), to: "p.json")
    let loader = DefinitionLoader(.init(packageFolders: [], imageFolder: file + "/under-a-file"))
    XCTAssertNotNil(try loader.load(files: [file]).schema.type(url: url))
  }
}
