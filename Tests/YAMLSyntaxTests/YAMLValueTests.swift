import Diagnostics
import XCTest
import YAMLSyntax

final class YAMLValueTests: XCTestCase {
  private enum Colour: String, CaseIterable { case red, green }

  func testUnknownKeysAreReportedWithTheNearestKnownOne() throws {
    let file = YAMLFile("elements:\n  - maxx: 1\n".utf8, name: "x.yaml")
    let items = try XCTUnwrap(file.root?.mapping(["elements"])?["elements"]).items()
    XCTAssertNotNil(items.first?.mapping(["min", "max"]))
    let diagnostic = try XCTUnwrap(file.diagnostics.diagnostics.first)
    XCTAssertEqual(diagnostic.message, "`maxx` is not a key that can stand here; did you mean `max`?")
    XCTAssertEqual(diagnostic.location?.line, 2)
    XCTAssertEqual(diagnostic.location?.column, 5)
    XCTAssertEqual(diagnostic.location?.byteLength, 4)
    XCTAssertEqual(diagnostic.instancePath, "elements[0].maxx")
  }

  func testValuesAreReadAsWhatIsDue() throws {
    let file = YAMLFile("{a: true, b: 12, c: red, d: [x, y], e: z, f: , g: 'true'}".utf8, name: "x.yaml")
    let root = try XCTUnwrap(file.root?.mapping(["a", "b", "c", "d", "e", "f", "g"]))
    XCTAssertEqual(root.boolean("a"), true)
    XCTAssertEqual(root["b"]?.integer(in: 0...20), 12)
    XCTAssertEqual(root["c"]?.word(Colour.self), .red)
    XCTAssertEqual(root["d"]?.texts(), ["x", "y"])
    XCTAssertEqual(root["e"]?.textsOrSelf(), ["z"])
    XCTAssertEqual(root["f"]?.shape, .nothing)
    XCTAssertEqual(root["g"]?.isPlain, false)
    XCTAssertEqual(root["a"]?.isPlain, true)
    XCTAssertEqual(file.diagnostics.diagnostics, [])
  }

  func testWrongValuesAreReported() throws {
    let file = YAMLFile("{a: yes, b: 30, c: gren, d: {}, e: [z]}".utf8, name: "x.yaml")
    let root = try XCTUnwrap(file.root?.mapping(["a", "b", "c", "d", "e"]))
    XCTAssertNil(root.boolean("a"))
    XCTAssertNil(root["b"]?.integer(in: 0...20))
    XCTAssertNil(root["c"]?.word(Colour.self))
    XCTAssertEqual(root["d"]?.texts(), [])
    XCTAssertNil(root.text("e"))
    XCTAssertNil(root.required("x"))
    XCTAssertEqual(
      file.diagnostics.diagnostics.map(\.message),
      [
        "`yes` is not `true` or `false`", "`30` is not a whole number from 0 to 20",
        "`gren` is not one of `red`, `green`; did you mean `green`?", "`d` must be a list, but a mapping stands here",
        "`e` must be a text, but a list stands here", "`x` is missing",
      ])
  }

  func testNearMisses() {
    XCTAssertEqual(NearMiss.nearest(to: "birthdate", in: ["birthDate", "deceased"]), "birthDate")
    XCTAssertEqual(NearMiss.nearest(to: "gendre", in: ["gender"]), "gender")
    XCTAssertNil(NearMiss.nearest(to: "colour", in: ["gender", "name"]))
  }
}
