import HL7v2Syntax
import SourceTree

/// Turns the bytes of a value into text: resolves escape sequences (HL7 v2.5.1 section 2.7) and brings the character set to UTF-8.
///
/// Delimiter escapes become the message's delimiters; `\.br\`, `\.sp\`, `\.ce\` new lines, `\.sk\` blanks; `\X..\` its characters.
/// Highlighting and layout (`\H\`, `\N\`, `\.in\`, `\.ti\`, `\.fi\`, `\.nf\`) have no text and are left out. Switches of the
/// character set, local and unknown sequences stay as they stand.
public struct ValueDecoder: Sendable {
  public var delimiters: Delimiters
  public var encoding: TextEncoding

  public init(delimiters: Delimiters, encoding: TextEncoding) {
    self.delimiters = delimiters
    self.encoding = encoding
  }

  public func append(_ source: Span<UInt8>, _ range: Range<Int>, to output: inout ContiguousArray<UInt8>) {
    var position = range.lowerBound
    var plain = position
    while position < range.upperBound {
      guard source[position] == delimiters.escape, let end = partner(source, position, range.upperBound) else {
        position += 1
        continue
      }
      appendPlain(source, plain..<position, to: &output)
      position = appendEscape(source, position..<end, range.upperBound, to: &output)
      plain = position
    }
    appendPlain(source, plain..<range.upperBound, to: &output)
  }

  /// Adds bytes without escapes in UTF-8.
  func appendPlain(_ source: Span<UInt8>, _ range: Range<Int>, to output: inout ContiguousArray<UInt8>) {
    var position = range.lowerBound
    while position < range.upperBound {
      let high = EightBitText.firstNonASCII(source, position..<range.upperBound)
      for index in position..<high { output.append(source[index]) }
      position = high
      guard position < range.upperBound else { return }
      if encoding == .utf8 {
        position += appendUTF8(source, position, range.upperBound, to: &output)
      } else {
        append(SingleByteTable.scalar(source[position], encoding), to: &output)
        position += 1
      }
    }
  }

  /// Adds the sequence at an offset; a byte that is no UTF-8 is read as Windows-1252, so that it is not lost.
  private func appendUTF8(
    _ source: Span<UInt8>, _ position: Int, _ end: Int, to output: inout ContiguousArray<UInt8>
  ) -> Int {
    let length = EightBitText.sequenceLength(source, at: position, end: end)
    guard length > 0 else {
      append(EightBitText.scalar(windows1252: source[position]), to: &output)
      return 1
    }
    for index in position..<(position + length) { output.append(source[index]) }
    return length
  }

  private func append(_ scalar: UInt32, to output: inout ContiguousArray<UInt8>) {
    output.append(
      contentsOf: Unicode.UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? Unicode.UTF8.encodedReplacementCharacter)
  }

  /// The offset of the escape character that closes the sequence at `start`.
  private func partner(_ source: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var position = start + 1
    while position < end {
      if source[position] == delimiters.escape { return position }
      position += 1
    }
    return nil
  }

  /// Adds what the sequence between two escape characters stands for.
  ///
  /// - Returns: the offset after it, or after all hexadecimal sequences that follow each other.
  private func appendEscape(
    _ source: Span<UInt8>, _ sequence: Range<Int>, _ end: Int, to output: inout ContiguousArray<UInt8>
  ) -> Int {
    let next = sequence.upperBound + 1
    func delimiter(_ byte: UInt8?) -> Int {
      guard let byte else {
        appendPlain(source, sequence.lowerBound..<next, to: &output)
        return next
      }
      output.append(byte)
      return next
    }
    switch EscapeSequence(source.extracting((sequence.lowerBound + 1)..<sequence.upperBound)) {
    case .field: return delimiter(delimiters.field)
    case .component: return delimiter(delimiters.component)
    case .subcomponent: return delimiter(delimiters.subcomponent)
    case .repetition: return delimiter(delimiters.repetition)
    case .escape: return delimiter(delimiters.escape)
    case .truncation: return delimiter(delimiters.truncation)
    case .highlight, .normal: return next
    case .formatting(let command, let count): appendFormatting(command, count, to: &output)
    case .hexadecimal: return appendHexadecimal(source, sequence, end, to: &output)
    case .characterSet, .local, .unknown: appendPlain(source, sequence.lowerBound..<next, to: &output)
    }
    return next
  }

  private func appendFormatting(
    _ command: EscapeSequence.FormattingCommand, _ count: Int?, to output: inout ContiguousArray<UInt8>
  ) {
    switch command {
    case .newLine, .centre: output.append(0x0A)
    case .skipLines: for _ in 0..<max(1, count ?? 1) { output.append(0x0A) }
    case .skipSpaces: for _ in 0..<max(1, count ?? 1) { output.append(0x20) }
    case .indent, .temporaryIndent, .fill, .noFill: break
    }
  }
}
