/// A file that travels in an image, such as a map's YAML text.
public struct ImageFile: Sendable, Hashable {
  /// Relative, with `/` between folders.
  public var path: String
  public var contents: [UInt8]

  public init(path: String, contents: [UInt8]) {
    self.path = path
    self.contents = contents
  }
}

extension SchemaImage {
  /// The image of a schema's tables and of files; files are put in the order of their paths.
  public static func write(_ tables: Schema.Tables, files: [ImageFile] = []) -> [UInt8] {
    var writer = ImageWriter()
    writer.add(.stringBytes, tables.stringBytes)
    writer.add(.stringOffsets, tables.stringOffsets)
    writer.add(.names, tables.names)
    writer.add(.types, tables.types)
    writer.add(.elements, tables.elements)
    writer.add(.typeReferences, tables.typeReferences)
    writer.add(.profileLists, tables.profileLists)
    writer.add(.constraints, tables.constraints)
    writer.add(.slicings, tables.slicings)
    writer.add(.discriminators, tables.discriminators)
    writer.add(.slices, tables.slices)
    writer.add(.valueSets, tables.valueSets)
    writer.add(.concepts, tables.concepts)
    writer.add(.contexts, tables.contexts)
    writer.add(.additionalBindings, tables.additionalBindings)
    writer.add(tables.terminology)
    let directory = FileDirectory(files)
    writer.add(.fileDirectory, directory.entries)
    writer.add(.fileBytes, directory.bytes)
    return writer.image()
  }

  /// Changes when the size or the fields of a record change.
  static var layoutFingerprint: UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ number: Int) { value = (value ^ UInt64(number)) &* 0x0000_0100_0000_01B3 }
    func mix<Record: ImageRecord>(_ record: Record.Type) {
      mix(MemoryLayout<Record>.stride)
      for field in Record.fields {
        mix(field.offset)
        mix(field.size)
      }
    }
    mix(TypeRecord.self)
    mix(ElementRecord.self)
    mix(TypeReferenceRecord.self)
    mix(ConstraintRecord.self)
    mix(SlicingRecord.self)
    mix(DiscriminatorRecord.self)
    mix(SliceRecord.self)
    mix(ValueSetRecord.self)
    mix(ConceptRecord.self)
    mix(ExtensionContextRecord.self)
    mix(AdditionalBindingRecord.self)
    mix(CodeSystemRecord.self)
    mix(CodeRecord.self)
    mix(CodeFactRecord.self)
    mix(ValueSetComponentRecord.self)
    mix(ValueSetMemberRecord.self)
    mix(ValueSetFilterRecord.self)
    return value
  }
}

/// The files of an image: a directory of four numbers a file (start and length of the path, start and length of the contents, both in
/// the bytes that follow), sorted by path.
struct FileDirectory {
  var entries = ContiguousArray<UInt32>()
  var bytes = ContiguousArray<UInt8>()

  init(_ files: [ImageFile]) {
    for file in files.sorted(by: { $0.path < $1.path }) {
      append(Array(file.path.utf8))
      append(file.contents)
    }
  }

  private mutating func append(_ part: [UInt8]) {
    entries.append(UInt32(bytes.count))
    entries.append(UInt32(part.count))
    bytes.append(contentsOf: part)
  }
}

struct ImageWriter {
  private var sections: [(section: SchemaImage.Section, stride: Int, bytes: [UInt8])] = []

  mutating func add<Record: ImageRecord>(_ section: SchemaImage.Section, _ records: ContiguousArray<Record>) {
    let stride = MemoryLayout<Record>.stride
    let fields = Record.fields
    var bytes = [UInt8](repeating: 0, count: records.count * stride)
    for (index, record) in records.enumerated() {
      for field in fields { field.store(record, &bytes, index * stride) }
    }
    sections.append((section, stride, bytes))
  }

  func image() -> [UInt8] {
    var offset = SchemaImage.aligned(SchemaImage.headerSize + sections.count * SchemaImage.sectionEntrySize)
    var table: [UInt8] = []
    for (section, stride, bytes) in sections {
      SchemaImage.append(section.rawValue, to: &table)
      SchemaImage.append(UInt32(stride), to: &table)
      SchemaImage.append(UInt64(offset), to: &table)
      SchemaImage.append(UInt64(bytes.count), to: &table)
      offset = SchemaImage.aligned(offset + bytes.count)
    }
    var image: [UInt8] = []
    image.reserveCapacity(offset)
    SchemaImage.append(SchemaImage.magic, to: &image)
    SchemaImage.append(SchemaImage.formatVersion, to: &image)
    SchemaImage.append(UInt32(sections.count), to: &image)
    SchemaImage.append(SchemaImage.layoutFingerprint, to: &image)
    SchemaImage.append(UInt64(offset), to: &image)
    image += table
    for (_, _, bytes) in sections {
      image += [UInt8](repeating: 0, count: SchemaImage.aligned(image.count) - image.count)
      image += bytes
    }
    image += [UInt8](repeating: 0, count: offset - image.count)
    return image
  }
}

extension SchemaImage {
  static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }

  static func append<Number: FixedWidthInteger & UnsignedInteger>(_ number: Number, to bytes: inout [UInt8]) {
    for index in 0..<(Number.bitWidth / 8) { bytes.append(UInt8(truncatingIfNeeded: number >> Number(index * 8))) }
  }
}
