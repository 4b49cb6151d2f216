import SourceTree

/// Texts: stretches of the document, of the expression, or of the evaluator's own buffer.
extension FHIRPathEvaluator {
  func byte(_ text: TextReference, _ index: Int, _ document: borrowing SourceDocument) -> UInt8 {
    let position = Int(text.offset) + index
    switch text.store {
    case .document: return document.bytes[position]
    case .scratch: return scratch.bytes[position]
    case .program: return program.parts.literalBytes[position]
    }
  }

  func equalTexts(_ left: TextReference, _ right: TextReference, _ document: borrowing SourceDocument) -> Bool {
    guard left.length == right.length else { return false }
    for index in 0..<Int(left.length) where byte(left, index, document) != byte(right, index, document) { return false }
    return true
  }

  /// By code points, which is the order of the bytes of UTF-8.
  func compareTexts(_ left: TextReference, _ right: TextReference, _ document: borrowing SourceDocument) -> Int {
    for index in 0..<Int(min(left.length, right.length)) {
      let (first, second) = (byte(left, index, document), byte(right, index, document))
      if first != second { return first < second ? -1 : 1 }
    }
    return left.length == right.length ? 0 : left.length < right.length ? -1 : 1
  }

  func append(_ text: TextReference, to bytes: inout [UInt8], _ document: borrowing SourceDocument) {
    switch text.store {
    case .document: bytes += document.bytes[text.range]
    case .scratch: bytes += scratch.bytes[text.range]
    case .program: bytes += program.parts.literalBytes[text.range]
    }
  }

  func string(_ text: TextReference, _ document: borrowing SourceDocument) -> String {
    switch text.store {
    case .document: String(decoding: document.bytes[text.range], as: UTF8.self)
    case .scratch: String(decoding: scratch.bytes[text.range], as: UTF8.self)
    case .program: String(decoding: program.parts.literalBytes[text.range], as: UTF8.self)
    }
  }

  mutating func store(_ bytes: [UInt8]) -> TextReference {
    let start = scratch.bytes.count
    scratch.bytes.append(contentsOf: bytes)
    return TextReference(.scratch, start..<scratch.bytes.count)
  }

  mutating func store(_ text: String) -> TextReference {
    let start = scratch.bytes.count
    scratch.bytes.append(contentsOf: text.utf8)
    return TextReference(.scratch, start..<scratch.bytes.count)
  }

  /// The text of a string node, without escapes.
  mutating func text(_ node: NodeID, isScratch: Bool, _ document: borrowing SourceDocument) -> TextReference {
    if isScratch { return TextReference(.scratch, scratch[node].range) }
    let entry = document[node]
    if entry.kind != .encodedString { return TextReference(.document, entry.range) }
    let start = scratch.bytes.count
    scratch.bytes.append(contentsOf: document.decodedBytes(of: node))
    return TextReference(.scratch, start..<scratch.bytes.count)
  }
}
