import Mapping

/// The formats that can be written.
public enum OutputFormat: String, Sendable, CaseIterable {
  case fhirJSON = "fhir-json"
  case fhirXML = "fhir-xml"
  case ndjson, hl7v2
  /// HL7 v2 in XML.
  case v2xml
  case csv

  /// The ending of a file's name.
  var fileExtension: String {
    switch self {
    case .fhirJSON: "json"
    case .fhirXML: "xml"
    case .ndjson: "ndjson"
    case .hl7v2: "hl7"
    case .v2xml: "xml"
    case .csv: "csv"
    }
  }

  /// Whether a file holds one record: the others can be joined.
  var isOneRecordAFile: Bool { self == .fhirJSON || self == .fhirXML || self == .v2xml }

  /// Whether records read from a format can be written in this one.
  func isPossible(from input: InputFormat) -> Bool {
    switch self {
    case .fhirJSON, .fhirXML, .ndjson: true
    case .hl7v2, .v2xml: input != .csv
    case .csv: input == .csv
    }
  }
}

/// What to convert to, and where to put it.
public struct ConversionOptions: Sendable {
  public enum Destination: Sendable, Equatable {
    case descriptor(Int32)
    case file(String)
    /// One file for each source, named after it; in formats of one record a file, one for each record.
    case folder(String)
  }

  public var format: OutputFormat
  public var destination: Destination
  /// Where the loss ledger goes, as JSON; nil for none.
  public var ledgerPath: String?
  /// Whether FHIR is indented.
  public var isPretty: Bool
  /// For messages made from FHIR.
  public var reverse = ReverseOptions()

  public init(format: OutputFormat, destination: Destination, ledgerPath: String? = nil, isPretty: Bool = false) {
    self.format = format
    self.destination = destination
    self.ledgerPath = ledgerPath
    self.isPretty = isPretty
  }
}
