import SourceTree

/// Where in a definition, profile or map something was found.
public struct DiagnosticPlace: Sendable, Hashable {
  public var location: SourceLocation?
  /// `StructureDefinition.snapshot.element[3].min`, `elements.name.type`.
  public var path: String

  public init(location: SourceLocation? = nil, path: String = "") {
    self.location = location
    self.path = path
  }

  /// A file as a whole.
  public init(file: String, path: String = "") {
    self.init(location: SourceLocation(file: file, byteOffset: 0, byteLength: 0, line: 1, column: 1), path: path)
  }

  /// A stretch of a document.
  public init(file: String, span: SourceSpan, in document: borrowing SourceDocument, path: String = "") {
    self.init(file: file, span: span, in: document.bytes, path: path)
  }

  /// A stretch of a file.
  public init(file: String, span: SourceSpan, in bytes: ContiguousArray<UInt8>, path: String = "") {
    let (line, column) = LineIndex(bytes.span).position(of: Int(span.offset), in: bytes.span)
    self.init(
      location: SourceLocation(
        file: file, byteOffset: UInt64(span.offset), byteLength: Int(span.length), line: line, column: column), path: path)
  }
}
