import Diagnostics
import Schema
import SourceTree
import XMLSyntax

/// Turns FHIR XML (http://hl7.org/fhir/R4/xml.html) into the canonical tree, the shape of FHIR JSON.
///
/// The bytes are not copied but change hands: nodes of the canonical document point at the attribute values, tags and narrative
/// of the XML text. What breaks the XML form is reported here, with nodes of the canonical document; everything that both forms
/// have in common, such as unknown elements and malformed values, is kept for the validator.
public struct FHIRXMLConverter: Sendable {
  private let resolver: FHIRTypeResolver

  public init(schema: Schema) { resolver = FHIRTypeResolver(schema) }

  /// Converts the one root of `source` into `target`, which gets one root, or none where the document is not FHIR.
  ///
  /// Both documents must have been made with the schema's names. Afterwards `target` owns the bytes and names, and `source` is
  /// empty and can be used again.
  public mutating func convert(_ source: inout SourceDocument, into target: inout SourceDocument, findings: inout FindingList) {
    target.removeNodes()
    target.format = .xml
    target.valueEncoding = .xml
    target.baseOffset = source.baseOffset
    if let root = source.roots.first {
      var walk = FHIRXMLWalk(resolver, &source, &target)
      swap(&walk.findings, &findings)
      walk.convertRoot(root)
      swap(&walk.findings, &findings)
      walk.exchange(&source, &target)
    }
    swap(&source.bytes, &target.bytes)
    swap(&source.names, &target.names)
    source.removeAll()
  }
}
