import Definitions
import Diagnostics
import Schema

/// Compiles a folder of profiles and maps into images.
///
/// Folders with a `package.yaml` are definitions. Those that depend on no other package (FHIR R4) become the tables of the first image,
/// `definitions.image`; each of the others becomes an image of its own, named after its folder, that holds the first one's tables and its
/// own and is kept as the difference to the first. All YAML and TSV files travel in the first image as they are, those of definitions too,
/// so that packages which build on them can be compiled at run time.
public enum ProfileImage {
  /// An image as a file.
  public struct File: Sendable {
    public var name: String
    public var bytes: [UInt8]
  }

  /// The images, and what is wrong with what they were made from.
  public struct Result: Sendable {
    public var files: [File]
    public var diagnostics: DiagnosticList
  }

  public static func compile(_ folder: String) throws(DefinitionError) -> Result {
    var result = Result(files: [], diagnostics: DiagnosticList())
    let names = try listing(folder)
    var base: [Package] = []
    var others: [(name: String, package: Package)] = []
    var examples: [String] = []
    for name in names where name.hasSuffix("/package.yaml") {
      let packageFolder = String(name.dropLast("/package.yaml".count))
      let contents = try ProfileFolder.read(folder + "/" + packageFolder)
      result.diagnostics.append(contentsOf: contents.diagnostics)
      examples.append(packageFolder + "/examples/")
      if contents.package.dependencies.isEmpty {
        base.append(contents.package)
      } else {
        others.append((packageFolder, contents.package))
      }
    }
    var files: [ImageFile] = []
    for name in names where name.hasSuffix(".yaml") || name.hasSuffix(".tsv") {
      if examples.contains(where: { name.hasPrefix($0) }) { continue }
      files.append(ImageFile(path: name, contents: try contents(of: folder + "/" + name)))
    }
    let tables = compile(base, like: nil, &result.diagnostics)
    let image = SchemaImage.write(tables, files: files)
    result.files.append(File(name: "definitions.image", bytes: image))
    for other in others {
      let grown = SchemaImage.write(compile(base + [other.package], like: tables, &result.diagnostics))
      result.files.append(File(name: other.name + ".image", bytes: ImageDelta.encode(grown, base: image)))
    }
    return result
  }

  private static func compile(
    _ packages: [Package], like base: Schema.Tables?, _ diagnostics: inout DiagnosticList
  ) -> Schema.Tables {
    var compiler = SchemaCompiler(DefinitionSet(packages), scope: .typesAndProfiles, like: base)
    let tables = compiler.compile()
    diagnostics.append(contentsOf: compiler.diagnostics)
    return tables
  }

  private static func listing(_ folder: String) throws(DefinitionError) -> [String] {
    do { return try FileSystem.files(under: folder) } catch { throw DefinitionError(unreadable: error) }
  }

  private static func contents(of path: String) throws(DefinitionError) -> [UInt8] {
    do { return try FileSystem.read(path) } catch { throw DefinitionError(unreadable: error) }
  }
}
