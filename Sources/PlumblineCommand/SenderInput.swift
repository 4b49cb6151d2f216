import ArgumentParser
import Batch
import Definitions
import Mapping
import Plumbline
import Schema

/// Settings of senders, read from a file and put over the maps of the run.
enum SenderInput {
  /// - Parameter sources: the maps of the run.
  static func choices(_ path: String, _ sources: MapSources, _ schema: Schema) throws -> [SenderChoice] {
    let bytes = try MapInput.orExit { () throws(FileSystem.Failure) in try FileSystem.read(path) }
    let file = SenderFile(bytes, name: path, registry: ProductRules.registry)
    guard file.problems.isEmpty else {
      for problem in file.problems { Console.error("plumbline: \(problem)\n") }
      throw ExitCode(CommandLineRun.usage)
    }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return try file.senders.map { sender in
      let paths = sender.maps.map { map in
        map.hasPrefix("/") || folder.isEmpty || MapSources.optionalLayers.contains(map) ? map : "\(folder)/\(map)"
      }
      let own = try MapInput.sources(paths)
      var all = sources
      all.files += own.files + sender.files
      all.layers.formUnion(own.layers)
      let maps = all.lazy(schema)
      if !own.files.isEmpty, case .success(let library) = maps.value { try MapInput.check(all, library) }
      return SenderChoice(match: sender.match, maps: maps, zone: sender.zone, severities: sender.severities)
    }
  }
}
