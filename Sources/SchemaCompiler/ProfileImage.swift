import Definitions
import Diagnostics
import Schema

/// Compiles a folder of profiles and maps into an image: folders with a `package.yaml` are definitions and become tables. All YAML and TSV
/// files travel as they are, those of definitions too, so that packages which build on them can be compiled at run time.
public enum ProfileImage {
  /// An image, and what is wrong with what it was made from.
  public struct Result: Sendable {
    public var image: [UInt8]
    public var diagnostics: DiagnosticList
  }

  public static func compile(_ folder: String) throws(DefinitionError) -> Result {
    var diagnostics = DiagnosticList()
    var packages: [Package] = []
    var files: [ImageFile] = []
    let names = try listing(folder)
    let packageFolders = names.filter { $0.hasSuffix("/package.yaml") }.map { $0.dropLast("package.yaml".count) }
    for packageFolder in packageFolders {
      let contents = try ProfileFolder.read(folder + "/" + packageFolder.dropLast())
      diagnostics.append(contentsOf: contents.diagnostics)
      packages.append(contents.package)
    }
    for name in names
    where (name.hasSuffix(".yaml") || name.hasSuffix(".tsv"))
      && !packageFolders.contains(where: { name.hasPrefix($0 + "examples/") })
    {
      files.append(ImageFile(path: name, contents: try contents(of: folder + "/" + name)))
    }
    var compiler = SchemaCompiler(DefinitionSet(packages), scope: .typesAndProfiles)
    let tables = compiler.compile()
    diagnostics.append(contentsOf: compiler.diagnostics)
    return Result(image: SchemaImage.write(tables, files: files), diagnostics: diagnostics)
  }

  private static func listing(_ folder: String) throws(DefinitionError) -> [String] {
    do { return try FileSystem.files(under: folder) } catch { throw DefinitionError(unreadable: error) }
  }

  private static func contents(of path: String) throws(DefinitionError) -> [UInt8] {
    do { return try FileSystem.read(path) } catch { throw DefinitionError(unreadable: error) }
  }
}
