import Diagnostics

/// What is wrong with a narrative, and where in its text.
struct NarrativeFault {
  var rule: Rule
  var range: Range<Int>
  var phrase: Phrase?
}

/// Reads the XHTML of a narrative: one well-formed `div`, only the elements and attributes that FHIR allows, some content
/// (http://hl7.org/fhir/R4/narrative.html). Stops at the first place that is not well-formed; reports tags that are not allowed, the first hundred.
struct NarrativeScanner: Sendable {
  private static let maximumDepth = 1000
  /// A narrative with more faults than this is not read to its end.
  private static let maximumFaults = 100
  private static let xhtml: StaticString = "http://www.w3.org/1999/xhtml"

  private let tags = NarrativeTags()
  private(set) var faults: [NarrativeFault] = []
  private var open: [Range<Int>] = []
  private var hasContent = false
  private var rootCount = 0

  mutating func scan(_ text: Span<UInt8>) {
    faults.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    hasContent = false
    rootCount = 0
    var position = 0
    while position < text.count {
      guard let next = text[position] == UInt8(ascii: "<") ? markup(text, position) : characters(text, position) else { return }
      position = next
      if faults.count >= NarrativeScanner.maximumFaults { return }
    }
    if let last = open.last {
      fail(last, NarrativePhrases.endTag)
    } else if rootCount == 0 {
      faults.append(NarrativeFault(rule: ValidationRules.narrativeRoot, range: 0..<text.count))
    } else if !hasContent {
      faults.append(NarrativeFault(rule: ValidationRules.narrativeEmpty, range: 0..<text.count))
    }
  }

  private mutating func fail(_ range: Range<Int>, _ phrase: Phrase) {
    faults.append(NarrativeFault(rule: ValidationRules.narrativeNotWellFormed, range: range, phrase: phrase))
  }

  /// Each step returns where the next begins, or nil after a fault that ends the reading.
  private mutating func characters(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var position = start
    while position < text.count, text[position] != UInt8(ascii: "<") {
      if text[position] == UInt8(ascii: "&") {
        guard let next = reference(text, position) else { return nil }
        hasContent = hasContent || !open.isEmpty
        position = next
      } else if !text[position].isBlank, !hasContent || open.isEmpty {
        guard !open.isEmpty else {
          faults.append(NarrativeFault(rule: ValidationRules.narrativeRoot, range: position..<position + 1))
          return nil
        }
        hasContent = true
      } else {
        position += 1
      }
    }
    return position
  }

  private mutating func markup(_ text: Span<UInt8>, _ start: Int) -> Int? {
    let second = start + 1 < text.count ? text[start + 1] : 0
    if second == UInt8(ascii: "/") { return endTag(text, start) }
    guard second == UInt8(ascii: "!") || second == UInt8(ascii: "?") else { return startTag(text, start) }
    let rest = text.extracting(start..<text.count)
    if rest.hasPrefix("<!--") { return skip(text, start, from: start + 4, to: "-->", NarrativePhrases.comment) }
    if rest.hasPrefix("<![CDATA[") {
      hasContent = true
      return skip(text, start, from: start + 9, to: "]]>", NarrativePhrases.characterData)
    }
    if rest.hasPrefix("<?") { return skip(text, start, from: start + 2, to: "?>", NarrativePhrases.instruction) }
    fail(start..<start + 2, NarrativePhrases.noDeclaration)
    return nil
  }

  private mutating func skip(_ text: Span<UInt8>, _ start: Int, from: Int, to end: StaticString, _ phrase: Phrase) -> Int? {
    var position = from
    while position < text.count {
      if text.extracting(position..<text.count).hasPrefix(end) { return position + end.utf8CodeUnitCount }
      position += 1
    }
    fail(start..<min(start + 2, text.count), phrase)
    return nil
  }

  private mutating func endTag(_ text: Span<UInt8>, _ start: Int) -> Int? {
    let name = start + 2..<nameEnd(text, start + 2)
    let end = blankEnd(text, name.upperBound)
    guard end < text.count, text[end] == UInt8(ascii: ">"), let last = open.last,
      text.extracting(last).isEqual(text.extracting(name))
    else {
      fail(start..<max(name.upperBound, start + 2), open.isEmpty ? NarrativePhrases.noOpenTag : NarrativePhrases.matchingEndTag)
      return nil
    }
    open.removeLast()
    return end + 1
  }

  private mutating func startTag(_ text: Span<UInt8>, _ start: Int) -> Int? {
    let name = start + 1..<nameEnd(text, start + 1)
    guard !name.isEmpty else {
      fail(start..<start + 1, NarrativePhrases.tagName)
      return nil
    }
    guard open.count < NarrativeScanner.maximumDepth else {
      fail(start..<name.upperBound, NarrativePhrases.depth)
      return nil
    }
    let element = tags.elementNames.number(text, name)
    if open.isEmpty {
      rootCount += 1
      if element != NarrativeTags.div || rootCount > 1 {
        faults.append(NarrativeFault(rule: ValidationRules.narrativeRoot, range: start..<name.upperBound))
        return nil
      }
    } else if element == nil {
      faults.append(NarrativeFault(rule: ValidationRules.narrativeElement, range: start..<name.upperBound))
    } else if element == tags.img {
      hasContent = true
    }
    return attributes(text, name, element)
  }

