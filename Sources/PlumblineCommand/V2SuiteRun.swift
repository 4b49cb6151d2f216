import ConformanceRunner
import Definitions
import Plumbline

/// Runs the suites of HL7 v2 messages.
struct V2SuiteRun {
  let folder: String
  let out: String
  let maps: MapSources

  /// Converts every input of the pairs: `<suite>/<id>.json` and `<suite>/<id>.ledger.json`.
  func convert() throws {
    var engine = try self.engine()
    for pair in try V2PairIndex(folder: folder).pairs where pair.isFromMessage {
      let conversion = engine.convert(
        try FileSystem.read("\(folder)/\(pair.suite)/\(pair.input)"), to: .fhirJSON, name: pair.input)
      let record = conversion.records.first.map { Array($0) } ?? Array("{}\n".utf8)
      try FileSystem.write(record, to: "\(out)/\(pair.suite)/\(pair.id).json")
      try FileSystem.write(V2SuiteRun.scored(conversion.ledger), to: "\(out)/\(pair.suite)/\(pair.id).ledger.json")
    }
  }

  /// Writes messages back: of pairs by way of FHIR, of any other folder as they are.
  func roundtrip() throws {
    let index = try V2PairIndex(folder: folder)
    var engine = try self.engine()
    guard !index.pairs.isEmpty else {
      for path in try FileSystem.files(under: folder) where !V2PairIndex.isAside(path) {
        let conversion = engine.convert(try FileSystem.read("\(folder)/\(path)"), to: .hl7v2, name: path)
        try FileSystem.write(conversion.records.flatMap { Array($0) }, to: "\(out)/\(path)")
      }
      return
    }
    for pair in index.pairs where pair.isForRoundtrip {
      var bytes = try FileSystem.read("\(folder)/\(pair.suite)/\(pair.input)")
      if pair.isFromMessage {
        bytes = engine.convert(bytes, to: .fhirJSON, name: pair.input).records.first.map { Array($0) } ?? []
      }
      let back = engine.convert(bytes, to: .hl7v2, name: "\(pair.id).json").records.flatMap { Array($0) }
      try FileSystem.write(back, to: "\(out)/\(pair.suite)/\(pair.id).hl7")
    }
  }

  /// The scorer knows three things that may become of a value.
  private static func scored(_ ledger: [UInt8]) -> [UInt8] {
    var text = String(decoding: ledger, as: UTF8.self)
    for (status, scored) in [("transformed", "mapped"), ("kept", "mapped"), ("unmapped", "lost")] {
      text = text.replacing("\"status\":\"\(status)\"", with: "\"status\":\"\(scored)\"")
    }
    return Array(text.utf8)
  }

  private func engine() throws -> RecordEngine {
    var options = RecordEngine.Options()
    options.maps = maps
    // The published results have one resource for each mention.
    options.unitesEntities = false
    options.checksConversions = false
    do { return try RecordEngine(options) } catch { throw InternalFault(detail: error.description) }
  }
}
