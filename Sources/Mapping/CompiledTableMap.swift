import Schema

/// How a table's cell must be filled.
enum Mandation: String, CaseIterable, Sendable {
  case mandatory, required, optional
}

/// A table map, compiled.
struct CompiledTableMap: Sendable {
  struct Column: Sendable {
    var name: String
    var mandation: Mandation
    var check: CellCheck?
    /// Part of what identifies the record.
    var isIdentifier: Bool
  }

  var name: String
  var columns: [Column]
  var delimiter: UInt8
  var bundle: BundleKind
  var resource: TypeID
  /// Index of the row map.
  var map: Int
  /// Where the diseases that a vaccine protects against are written: the path of a Coding.
  var diseasePath: CompiledPath?
  /// Codes of the diseases by vaccine: indices of texts in ``MapTables/operands``.
  var diseases: [String: TableRange]
}
