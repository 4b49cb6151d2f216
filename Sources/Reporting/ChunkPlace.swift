/// Where a chunk stands in its file: what must be added to places in the chunk to make places in the file.
public struct ChunkPlace: Sendable {
  /// As the user named it, or `stdin`.
  public var file: String
  /// Lines of the file before the chunk.
  public var linesBefore: Int
  /// Records of the file before the chunk.
  public var recordsBefore: Int
  /// Names of a table's columns, from its header row; empty where it has none.
  public var columns: [String]
  /// Where the header row ends in this chunk, 0 if it is not in it.
  public var headerEnd: Int

  public init(file: String, linesBefore: Int = 0, recordsBefore: Int = 0, columns: [String] = [], headerEnd: Int = 0) {
    self.file = file
    self.linesBefore = linesBefore
    self.recordsBefore = recordsBefore
    self.columns = columns
    self.headerEnd = headerEnd
  }
}
