/// The formats that can be read.
public enum InputFormat: String, Sendable, CaseIterable {
  case json, ndjson, xml, hl7v2, csv

  /// The format a file name speaks for, a `.gz` at its end left aside.
  public init?(fileName: String) {
    var name = fileName.lowercased()[...]
    if name.hasSuffix(".gz") { name = name.dropLast(3) }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...] {
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "xml": self = .xml
    case "hl7", "hl7v2", "er7": self = .hl7v2
    case "csv", "tsv": self = .csv
    default: return nil
    }
  }

  /// As people write it.
  public var title: String {
    switch self {
    case .json: "JSON"
    case .ndjson: "NDJSON"
    case .xml: "XML"
    case .hl7v2: "HL7 v2"
    case .csv: "CSV"
    }
  }

  /// Whether a file of this format is one document, which cannot be read in parts.
  var isSingleDocument: Bool { self == .json || self == .xml }
}
