import CDefinitions
import Schema

/// The definitions that are part of the program: everything under `Profiles/`, compiled by `make generate`.
public enum EmbeddedDefinitions {
  /// Packages beside FHIR R4 that are part of the program, each compiled together with it. They cost nothing until they are asked for.
  public enum Overlay: String, CaseIterable, Sendable {
    case ukCore = "uk-core"
    case ukCoreStaging = "uk-core-staging"
  }

  /// The schema of FHIR R4 with its code lists. Takes a few milliseconds: load it once and share it.
  public static func schema() throws(SchemaImageError) -> Schema {
    unsafe try SchemaImage.load(image)
  }

  /// The schema of FHIR R4 and another package.
  public static func schema(_ overlay: Overlay) throws(SchemaImageError) -> Schema {
    let bytes = unsafe try ImageDelta.decode(delta(overlay), base: image)
    // The array lives until the call returns, and the schema has copies of all it needs.
    let loaded: Result<Schema, SchemaImageError> = unsafe bytes.withUnsafeBytes { pointer in
      do throws(SchemaImageError) { return .success(unsafe try SchemaImage.load(pointer)) } catch { return .failure(error) }
    }
    return try loaded.get()
  }

  /// Files that travel with the definitions, such as the maps, by path under `Profiles/`: `files(under: "hl7v2-to-fhir/")`.
  public static func files(under folder: String) throws(SchemaImageError) -> [ImageFile] {
    unsafe try SchemaImage.files(image, under: folder)
  }

  /// The facts of HL7 v2, for `HL7v2Facts(image:)`.
  public static func messageFacts() -> [UInt8] {
    // As the other image: read-only data of known size.
    unsafe [UInt8](UnsafeRawBufferPointer(start: plumbline_hl7v2_image(), count: plumbline_hl7v2_image_size()))
  }

  /// Calls a closure with the compiled maps, a `MapImage`.
  public static func withMaps<Result, Failure: Error>(_ body: (Span<UInt8>) throws(Failure) -> Result) throws(Failure) -> Result {
    // In the program's read-only data, which lives as long as the program.
    let bytes = unsafe UnsafeBufferPointer(start: plumbline_maps_image(), count: plumbline_maps_image_size())
    return try body(unsafe Span(_unsafeElements: bytes))
  }

  /// The image lies in the program's read-only data and lives as long as the program.
  private static var image: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: plumbline_definitions_image(), count: plumbline_definitions_image_size())
  }

  /// Also in the program's read-only data.
  private static func delta(_ overlay: Overlay) -> UnsafeRawBufferPointer {
    switch overlay {
    case .ukCore: unsafe UnsafeRawBufferPointer(start: plumbline_uk_core_delta(), count: plumbline_uk_core_delta_size())
    case .ukCoreStaging:
      unsafe UnsafeRawBufferPointer(start: plumbline_uk_core_staging_delta(), count: plumbline_uk_core_staging_delta_size())
    }
  }
}
