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
  }

  var name: String
  var columns: [Column]
  var delimiter: UInt8
  var bundle: BundleKind
  var resource: TypeID
  /// Index of the row map.
  var map: Int
}
