import SourceTree

/// A text of a map file with its place, so that a fault in it can be shown.
struct MapText: Equatable {
  var text: String
  var place: MapPlace
}

/// A node of a map file.
struct MapPlace: Equatable {
  var file: Int
  var node: NodeID
  var span: SourceSpan
}

/// A row of a segment, data type or table map, as written. Rows are independent of each other.
struct RowDefinition {
  var place: MapPlace
  /// The source element; absent for rows that a record as a whole sets.
  var from: MapText?
  var when: MapText?
  var to: MapText?
  var type: MapText?
  var code: MapText?
  var assign: MapText?
  var transform: MapText?
  var form: MapText?
  /// Put between values that go to one place.
  var join: MapText?
  /// An element of the same object that must be there already.
  var beside: MapText?
  var ignored: MapText?
}

/// A map of a segment, of a data type or of the rows of a table.
struct ElementMapDefinition {
  var name: MapText
  /// How it goes with the map of the same name that came before.
  var layering = MapLayering.replaces
  var target: MapText?
  /// For data types that make several linked resources: the order in which one of them is referred to.
  var instanceOrder: [Int]
  /// The element by which each refers to the next.
  var instanceParent: MapText?
  var rows: [RowDefinition]
}

/// A code map.
struct CodeMapDefinition {
  struct Entry {
    var from: String
    var code: String
    var system: String
    var display: String
  }

  var name: MapText
  var layering = MapLayering.replaces
  var entries: [Entry]
  /// What becomes of a code without entry: nil for the ledger, else a code.
  var fallback: String?
}

/// A map of a message structure.
struct MessageMapDefinition {
  struct Row {
    var place: MapPlace
    var id: MapText
    var target: MapText
    var map: MapText
    var when: MapText?
    var references: [MapText]
    /// Where the row stands in the structure, when a fragment put it there; references to what the structure lacks are left out then.
    var position: Int?
  }

  var name: MapText
  /// Rows that several structures share.
  var isFragment = false
  var layering = MapLayering.replaces
  /// The fragments whose rows it has, too.
  var includes: [MapText] = []
  var events: [MapText]
  var structure: MapText
  var bundle: MapText?
  var rows: [Row]
}

/// A column of a table.
struct ColumnDefinition {
  var name: MapText
  var mandation: MapText?
  var check: MapText?
  var isIdentifier: Bool
}

/// A map of the rows of a table.
struct TableMapDefinition {
  var columns: [ColumnDefinition]
  var delimiter: UInt8
  var resource: MapText
  var rows: ElementMapDefinition
  var bundle: MapText?
  /// Where diseases are written, and their codes by vaccine.
  var diseasePath: MapText?
  var diseases: [(vaccine: String, codes: [String])]
}

/// Systems and switches.
struct PolicyDefinition {
  var codingSystems: [String: String] = [:]
  var identifierSystems: [String: String] = [:]
  var localPrefix = ""
}

/// How a map goes with the one of the same name that came before it.
enum MapLayering: String, CaseIterable {
  /// It stands in its place.
  case replaces
  /// Its rows stand in place of those for the same fields; its codes in place of the same codes.
  case overrides
  /// Its rows come after the others.
  case adds
}
