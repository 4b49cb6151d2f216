import CLibXML2
import Diagnostics

/// Puts libxml2's complaints into our own words, at the exact bytes. libxml2 reports where it stood when it noticed; the bytes
/// that are wrong are found from there.
extension LibXMLError {
  func fault(in bytes: Span<UInt8>) -> XMLFault {
    let offset = min(max(offset, 0), bytes.count)
    let here = offset..<min(offset + 1, bytes.count)
    switch UInt32(truncatingIfNeeded: code) {
    case XML_ERR_UNDECLARED_ENTITY.rawValue, XML_WAR_UNDECLARED_ENTITY.rawValue:
      return XMLFault(XMLRules.undefinedEntity, reference(bytes, before: offset), .text(name))
    case XML_ERR_ATTRIBUTE_REDEFINED.rawValue, XML_NS_ERR_ATTRIBUTE_REDEFINED.rawValue:
      return duplicateAttribute(bytes, offset)
    case XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue:
      return XMLFault(XMLRules.unboundPrefix, prefix(bytes, offset), .text(name))
    case XML_NS_ERR_XML_NAMESPACE.rawValue, XML_NS_ERR_QNAME.rawValue, XML_NS_ERR_EMPTY.rawValue, XML_NS_ERR_COLON.rawValue:
      return XMLFault(XMLRules.malformedNamespace, here)
    case XML_ERR_INVALID_ENCODING.rawValue, XML_ERR_INVALID_CHAR.rawValue:
      return character(bytes, offset)
    case XML_ERR_INVALID_CHARREF.rawValue, XML_ERR_INVALID_DEC_CHARREF.rawValue, XML_ERR_INVALID_HEX_CHARREF.rawValue,
      XML_ERR_ENTITYREF_NO_NAME.rawValue, XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue,
      XML_ERR_NAME_REQUIRED.rawValue
    where lastAmpersand(bytes, before: offset) != nil:
      return XMLFault(XMLRules.malformedReference, reference(bytes, before: offset))
    case XML_ERR_NAME_REQUIRED.rawValue:
      let start = tagStart(bytes, offset)
      return XMLFault(XMLRules.invalidName, start..<max(start + 1, XMLTokenizer.nameEnd(bytes, start + 1)))
    case XML_ERR_HYPHEN_IN_COMMENT.rawValue, XML_ERR_COMMENT_NOT_FINISHED.rawValue:
      return XMLFault(XMLRules.malformedComment, here)
    case XML_ERR_MISPLACED_CDATA_END.rawValue: return XMLFault(XMLRules.misplacedSectionEnd, here)
    case XML_ERR_RESERVED_XML_NAME.rawValue, XML_ERR_XMLDECL_NOT_STARTED.rawValue, XML_ERR_XMLDECL_NOT_FINISHED.rawValue,
      XML_ERR_VERSION_MISSING.rawValue, XML_ERR_STANDALONE_VALUE.rawValue, XML_ERR_ENCODING_NAME.rawValue,
      XML_ERR_UNKNOWN_VERSION.rawValue:
      return XMLFault(XMLRules.malformedDeclaration, here)
    case XML_WAR_UNKNOWN_VERSION.rawValue:
      return XMLFault(XMLRules.unknownVersion, here)
    case XML_ERR_NO_DTD.rawValue: return XMLFault(XMLRules.documentTypeRefused, here)
    case XML_ERR_DOCUMENT_EMPTY.rawValue: return XMLFault(XMLRules.noRootElement, here)
    case XML_ERR_DOCUMENT_END.rawValue: return XMLFault(XMLRules.contentOutsideRoot, here)
    default: return XMLFault(XMLRules.notWellFormed, here)
    }
  }

  // MARK: Finding the bytes

  private static let window = 64 * 1024

  private func last(_ byte: UInt8, _ bytes: Span<UInt8>, before offset: Int) -> Int? {
    var position = offset
    let stop = max(0, offset - LibXMLError.window)
    while position > stop {
      position -= 1
      if bytes[position] == byte { return position }
    }
    return nil
  }

