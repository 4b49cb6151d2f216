import CLibXML2
import Diagnostics
import SourceTree

/// Asks libxml2 whether UTF-8 text is well-formed XML with namespaces, through its push parser and without building a tree.
///
/// libxml2 is kept on a short lead: no network, no entity is ever defined or replaced, a document type stops it, the declared
/// encoding is ignored because the text is UTF-8 by now, and its own limits are off because ours have been kept already.
struct WellFormedness {
  /// What libxml2 complained about first, and what it merely grumbled about.
  struct Verdict {
    var fault: LibXMLError?
    var warnings: [LibXMLError] = []
  }

  /// libxml2 handles pieces of this size best: they stay in the cache.
  private static let chunkSize = 64 * 1024
  private static let largestChunk = 1 << 30
  fileprivate static let warningLimit = 1000
  private static let libraryIsReady: Void = xmlInitParser()

  /// Checks `bytes[range]`.
  ///
  /// - Parameter isComplete: whether the document ends there, so that what is missing is missed.
  static func check(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>, isComplete: Bool) -> Verdict {
    _ = libraryIsReady
    var collector = Collector(start: range.lowerBound)
    // The collector outlives the context, which calls back with its address.
    unsafe withUnsafeMutablePointer(to: &collector) { collector in
      var handler = unsafe xmlSAXHandler()
      unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
      unsafe handler.serror = receiveError
      unsafe handler.internalSubset = refuseDocumentType
      guard let context = unsafe xmlCreatePushParserCtxt(&handler, collector, nil, 0, nil) else { return }
      // libxml2 allocated the context; freed in the same scope.
      defer { unsafe xmlFreeParserCtxt(context) }
      unsafe collector.pointee.context = unsafe context
      let options = XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      _ = unsafe xmlCtxtUseOptions(context, Int32(options))
      // Without this libxml2 guesses an encoding from the first bytes, and complains on standard error when it guesses wrong.
      _ = unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
      unsafe bytes.withUnsafeBufferPointer { buffer in
        unsafe feed(UnsafeBufferPointer(rebasing: buffer[range]), isComplete, context, collector)
      }
    }
    return collector.verdict
  }

  private static func feed(
    _ text: UnsafeBufferPointer<UInt8>, _ isComplete: Bool, _ context: xmlParserCtxtPtr,
    _ collector: UnsafeMutablePointer<Collector>
  ) {
    guard let base = text.baseAddress else { return }
    var position = 0
    while position < text.count, unsafe collector.pointee.verdict.fault == nil {
      // What libxml2 could not use yet, it copies with every piece: pieces as large as that keep a huge value from taking
      // quadratic time.
      let unused = position - (unsafe collector.pointee.position ?? position)
      let length = min(max(chunkSize, unused), text.count - position, largestChunk)
      // Characters and bytes are the same to C; `length` bytes from `position` are inside `text`.
      unsafe (base + position).withMemoryRebound(to: CChar.self, capacity: length) { chunk in
        _ = unsafe xmlParseChunk(context, chunk, Int32(length), 0)
      }
      position += length
    }
    if isComplete, unsafe collector.pointee.verdict.fault == nil { _ = unsafe xmlParseChunk(context, nil, 0, 1) }
  }
}

/// One complaint of libxml2, at an offset in the document's bytes.
struct LibXMLError {
  var code: Int
  var isFatal: Bool
  var offset: Int
  /// The first name that libxml2 puts into its message.
  var name: String
}

/// What libxml2 calls back with. Safe: the context lives as long as the callbacks that use it.
@safe
private struct Collector {
  let start: Int
  var context: xmlParserCtxtPtr?
  var verdict = WellFormedness.Verdict()

  init(start: Int) {
    self.start = start
    unsafe context = nil
  }

  /// How far libxml2 has read, from the start of what it was given.
  var position: Int? {
    guard let context = unsafe context, let input = unsafe context.pointee.input else { return nil }
    // Both point into libxml2's one input buffer, of which `consumed` bytes are gone.
    return unsafe Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
  }

  mutating func add(code: Int, level: xmlErrorLevel, name: UnsafeMutablePointer<CChar>?) {
    guard verdict.fault == nil, let position else { return }
    // Of mere warnings, such as on relative namespace names, only that on the version of XML matters to a record.
    guard level != XML_ERR_WARNING || code == Int(XML_WAR_UNKNOWN_VERSION.rawValue) else { return }
    let error = LibXMLError(
      code: code, isFatal: level == XML_ERR_FATAL, offset: start + position,
      name: unsafe name.map { unsafe String(cString: $0) } ?? "")
    if error.isFatal {
      verdict.fault = error
    } else if verdict.warnings.count < WellFormedness.warningLimit {
      verdict.warnings.append(error)
    }
  }
}

private let receiveError: xmlStructuredErrorFunc = { data, error in
  // `data` is the collector given to `xmlCreatePushParserCtxt`.
  guard let collector = unsafe data?.assumingMemoryBound(to: Collector.self), let error = unsafe error?.pointee else { return }
  unsafe collector.pointee.add(code: Int(error.code), level: error.level, name: error.str1)
}

/// The tokenizer refuses document types before libxml2 sees them; should one get by, parsing stops here.
private let refuseDocumentType: internalSubsetSAXFunc = { data, _, _, _ in
  guard let collector = unsafe data?.assumingMemoryBound(to: Collector.self) else { return }
  unsafe collector.pointee.add(code: Int(XML_ERR_NO_DTD.rawValue), level: XML_ERR_FATAL, name: nil)
  if let context = unsafe collector.pointee.context { unsafe xmlStopParser(context) }
}
