extension SchemaImage {
  /// The schema in an image. Only images that Plumbline itself wrote may be read: tables are copied as they are, and their
  /// contents are trusted.
  public static func load(_ image: UnsafeRawBufferPointer) throws(SchemaImageError) -> Schema {
    let reader = unsafe try ImageReader(image)
    var tables = Schema.Tables()
    tables.stringBytes = try reader.records(.stringBytes)
    tables.stringOffsets = try reader.records(.stringOffsets)
    tables.names = try reader.records(.names)
    tables.types = try reader.records(.types)
    tables.elements = try reader.records(.elements)
    tables.typeReferences = try reader.records(.typeReferences)
    tables.profileLists = try reader.records(.profileLists)
    tables.constraints = try reader.records(.constraints)
    tables.slicings = try reader.records(.slicings)
    tables.discriminators = try reader.records(.discriminators)
    tables.slices = try reader.records(.slices)
    tables.valueSets = try reader.records(.valueSets)
    tables.concepts = try reader.records(.concepts)
    tables.contexts = try reader.records(.contexts)
    tables.additionalBindings = try reader.records(.additionalBindings)
    tables.terminology = try reader.terminology()
    return Schema(tables)
  }

  /// The files of an image whose paths start with `folder`, in the order of their paths.
  public static func files(_ image: UnsafeRawBufferPointer, under folder: String) throws(SchemaImageError) -> [ImageFile] {
    let reader = unsafe try ImageReader(image)
    let directory: ContiguousArray<UInt32> = try reader.records(.fileDirectory)
    let bytes = try reader.range(.fileBytes)
    let start = Array(folder.utf8)
    func range(_ entry: Int) -> Range<Int> {
      let start = min(bytes.lowerBound + Int(directory[entry]), bytes.upperBound)
      return start..<min(start + Int(directory[entry + 1]), bytes.upperBound)
    }
    return stride(from: 0, to: directory.count - 3, by: 4).compactMap { entry in
      // Most files are others: their paths are compared where they stand.
      guard unsafe image[range(entry)].starts(with: start) else { return nil }
      let path = unsafe String(decoding: image[range(entry)], as: UTF8.self)
      return unsafe ImageFile(path: path, contents: Array(image[range(entry + 2)]))
    }
  }
}

/// Reads the header and the table of sections; every range is checked against the image.
@safe
struct ImageReader {
  private let image: UnsafeRawBufferPointer
  private var sections: [UInt32: (stride: Int, range: Range<Int>)] = [:]

  init(_ image: UnsafeRawBufferPointer) throws(SchemaImageError) {
    unsafe self.image = image
    guard image.count >= SchemaImage.headerSize, number(0, UInt64.self) == SchemaImage.magic else { throw .notAnImage }
    let version = number(8, UInt32.self)
    guard version == SchemaImage.formatVersion else { throw .otherVersion(version) }
    guard number(16, UInt64.self) == SchemaImage.layoutFingerprint else { throw .otherLayout }
    guard number(24, UInt64.self) == UInt64(image.count) else { throw .truncated }
    let count = Int(number(12, UInt32.self))
    guard SchemaImage.headerSize + count * SchemaImage.sectionEntrySize <= image.count else { throw .truncated }
    for index in 0..<count {
      let entry = SchemaImage.headerSize + index * SchemaImage.sectionEntrySize
      let offset = number(entry + 8, UInt64.self)
      let length = number(entry + 16, UInt64.self)
      guard offset <= UInt64(image.count), length <= UInt64(image.count) - offset else { throw .truncated }
      sections[number(entry, UInt32.self)] = (Int(number(entry + 4, UInt32.self)), Int(offset)..<Int(offset + length))
    }
  }

  func range(_ section: SchemaImage.Section) throws(SchemaImageError) -> Range<Int> {
    guard let found = sections[section.rawValue] else { throw .truncated }
    return found.range
  }

  func records<Record: ImageRecord>(_ section: SchemaImage.Section) throws(SchemaImageError) -> ContiguousArray<Record> {
    guard let found = sections[section.rawValue], found.stride == MemoryLayout<Record>.stride,
      found.range.count % found.stride == 0
    else { throw .truncated }
    let count = found.range.count / found.stride
    // The range lies in the image, the stride is the record's, and the target has room for `count` records.
    return unsafe ContiguousArray<Record>(unsafeUninitializedCapacity: count) { target, initialized in
      unsafe UnsafeMutableRawBufferPointer(target).copyMemory(from: UnsafeRawBufferPointer(rebasing: image[found.range]))
      initialized = count
    }
  }

  /// Callers stay within the header and the table of sections, whose size was checked.
  private func number<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _ type: Number.Type) -> Number {
    unsafe Number(littleEndian: image.loadUnaligned(fromByteOffset: offset, as: type))
  }
}