  /// The ampersand of the reference that ends at or just before `offset`.
  private func lastAmpersand(_ bytes: Span<UInt8>, before offset: Int) -> Int? {
    guard let start = last(UInt8(ascii: "&"), bytes, before: min(offset + 1, bytes.count)) else { return nil }
    var position = start + 1
    while position < offset {
      if XMLTokenizer.isBlank(bytes[position]) || bytes[position] == .lessThan { return position + 1 >= offset ? start : nil }
      position += 1
    }
    return start
  }

  /// `&name;`, or the ampersand alone where nothing like a reference follows.
  private func reference(_ bytes: Span<UInt8>, before offset: Int) -> Range<Int> {
    guard let start = last(UInt8(ascii: "&"), bytes, before: min(offset + 1, bytes.count)) else { return offset..<offset }
    var end = start + 1
    while end < bytes.count, end - start < 64 {
      let byte = bytes[end]
      if byte == UInt8(ascii: ";") { return start..<(end + 1) }
      if XMLTokenizer.isBlank(byte) || byte == .lessThan || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "&") { break }
      end += 1
    }
    return start..<(start + 1)
  }

  /// A character that XML excludes, or a reference to one.
  private func character(_ bytes: Span<UInt8>, _ offset: Int) -> XMLFault {
    let reference = reference(bytes, before: offset)
    let range = invalidCharacter(bytes, near: offset)
    if reference.upperBound == offset, reference.count > 1, range?.lowerBound != offset {
      return XMLFault(XMLRules.malformedReference, reference)
    }
    return XMLFault(XMLRules.invalidCharacter, range ?? offset..<min(offset + 1, bytes.count))
  }

  /// The first character at or after a little before `offset` that XML 1.0 production 2 excludes.
  private func invalidCharacter(_ bytes: Span<UInt8>, near offset: Int) -> Range<Int>? {
    var position = max(0, offset - 8)
    while position < min(offset + 300, bytes.count) {
      let byte = bytes[position]
      if byte < 0x20, !XMLTokenizer.isBlank(byte) { return position..<(position + 1) }
      if byte == 0xEF, position + 2 < bytes.count, bytes[position + 1] == 0xBF, bytes[position + 2] >= 0xBE {
        return position..<(position + 3)
      }
      position += 1
    }
    return nil
  }

  /// The second attribute of the same name in the tag before `offset`.
  private func duplicateAttribute(_ bytes: Span<UInt8>, _ offset: Int) -> XMLFault {
    let tag = tagStart(bytes, offset)
    var names: Set<String> = []
    for range in attributeNames(bytes, tag) where !names.insert(text(bytes, range)).inserted {
      return XMLFault(XMLRules.duplicateAttribute, range, .names(expected: nil, actual: range))
    }
    return XMLFault(XMLRules.duplicateAttribute, tag..<(tag + 1), .text(name))
  }

  /// The prefix that is not declared: of the tag or one of its attributes.
  private func prefix(_ bytes: Span<UInt8>, _ offset: Int) -> Range<Int> {
    let tag = tagStart(bytes, offset)
    let element = (tag + 1)..<XMLTokenizer.nameEnd(bytes, tag + 1)
    for range in [element] + attributeNames(bytes, tag) where text(bytes, range).hasPrefix(name + ":") {
      return range.lowerBound..<(range.lowerBound + name.utf8.count)
    }
    return tag..<(tag + 1)
  }

  private func tagStart(_ bytes: Span<UInt8>, _ offset: Int) -> Int { last(.lessThan, bytes, before: offset) ?? offset }

  private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var result = ""
    for index in range { result.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    return result
  }

  /// The names in a start tag that the tokenizer has accepted.
  private func attributeNames(_ bytes: Span<UInt8>, _ tag: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var position = XMLTokenizer.nameEnd(bytes, tag + 1)
    while true {
      let start = XMLTokenizer.skipBlanks(bytes, position)
      let end = XMLTokenizer.nameEnd(bytes, start)
      guard start < end else { return result }
      result.append(start..<end)
      position = end
      while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "'") { position += 1 }
      guard position < bytes.count else { return result }
      let quote = bytes[position]
      position += 1
      while position < bytes.count, bytes[position] != quote { position += 1 }
      position = min(position + 1, bytes.count)
    }
  }
}
