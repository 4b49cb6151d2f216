import Schema
import SourceTree

/// Compiled maps as bytes, to be part of the program.
public enum MapImage {
  private static let magic = ContiguousArray("PLMAP\u{1}\0\0".utf8)

  /// The image of a library.
  public static func write(_ library: MapLibrary) -> ContiguousArray<UInt8> {
    var coder = MapImageCoder(schema: library.schema)
    var tables = library.tables
    tables.code(&coder)
    var bytes = magic
    append(UInt32(coder.names.count), to: &bytes)
    append(UInt32(coder.words.count), to: &bytes)
    for name in coder.names {
      append(UInt32(name.utf8.count), to: &bytes)
      bytes.append(contentsOf: name.utf8)
    }
    for word in coder.words { append(word, to: &bytes) }
    return bytes
  }

  /// The tables of an image.
  static func read(_ bytes: Span<UInt8>, schema: Schema) throws(MapLibraryError) -> MapTables {
    var position = magic.count
    func word() -> UInt32? {
      guard position + 4 <= bytes.count else { return nil }
      defer { position += 4 }
      return UInt32(bytes[position]) | UInt32(bytes[position + 1]) << 8 | UInt32(bytes[position + 2]) << 16
        | UInt32(bytes[position + 3]) << 24
    }
    guard bytes.count >= magic.count, (0..<magic.count).allSatisfy({ bytes[$0] == magic[$0] }), let nameCount = word(),
      let wordCount = word(), Int(nameCount) + Int(wordCount) <= bytes.count
    else { throw MapLibraryError("the image of maps is damaged") }
    var names: [String] = []
    names.reserveCapacity(Int(nameCount))
    for _ in 0..<nameCount {
      guard let length = word(), position + Int(length) <= bytes.count else {
        throw MapLibraryError("the image of maps is damaged")
      }
      let end = position + Int(length)
      var text = ContiguousArray<UInt8>()
      for index in position..<end { text.append(bytes[index]) }
      names.append(String(decoding: text, as: UTF8.self))
      position = end
    }
    var words = ContiguousArray<UInt32>()
    words.reserveCapacity(Int(wordCount))
    for _ in 0..<wordCount {
      guard let word = word() else { throw MapLibraryError("the image of maps is damaged") }
      words.append(word)
    }
    var coder = MapImageCoder(schema: schema, words: words, names: names)
    var tables = MapTables()
    tables.code(&coder)
    if let fault = coder.fault { throw MapLibraryError("the image of maps does not fit the definitions: \(fault)") }
    return tables
  }

  private static func append(_ word: UInt32, to bytes: inout ContiguousArray<UInt8>) {
    for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }
}
