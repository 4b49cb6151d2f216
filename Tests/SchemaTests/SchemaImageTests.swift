import Schema
import XCTest

final class SchemaImageTests: XCTestCase {
  private func load(_ image: [UInt8]) throws -> Schema {
    // The bytes are read during the call only.
    try unsafe image.withUnsafeBytes { try unsafe SchemaImage.load($0) }
  }

  private func tables() -> Schema.Tables {
    var tables = Schema.Tables()
    tables.stringBytes = ContiguousArray("resourceType_resourceTypeT".utf8)
    tables.stringOffsets = [0, 12, 25, 26]
    tables.names = [StringID(0), StringID(1)]
    tables.types = [
      TypeRecord(
        name: StringID(2), url: StringID(2), version: .none, kind: .complex, primitive: .none, isAbstract: true, isProfile: false,
        base: .none, firstElement: 0, elementCount: 0, firstConstraint: 0, constraintCount: 0)
    ]
    return tables
  }

  func testTablesComeBackAsTheyWere() throws {
    let image = SchemaImage.write(tables())
    let schema = try load(image)
    XCTAssertEqual(schema.type(named: "T"), TypeID(0))
    XCTAssertTrue(schema.tables.types[0].isAbstract)
    XCTAssertEqual(SchemaImage.write(schema.tables), image)
  }

  func testFilesAreFoundByFolder() throws {
    let files = [
      ImageFile(path: "b/2.yaml", contents: [2]), ImageFile(path: "a/1.yaml", contents: [1, 1]),
      ImageFile(path: "b/1.yaml", contents: []),
    ]
    let image = SchemaImage.write(tables(), files: files)
    let found = try unsafe image.withUnsafeBytes { try unsafe SchemaImage.files($0, under: "b/") }
    XCTAssertEqual(found, [files[2], files[0]])
  }

  func testBrokenImagesAreRefused() throws {
    let image = SchemaImage.write(tables())
    func failure(_ bytes: [UInt8]) -> SchemaImageError? {
      do {
        _ = try load(bytes)
        return nil
      } catch { return error as? SchemaImageError }
    }
    XCTAssertNil(failure(image))
    XCTAssertEqual(failure([]), .notAnImage)
    XCTAssertEqual(failure(Array("no image at all, but long enough for a header".utf8)), .notAnImage)
    var other = image
    other[8] = 99
    XCTAssertEqual(failure(other), .otherVersion(99))
    other = image
    other[16] ^= 1
    XCTAssertEqual(failure(other), .otherLayout)
    XCTAssertEqual(failure(Array(image.dropLast())), .truncated)
    other = image
    other[40] = 0xFF
    other[41] = 0xFF
    other[42] = 0xFF
    XCTAssertEqual(failure(other), .truncated)
  }
}
