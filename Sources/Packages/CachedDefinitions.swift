import Definitions
import Diagnostics
import FHIRModel

/// What is kept beside a compiled schema, so that a later run can tell whether it still holds, and reports the same.
struct CachedDefinitions {
  /// A package that went into the schema.
  struct Witness: Equatable {
    var path: String
    /// Of the sizes and times of its files.
    var stamps: String
    /// Of their contents.
    var hash: String
  }

  var witnesses: [Witness] = []
  var lookUps: [PackageLookUp] = []
  var packages: [PackageIdentity] = []
  var globalProfiles: [GlobalProfile] = []
  var entries: [ResourceLibrary.Entry] = []
  var sources: [ResourceSource] = []
  var diagnostics: [Diagnostic] = []

  func bytes() -> [UInt8] {
    var writer = CacheWriter()
    writer.add(witnesses) { writer, witness in
      writer.add(witness.path)
      writer.add(witness.stamps)
      writer.add(witness.hash)
    }
    writer.add(lookUps) { writer, lookUp in
      writer.add(lookUp.wanted.name)
      writer.add(lookUp.wanted.version)
      writer.add(lookUp.allowsOther ? 1 : 0)
      writer.add(lookUp.folder)
    }
    writer.add(packages) { writer, package in
      writer.add(package.name)
      writer.add(package.version)
    }
    writer.add(globalProfiles) { writer, global in
      writer.add(global.type)
      writer.add(global.profile)
    }
    writer.add(Array(zip(entries, sources))) { writer, pair in
      writer.add(pair.0)
      writer.add(pair.1)
    }
    writer.add(diagnostics) { $0.add($1) }
    return writer.bytes
  }

  init() {}

  init(_ bytes: [UInt8]) throws(CacheReader.Damaged) {
    var reader = CacheReader(bytes)
    witnesses = try reader.list { reader throws(CacheReader.Damaged) in
      Witness(path: try reader.text(), stamps: try reader.text(), hash: try reader.text())
    }
    lookUps = try reader.list { reader throws(CacheReader.Damaged) in
      let wanted = PackageIdentity(name: try reader.text(), version: try reader.optionalText())
      return PackageLookUp(wanted: wanted, allowsOther: try reader.number() == 1, folder: try reader.optionalText())
    }
    packages = try reader.list { reader throws(CacheReader.Damaged) in
      PackageIdentity(name: try reader.text(), version: try reader.optionalText())
    }
    globalProfiles = try reader.list { reader throws(CacheReader.Damaged) in
      GlobalProfile(type: try reader.text(), profile: try reader.text())
    }
    let pairs = try reader.list { reader throws(CacheReader.Damaged) in (try reader.entry(), try reader.source()) }
    entries = pairs.map(\.0)
    sources = pairs.map(\.1)
    diagnostics = try reader.list { reader throws(CacheReader.Damaged) in try reader.diagnostic() }
  }
}

extension CacheWriter {
  fileprivate mutating func add(_ entry: ResourceLibrary.Entry) {
    add(entry.resourceType)
    add(entry.id)
    add(entry.url)
    add(entry.version)
    add(entry.source)
    add(entry.file)
  }

  fileprivate mutating func add(_ source: ResourceSource) {
    switch source {
    case .file(let path):
      add(0)
      add(path)
    case .package(let path, let file):
      add(1)
      add(path)
      add(file)
    // What is in memory is not kept: such requests are compiled each time.
    case .memory:
      add(0)
      add("")
    }
  }

  fileprivate mutating func add(_ diagnostic: Diagnostic) {
    add(diagnostic.ruleID)
    add(diagnostic.ruleName)
    add(diagnostic.severity.code)
    add(diagnostic.issueType.rawValue)
    add(diagnostic.message)
    add(diagnostic.location == nil ? 0 : 1)
    if let location = diagnostic.location {
      add(location.file)
      add(Int(truncatingIfNeeded: location.byteOffset))
      add(location.byteLength)
      add(location.line)
      add(location.column)
    }
    add(diagnostic.instancePath)
    add(diagnostic.definitionPath)
    add(diagnostic.expected)
    add(diagnostic.actual)
    add(diagnostic.notes) { $0.add($1.message) }
  }
}

extension CacheReader {
  fileprivate mutating func entry() throws(Damaged) -> ResourceLibrary.Entry {
    ResourceLibrary.Entry(
      resourceType: try text(), id: try optionalText(), url: try optionalText(), version: try optionalText(),
      source: try text(), file: try text())
  }

  fileprivate mutating func source() throws(Damaged) -> ResourceSource {
    try number() == 0 ? .file(try text()) : .package(path: try text(), file: try text())
  }

  fileprivate mutating func diagnostic() throws(Damaged) -> Diagnostic {
    let (id, name) = (try text(), try text())
    let severity = try text()
    guard let severity = Severity.allCases.first(where: { $0.code == severity }), let type = IssueType(rawValue: try text())
    else { throw Damaged() }
    var diagnostic = Diagnostic(ruleID: id, ruleName: name, severity: severity, issueType: type, message: try text())
    if try number() == 1 {
      diagnostic.location = SourceLocation(
        file: try text(), byteOffset: UInt64(clamping: try number()), byteLength: try number(), line: try number(),
        column: try number())
    }
    diagnostic.instancePath = try text()
    diagnostic.definitionPath = try optionalText()
    diagnostic.expected = try optionalText()
    diagnostic.actual = try optionalText()
    diagnostic.notes = try list { reader throws(Damaged) in DiagnosticNote(try reader.text()) }
    return diagnostic
  }
}
