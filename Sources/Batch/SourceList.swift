/// The sources of a run: what the user named, directories replaced by the files in them.
public struct SourceList: Sendable {
  struct Entry: Sendable {
    /// What to open; `-` is standard input.
    var path: String
    /// What to call it.
    var name: String
    var problem: SourceProblem?
  }

  private(set) var entries: [Entry] = []

  /// How many files there are, problems counted as such.
  public var count: Int { entries.count }
  var isEmpty: Bool { entries.isEmpty }

  /// - Parameter format: the format that the user says files have; then all files of a directory are taken.
  public init(_ paths: [String], format: InputFormat? = nil) {
    for path in paths {
      if path == "-" {
        entries.append(Entry(path: path, name: "stdin"))
      } else if DirectoryWalk.isDirectory(path) {
        addDirectory(path, format)
      } else {
        entries.append(Entry(path: path, name: path))
      }
    }
  }

  private mutating func addDirectory(_ path: String, _ format: InputFormat?) {
    do {
      let files = try DirectoryWalk.files(below: path)
      let known = files.filter { format != nil || InputFormat(fileName: $0) != nil || SourceList.looksLikeRecords($0) }
      entries += known.map { Entry(path: $0, name: $0) }
      let others = files.count - known.count
      if known.isEmpty {
        entries.append(Entry(path: path, name: path, problem: SourceProblem(kind: .noFiles, detail: "")))
      } else if others > 0 {
        let detail = "\(others) " + (others == 1 ? "file" : "files")
        entries.append(Entry(path: path, name: path, problem: SourceProblem(kind: .skipped, detail: detail)))
      }
    } catch {
      entries.append(Entry(path: path, name: path, problem: SourceProblem(kind: .unreadable, detail: error.detail)))
    }
  }

  /// Whether a file whose name says nothing begins like JSON, XML or HL7 v2. A file that cannot be opened is kept, to be reported.
  private static func looksLikeRecords(_ path: String) -> Bool {
    guard let stream = try? ByteStream(path: path) else { return true }
    var bytes = ContiguousArray<UInt8>()
    guard (try? stream.read(4096, into: &bytes)) != nil else { return true }
    switch FormatDetector(named: nil).detect(bytes.span, atEnd: true) {
    case .format(.csv), .needMore, .empty, .binary, .unknown: return false
    case .format: return true
    }
  }
}
