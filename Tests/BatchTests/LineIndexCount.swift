import SourceTree

/// Line ends by the type that makes line numbers.
enum LineIndexCount {
  static func of(_ bytes: ContiguousArray<UInt8>) -> Int { LineIndex(bytes.span).lineStarts.count - 1 }
}
