import Batch
import Diagnostics
import EmbeddedDefinitions
import Mapping
import Schema

/// Which maps convert: those that are part of the program, and those of files.
public struct MapSources: Sendable {
  /// Map files, in the order of precedence: later ones override earlier ones.
  public var files: [MapFile]
  /// Whether the maps that are part of the program are there, too.
  public var includesEmbedded: Bool
  /// Layers of the program that are put over its other maps, such as `uk-core`.
  public var layers: Set<String> = []

  public init(files: [MapFile] = [], includesEmbedded: Bool = true) {
    self.files = files
    self.includesEmbedded = includesEmbedded
  }

  /// The layers that are part of the program and only used when asked for.
  public static let optionalLayers = ["uk-core"]

  /// Whether these are the maps of the program and no others.
  public var isStandard: Bool { files.isEmpty && layers.isEmpty && includesEmbedded }

  static let folders = ["hl7v2-to-fhir/", "vaccination-csv/"]

  /// Compiles the maps.
  public func library(_ schema: Schema) throws(MapLibraryError) -> MapLibrary {
    if isStandard {
      return try EmbeddedDefinitions.withMaps { image throws(MapLibraryError) in try MapLibrary(schema: schema, image: image) }
    }
    do {
      var all: [MapFile] = []
      if includesEmbedded {
        for folder in MapSources.folders {
          for file in try EmbeddedDefinitions.files(under: folder) where isMap(file.path) {
            all.append(MapFile(name: file.path, text: ContiguousArray(file.contents)))
          }
        }
        guard !all.isEmpty else { throw MapLibraryError("there are none in the program") }
      }
      return try MapLibrary(schema: schema, files: MapSources.ordered(all) + files)
    } catch let error as MapLibraryError {
      throw error
    } catch {
      throw MapLibraryError("\(error)")
    }
  }

  /// Patches and decisions are for the generator of maps.
  private func isMap(_ path: String) -> Bool {
    let layer = MapSources.optionalLayers.first { path.contains("/\($0)/") }
    return !path.hasSuffix("/patches.yaml") && !path.hasSuffix("/decisions.yaml") && layer.map(layers.contains) ?? true
  }

  /// The maps, compiled when the first feed is read.
  public func lazy(_ schema: Schema) -> LazyValue<Result<MapLibrary, MapLibraryError>> {
    LazyValue {
      do throws(MapLibraryError) { return .success(try library(schema)) } catch { return .failure(error) }
    }
  }

  /// Plans of messages: those of the files come before those of the program.
  func lazyReverse(
    _ maps: LazyValue<Result<MapLibrary, MapLibraryError>>
  ) -> LazyValue<Result<ReverseLibrary, MapLibraryError>> {
    LazyValue {
      let embedded = ((try? EmbeddedDefinitions.files(under: "fhir-to-hl7v2/")) ?? []).map {
        MapFile(name: $0.path, text: ContiguousArray($0.contents))
      }
      return maps.value.flatMap { library in
        do throws(MapLibraryError) {
          return .success(
            try ReverseLibrary(
              maps: library, plans: files.reversed() + embedded, definitions: EmbeddedMessages.library()?.definitions))
        } catch {
          return .failure(error)
        }
      }
    }
  }

  /// Generated maps before those that override them.
  static func ordered(_ files: [MapFile]) -> [MapFile] {
    let own = files.filter { !isGenerated($0.name) }
    return files.filter { isGenerated($0.name) } + own.filter { !isLayer($0.name) } + own.filter { isLayer($0.name) }
  }

  /// Names of map files, generated ones before those that override them.
  public static func ordered(names: [String]) -> [String] { names.filter(isGenerated) + names.filter { !isGenerated($0) } }

  private static func isLayer(_ name: String) -> Bool {
    optionalLayers.contains { name.contains("/\($0)/") || name.hasPrefix($0 + "/") }
  }

  private static func isGenerated(_ name: String) -> Bool { name.contains("/tables/") || name.hasPrefix("tables/") }

  /// The line of a fault in one of the files, from 1.
  public func line(of problem: MapProblem, in file: String) -> Int {
    guard let text = files.first(where: { $0.name == file })?.text else { return 1 }
    return 1 + text.prefix(Int(problem.finding.span.offset)).count { $0 == UInt8(ascii: "\n") }
  }
}
