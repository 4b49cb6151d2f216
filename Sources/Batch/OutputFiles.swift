import Glibc
import Mapping
import SourceTree

/// Puts converted records where they belong, in the order of the sources. Not for two threads at once.
struct OutputFiles: ~Copyable {
  private let options: ConversionOptions
  private var stream: OutputStream?
  private var ledger: OutputStream?
  private var totals = LossTotals()
  private var hasLedgerEntry = false
  private var recordsInFile = 0
  /// The name that the files of the source at hand start with, and all files there are of this run.
  private var stem = ""
  private var taken: Set<String> = []
  /// What could not be written, and why: a path and a reason.
  private(set) var failure: (path: String, detail: String)?
  /// The reader of a pipe went away.
  private(set) var isClosed = false
  /// Whether more than one record was to go where only one can be.
  private(set) var hasTooMany = false

  init(_ options: ConversionOptions) {
    self.options = options
    switch options.destination {
    case .descriptor(let descriptor): stream = OutputStream(descriptor: descriptor)
    case .file(let path): stream = OutputStream(path: path)
    case .folder(let path): OutputFiles.makeFolders(path)
    }
    if let path = options.ledgerPath {
      if path.hasSuffix("/") { OutputFiles.makeFolders(path) } else { openLedger(path) }
    }
    check()
  }

  private mutating func openLedger(_ path: String) {
    ledger = OutputStream(path: path)
    ledger?.write("{\"entries\":[")
    hasLedgerEntry = false
    totals = LossTotals()
  }

  private mutating func closeLedger() {
    if hasLedgerEntry { ledger?.write("\n") }
    ledger?.write(
      "],\"totals\":{\"populated\":\(totals.populated),\"mapped\":\(totals.mapped),\"transformed\":\(totals.transformed),"
        + "\"kept\":\(totals.kept),\"ignored\":\(totals.ignored),\"unmapped\":\(totals.unmapped),"
        + "\"balanced\":\(totals.isBalanced)}}\n")
    ledger?.flush()
    check()
    ledger = nil
  }

  /// Starts the output of a source.
  mutating func begin(_ source: String) {
    stem = freeStem(source)
    if let folder = options.ledgerPath, folder.hasSuffix("/") {
      openLedger(folder + stem + ".ledger.json")
    }
    if case .folder(let folder) = options.destination {
      recordsInFile = 0
      if !options.format.isOneRecordAFile { stream = OutputStream(path: freePath(folder, 1)) }
    }
    check()
  }

  /// Ends the output of a source.
  mutating func endSource() {
    if options.ledgerPath?.hasSuffix("/") == true { closeLedger() }
    if case .folder = options.destination {
      stream?.flush()
      check()
      stream = nil
    }
  }

  mutating func write(_ output: RecordOutput) {
    writeLedger(output)
    if case .folder(let folder) = options.destination, options.format.isOneRecordAFile {
      writeFiles(output, folder)
    } else if options.format == .fhirXML, recordsInFile + output.ends.count > 1 {
      // A document of XML has one root: the first record is written, more need a folder.
      if recordsInFile == 0, let first = output.ends.first { stream?.write(output.bytes[0..<first]) }
      hasTooMany = true
    } else {
      stream?.write(output.bytes[...])
    }
    recordsInFile += output.ends.count
    check()
  }

  mutating func end() {
    stream?.flush()
    if options.ledgerPath?.hasSuffix("/") == false { closeLedger() }
    check()
  }

  private mutating func writeLedger(_ output: RecordOutput) {
    totals += output.totals
    if output.ledger.isEmpty { return }
    ledger?.write(hasLedgerEntry ? ",\n" : "\n")
    hasLedgerEntry = true
    ledger?.write(output.ledger)
  }

  private mutating func writeFiles(_ output: RecordOutput, _ folder: String) {
    var start = 0
    for (index, end) in output.ends.enumerated() {
      let path = freePath(folder, recordsInFile + index + 1)
      var file = OutputStream(path: path)
      file.write(output.bytes[start..<end])
      file.flush()
      if let detail = file.failure, failure == nil { failure = (path, detail) }
      start = end
    }
  }

  private mutating func check() {
    if let detail = stream?.failure {
      if detail.isEmpty { isClosed = true } else { failure = failure ?? (destination, detail) }
    }
    if let detail = ledger?.failure { failure = failure ?? (options.ledgerPath ?? "", detail) }
  }

  private var destination: String {
    switch options.destination {
    case .descriptor: "standard output"
    case .file(let path), .folder(let path): path
    }
  }

  /// `feed.json` for the first record of `feed.hl7`, `feed-2.json` for the second. A file that this run has written is never written over.
  private mutating func freePath(_ folder: String, _ record: Int) -> String {
    let name = stem + (record > 1 ? "-\(record)" : "")
    var path = folder + "/" + name + "." + options.format.fileExtension
    var number = 1
    while !taken.insert(path).inserted {
      number += 1
      path = folder + "/" + name + "~\(number)." + options.format.fileExtension
    }
    return path
  }

  /// The source's name without folder and endings; `feed~2` where another folder has a `feed` as well.
  private mutating func freeStem(_ source: String) -> String {
    let name = OutputFiles.stem(source)
    var stem = name
    var number = 1
    while !taken.insert(stem).inserted {
      number += 1
      stem = name + "~\(number)"
    }
    return stem
  }

  /// A file's name without folder and endings.
  private static func stem(_ source: String) -> String {
    var name = source.split(separator: "/").last.map(String.init) ?? source
    if name.hasSuffix(".gz") { name.removeLast(3) }
    if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = String(name[..<dot]) }
    return name
  }

  /// Makes a folder and those that it is in. What could not be made shows when a file in it is written.
  private static func makeFolders(_ path: String) {
    var made = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/") {
      made += name + "/"
      // The call reads the path it is given; that the folder may be there already is fine.
      _ = unsafe mkdir(made, 0o777)
    }
  }
}