  private mutating func attributes(_ text: Span<UInt8>, _ name: Range<Int>, _ element: Int?) -> Int? {
    var position = name.upperBound
    var seen: UInt64 = 0
    while true {
      let start = blankEnd(text, position)
      guard start < text.count else {
        fail(name.lowerBound - 1..<name.upperBound, NarrativePhrases.tagEnd)
        return nil
      }
      let isEmptyElement = text[start] == UInt8(ascii: "/") && start + 1 < text.count && text[start + 1] == UInt8(ascii: ">")
      if isEmptyElement || text[start] == UInt8(ascii: ">") {
        if open.isEmpty, seen & 1 << UInt64(NarrativeTags.xmlns) == 0 {
          faults.append(NarrativeFault(rule: ValidationRules.narrativeNamespace, range: name.lowerBound - 1..<name.upperBound))
        }
        if isEmptyElement { return start + 2 }
        open.append(name)
        return start + 1
      }
      guard start > position else {
        fail(start..<start + 1, NarrativePhrases.attribute)
        return nil
      }
      guard let next = attribute(text, start, of: element, &seen) else { return nil }
      position = next
    }
  }

  private mutating func attribute(_ text: Span<UInt8>, _ start: Int, of element: Int?, _ seen: inout UInt64) -> Int? {
    guard let (name, value, next) = attribute(text, start) else { return nil }
    guard let number = tags.attributeNames.number(text, name) else {
      if element != nil, !text.extracting(name).hasPrefix("xmlns:") {
        faults.append(NarrativeFault(rule: ValidationRules.narrativeAttribute, range: name))
      }
      return next
    }
    let bit: UInt64 = 1 << UInt64(number)
    if seen & bit != 0 {
      fail(name, NarrativePhrases.repeatedAttribute)
      return nil
    }
    seen |= bit
    if number == NarrativeTags.xmlns {
      checkNamespace(text, name, value)
    } else if let element, !tags.allows(number, on: element) {
      faults.append(NarrativeFault(rule: ValidationRules.narrativeAttribute, range: name))
    }
    return next
  }

  private mutating func checkNamespace(_ text: Span<UInt8>, _ attribute: Range<Int>, _ value: Range<Int>) {
    if !text.extracting(value).isEqual(NarrativeScanner.xhtml) {
      faults.append(NarrativeFault(rule: ValidationRules.narrativeNamespace, range: attribute.lowerBound..<value.upperBound))
    }
  }

  /// Name, value without quotes, and where the attribute ends.
  private mutating func attribute(_ text: Span<UInt8>, _ start: Int) -> (Range<Int>, Range<Int>, Int)? {
    let name = start..<nameEnd(text, start)
    let equals = blankEnd(text, name.upperBound)
    guard !name.isEmpty, equals < text.count, text[equals] == UInt8(ascii: "=") else {
      fail(start..<max(name.upperBound, start + 1), NarrativePhrases.attribute)
      return nil
    }
    let opening = blankEnd(text, equals + 1)
    guard opening < text.count, text[opening] == UInt8(ascii: "\"") || text[opening] == UInt8(ascii: "'") else {
      fail(name, NarrativePhrases.quotedValue)
      return nil
    }
    var position = opening + 1
    while position < text.count, text[position] != text[opening] {
      if text[position] == UInt8(ascii: "<") {
        fail(position..<position + 1, NarrativePhrases.noLessThan)
        return nil
      }
      if text[position] == UInt8(ascii: "&") {
        guard let next = reference(text, position) else { return nil }
        position = next
      } else {
        position += 1
      }
    }
    guard position < text.count else {
      fail(name, NarrativePhrases.quotedValue)
      return nil
    }
    return (name, opening + 1..<position, position + 1)
  }

  /// A character reference or one of the five entities of XML; others are not declared.
  private mutating func reference(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var end = start + 1
    while end < text.count, end - start < 12, text[end] != UInt8(ascii: ";"),
      text[end].isLetter || text[end].isDigit || text[end] == UInt8(ascii: "#")
    {
      end += 1
    }
    guard end < text.count, text[end] == UInt8(ascii: ";"), end > start + 1 else {
      fail(start..<start + 1, NarrativePhrases.ampersand)
      return nil
    }
    let name = text.extracting(start + 1..<end)
    let isNumeric = name[0] == UInt8(ascii: "#") && name.count > 1
    guard
      isNumeric || name.isEqual("lt") || name.isEqual("gt") || name.isEqual("amp") || name.isEqual("quot") || name.isEqual("apos")
    else {
      faults.append(NarrativeFault(rule: ValidationRules.narrativeEntity, range: start..<end + 1))
      return end + 1
    }
    return end + 1
  }

  private func nameEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < text.count {
      let byte = text[position]
      guard
        byte.isLetter || byte.isDigit || byte >= 0x80 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      else { break }
      position += 1
    }
    return position
  }

  private func blankEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < text.count, text[position].isBlank { position += 1 }
    return position
  }
}
