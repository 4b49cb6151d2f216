import CDefinitions
import Schema

/// The definitions that are part of the program: everything under `Profiles/`, compiled by `make generate`.
public enum EmbeddedDefinitions {
  /// The schema of FHIR R4 with its code lists. Takes a few milliseconds: load it once and share it.
  public static func schema() throws(SchemaImageError) -> Schema {
    unsafe try SchemaImage.load(image)
  }

  /// Files that travel with the definitions, such as the maps, by path under `Profiles/`: `files(under: "hl7v2-to-fhir/")`.
  public static func files(under folder: String) throws(SchemaImageError) -> [ImageFile] {
    unsafe try SchemaImage.files(image, under: folder)
  }

  /// The image lies in the program's read-only data and lives as long as the program.
  private static var image: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: plumbline_definitions_image(), count: plumbline_definitions_image_size())
  }
}
