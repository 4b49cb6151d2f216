import ArgumentParser
import Definitions
import Diagnostics
import Mapping
import Plumbline
import SourceTree

/// Which maps convert.
struct MapInput: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Own maps: a YAML file, or a folder of them, or `uk-core` for the layer of the program that makes records of UK Core; may be given \
      again. Later ones override earlier ones and those of the program.
      """,
      valueName: "path"))
  var map: [String] = []

  @Flag(help: "Convert by the maps given with --map only.")
  var ownMapsOnly = false

  func sources() throws -> MapSources {
    var sources = try MapInput.sources(map)
    sources.includesEmbedded = !ownMapsOnly
    return sources
  }

  /// The maps of files, folders and layers.
  static func sources(_ paths: [String]) throws -> MapSources {
    var files: [MapFile] = []
    var layers: Set<String> = []
    for path in paths {
      if MapSources.optionalLayers.contains(path) {
        layers.insert(path)
        continue
      }
      guard FileSystem.isFolder(path) else {
        files.append(try MapInput.read(path))
        continue
      }
      let names = try MapInput.orExit { () throws(FileSystem.Failure) in try FileSystem.files(under: path) }
      let maps = names.filter { $0.hasSuffix(".yaml") && !MapInput.isGeneratorInput($0) }
      for name in MapSources.ordered(names: maps) { files.append(try MapInput.read("\(path)/\(name)")) }
    }
    var sources = MapSources(files: files)
    sources.layers = layers
    return sources
  }

  /// Patches of the published tables are no maps.
  private static func isGeneratorInput(_ name: String) -> Bool {
    name.hasSuffix("tables/patches.yaml") || name.hasSuffix("tables/decisions.yaml")
  }

  private static func read(_ path: String) throws -> MapFile {
    MapFile(
      name: path, text: ContiguousArray(try orExit { () throws(FileSystem.Failure) in try FileSystem.read(path) }))
  }

  static func orExit<Value>(_ body: () throws(FileSystem.Failure) -> Value) throws -> Value {
    do { return try body() } catch {
      Console.error("plumbline: `\(error.path)`: \(error.reason)\n")
      throw ExitCode(CommandLineRun.usage)
    }
  }

  /// What is wrong in own maps ends the run before it begins.
  static func check(_ sources: MapSources, _ library: MapLibrary) throws {
    let own = Set(sources.files.map(\.name))
    var isFaulty = false
    for problem in library.problems {
      let file = library.fileNames[problem.file]
      guard own.contains(file), let rule = ProductRules.registry[problem.finding.rule] else { continue }
      isFaulty = true
      let line = sources.line(of: problem, in: file)
      Console.error("\(file):\(line): error: \(rule.id) \(rule.name): \(problem.detail)\n")
    }
    if isFaulty { throw ExitCode(CommandLineRun.usage) }
  }
}
