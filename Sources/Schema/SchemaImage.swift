/// The bytes of a compiled schema and of the files that travel with it. The tables stand in the image as they stand in memory, so
/// that loading copies them and parses nothing.
///
/// Layout, little-endian: a header of 32 bytes (magic `PLUMBIMG`, format version, number of sections, layout fingerprint, length of the
/// image), then for each section its number, element size, offset and length in bytes, then the sections, each at a multiple of 64.
/// Equal tables give equal bytes.
public enum SchemaImage {
  static let magic: UInt64 = 0x474D_4942_4D55_4C50  // "PLUMBIMG"
  static let formatVersion: UInt32 = 2
  static let headerSize = 32
  static let sectionEntrySize = 24
  static let alignment = 64

  /// The tables of an image. Numbers are stable: new tables get new numbers.
  enum Section: UInt32, CaseIterable {
    case stringBytes = 1, stringOffsets, names, types, elements, typeReferences, profileLists, constraints, slicings
    case discriminators, slices, valueSets, concepts
    case fileDirectory, fileBytes
    case contexts, additionalBindings
    case codeSystems = 100, codes, codeFacts, valueSetOrder, components, members, filters, imports
  }
}

/// Why an image cannot be used.
public enum SchemaImageError: Error, Sendable, Hashable {
  /// The bytes are not an image.
  case notAnImage
  /// The image was made by another version of Plumbline.
  case otherVersion(UInt32)
  /// The image was made for another memory layout.
  case otherLayout
  /// A table lies outside the image or has a broken length.
  case truncated
}
