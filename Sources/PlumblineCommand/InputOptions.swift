import ArgumentParser
import Batch
import SourceTree

extension InputFormat: ExpressibleByArgument {}

/// Which records, and how to read them.
struct InputOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Files or directories; `-` is standard input. Files may be gzipped.", valueName: "file"))
  var files: [String]

  @Option(help: "What the files are, instead of what their names and first bytes tell.")
  var inputFormat: InputFormat?

  @Option(help: ArgumentHelp("Threads that work side by side. (default: one a processor)", valueName: "number"))
  var jobs: Int?

  @Option(help: ArgumentHelp("How deep a record may nest.", valueName: "number"))
  var limitDepth = Limits.standard.depth

  @Option(help: ArgumentHelp("How many nodes one chunk of records may have.", valueName: "number"))
  var limitNodes = Limits.standard.nodeCount

  @Option(help: ArgumentHelp("The longest single value.", valueName: "bytes"))
  var limitValueSize = Limits.standard.valueSize

  @Option(help: ArgumentHelp("The largest record or document.", valueName: "bytes"))
  var limitDocumentSize = Limits.standard.documentSize

  mutating func validate() throws {
    if files.isEmpty { throw ValidationError("name a file or a directory, or `-` for standard input") }
    if let jobs, !(1...256 ~= jobs) { throw ValidationError("--jobs must be from 1 to 256") }
    if !(1...10_000 ~= limitDepth) { throw ValidationError("--limit-depth must be from 1 to 10000") }
    for (name, value) in [("nodes", limitNodes), ("value-size", limitValueSize), ("document-size", limitDocumentSize)]
    where value < 1 {
      throw ValidationError("--limit-\(name) must be at least 1")
    }
  }

  var limits: Limits {
    Limits(depth: limitDepth, nodeCount: limitNodes, valueSize: limitValueSize, documentSize: limitDocumentSize)
  }
}
