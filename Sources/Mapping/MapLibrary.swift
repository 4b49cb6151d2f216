import Diagnostics
import Schema
import SourceTree
import Terminology
import YAMLSyntax

/// The maps cannot be used at all.
public struct MapLibraryError: Error, Sendable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

/// The compiled maps of a program: made once, immutable, shared by all workers.
public final class MapLibrary: Sendable {
  public let schema: Schema
  /// What is wrong with the map files; rows that cannot be understood are left out.
  public let problems: [MapProblem]
  /// The names of the files, by the number that problems hold.
  public let fileNames: [String]
  let tables: MapTables
  let vocabulary: DraftVocabulary
  /// Says which codes are none of their system.
  let terminology: Terminology

  /// Compiles maps.
  ///
  /// - Parameter files: every `.yaml` file of the map folders, such as those under `Profiles/hl7v2-to-fhir`.
  public init(schema: Schema, files: [MapFile]) throws(MapLibraryError) {
    guard let vocabulary = DraftVocabulary(schema) else { throw MapLibraryError("the schema is not that of FHIR R4") }
    var compiler = MapCompiler(schema: schema)
    var definitions: [ReadMaps] = []
    for (index, file) in files.enumerated() {
      var findings = FindingList()
      let document = YAMLReader().parse(file.text, findings: &findings)
      compiler.problems += findings.findings.map { MapProblem(file: index, finding: $0, detail: "") }
      var maps = MapReader(file: index)
      let roots = document.source.roots
      for root in roots { maps.read(document, root: root) }
      compiler.problems += maps.problems
      definitions.append(maps.maps)
    }
    compiler.compile(definitions)
    self.schema = schema
    terminology = Terminology([schema])
    fileNames = files.map(\.name)
    self.vocabulary = vocabulary
    tables = compiler.tables
    problems = compiler.problems
  }

  /// Takes compiled maps from an image, such as the one that is part of the program.
  public init(schema: Schema, image: Span<UInt8>) throws(MapLibraryError) {
    guard let vocabulary = DraftVocabulary(schema) else { throw MapLibraryError("the schema is not that of FHIR R4") }
    self.schema = schema
    self.vocabulary = vocabulary
    terminology = Terminology([schema])
    tables = try MapImage.read(image, schema: schema)
    problems = []
    fileNames = []
  }

  /// Why values are ignored or lost, by the number that ledger entries hold.
  public var reasons: [String] { tables.reasons }

  /// The events that messages can be converted for, such as `ADT^A01`.
  public var events: [String] { tables.messages.flatMap(\.events).sorted() }
}
