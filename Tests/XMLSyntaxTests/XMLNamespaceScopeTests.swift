import Diagnostics
import SourceTree
import XCTest
import XMLSyntax

final class XMLNamespaceScopeTests: XCTestCase {
  /// Walks a document and lists each element as `{namespace}local`.
  private func names(_ text: String) -> [String] {
    var document = SourceDocument(format: .xml)
    document.bytes = ContiguousArray(text.utf8)
    var findings = FindingList()
    var reader = XMLReader()
    reader.parse(&document, findings: &findings)
    var scope = XMLNamespaceScope()
    var result: [String] = []
    walk(document.roots[0], &document, &scope, &result)
    return result
  }

  private func walk(
    _ element: NodeID, _ document: inout SourceDocument, _ scope: inout XMLNamespaceScope, _ result: inout [String]
  ) {
    scope.enter(element, &document)
    let name = scope.name(ofElement: element, &document)
    let namespace = name.namespace == .none ? "" : document.text(of: name.namespace)
    result.append("{\(namespace)}\(document.names.name(name.local))")
    var child = element.rawValue + 1
    while child < document[element].end {
      if document[NodeID(child)].kind == .element { walk(NodeID(child), &document, &scope, &result) }
      child = document[NodeID(child)].end
    }
    scope.leave()
  }

  func testScopes() {
    XCTAssertEqual(
      names("<a xmlns='u' xmlns:p='v'><p:b/><c xmlns='w'><d/></c><e xmlns=''/><p:f xmlns:p='x'/><g/></a>"),
      ["{u}a", "{v}b", "{w}c", "{w}d", "{}e", "{x}f", "{u}g"])
  }
}
