import FHIRModel
import SourceTree
import XCTest

final class InstancePathTests: XCTestCase {
  /// `{resourceType: Patient, name: [{given: ["Ann", "B"]}], _birthDate: {extension: [{url: "u"}]}}`, made by hand.
  private func fill(_ document: inout SourceDocument) -> (given: NodeID, url: NodeID) {
    func name(_ text: String, _ document: inout SourceDocument) -> UInt32 { document.names.intern(text).rawValue }
    func value(_ text: String, _ name: UInt32, _ document: inout SourceDocument) -> NodeID {
      let offset = document.bytes.count
      document.bytes.append(contentsOf: text.utf8)
      return document.append(.string, offset: offset, length: text.utf8.count, name: name)
    }
    let none = Symbol.none.rawValue
    let root = document.open(.object, offset: 0, name: none)
    document.roots.append(root)
    _ = value("Patient", name("resourceType", &document), &document)
    let names = document.open(.array, offset: 0, name: name("name", &document))
    let first = document.open(.object, offset: 0, name: none)
    let given = document.open(.array, offset: 0, name: name("given", &document))
    _ = value("Ann", none, &document)
    let second = value("B", none, &document)
    for node in [given, first, names] { document.close(node, at: document.bytes.count) }
    let companion = document.open(.object, offset: 0, name: name("_birthDate", &document))
    let extensions = document.open(.array, offset: 0, name: name("extension", &document))
    let item = document.open(.object, offset: 0, name: none)
    let url = value("u", name("url", &document), &document)
    for node in [item, extensions, companion, root] { document.close(node, at: document.bytes.count) }
    return (second, url)
  }

  func testPathsOfValues() {
    var document = SourceDocument(format: .canonical)
    let (given, url) = fill(&document)
    let paths = [given, url, document.roots[0], .none].map { InstancePath.fhir(document, $0) }
    XCTAssertEqual(paths, ["Patient.name[0].given[1]", "Patient.birthDate.extension[0].url", "Patient", ""])
  }
}
