import Diagnostics
import Schema
import SourceTree

/// Primitive elements become a value, and a companion where they have an id or extensions
/// (http://hl7.org/fhir/R4/json.html#primitive).
extension FHIRXMLWalk {
  /// What a primitive element has.
  private struct Parts {
    var value: Node?
    /// An id, an extension, or anything else that only a companion can hold.
    var hasMore: Bool
    /// Text that should not be there.
    var text: Node?
  }

  mutating func convertPrimitives(_ range: Range<Int>, _ type: TypeID, isArray: Bool) {
    var hasValue = false
    var hasCompanion = false
    for index in range {
      let parts = parts(of: children[index].node)
      if parts.value != nil { hasValue = true }
      if parts.hasMore { hasCompanion = true }
      if !parts.hasMore { report(parts, children[index]) }
    }
    let name = children[range.lowerBound].symbol
    let primitive = resolver.primitive(type)
    let item = isArray ? Symbol.none.rawValue : name
    if hasValue {
      let array = isArray ? open(range, name: name) : .none
      for index in range { appendValue(children[index].node, primitive, name: item) }
      if isArray { close(array, children[range.upperBound - 1].node) }
    }
    if hasCompanion {
      let companion = symbols.companion(of: name, &source.names)
      let array = isArray ? open(range, name: companion) : .none
      for index in range {
        convertCompanion(
          children[index].node, type, name: isArray ? Symbol.none.rawValue : companion)
      }
      if isArray { close(array, children[range.upperBound - 1].node) }
    }
  }

  private mutating func open(_ range: Range<Int>, name: UInt32) -> NodeID {
    target.open(.array, offset: Int(source[children[range.lowerBound].node].offset), name: name)
  }

  private mutating func parts(of element: NodeID) -> Parts {
    let end = source[element].end
    var node = element.rawValue + 1
    var result = Parts(value: nil, hasMore: false, text: nil)
    while node < end {
      let entry = source.nodes[Int(node)]
      switch entry.kind {
      case .attribute:
        if entry.name == symbols.value {
          result.value = entry
        } else if !scope.isDeclaration(NodeID(node), &source) {
          result.hasMore = true
        }
      case .element: result.hasMore = true
      case .text, .cdata: if !isBlank(entry.range) { result.text = entry }
      default: break
      }
      node = entry.end
    }
    return result
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    for index in range where bytes[index] > 0x20 { return false }
    return true
  }

  private mutating func appendValue(_ element: NodeID, _ primitive: PrimitiveType, name: UInt32) {
    guard let value = parts(of: element).value else {
      target.append(.null, offset: Int(source[element].offset), length: 0, name: name)
      return
    }
    switch primitive {
    case .boolean where isBoolean(value.range):
      target.append(.boolean, offset: Int(value.offset), length: value.length, name: name)
    case .integer, .unsignedInt, .positiveInt, .decimal:
      let kind: NodeKind = JSONNumber.isValid(bytes.span.extracting(value.range)) ? .number : .encodedString
      target.append(kind, offset: Int(value.offset), length: value.length, name: name)
    default: appendString(value, name: name)
    }
  }

  /// The object with id and extensions, or null where there is neither.
  private mutating func convertCompanion(_ element: NodeID, _ type: TypeID, name: UInt32) {
    guard parts(of: element).hasMore else {
      target.append(.null, offset: Int(source[element].offset), length: 0, name: name)
      return
    }
    let object = target.open(.object, offset: Int(source[element].offset), name: name)
    convertContents(of: element, as: type, owner: object, isPrimitive: true)
    close(object, element)
  }

  /// Text instead of a value, or nothing at all.
  private mutating func report(_ parts: Parts, _ child: Child) {
    guard parts.value == nil || parts.text != nil else { return }
    let span = SourceSpan(parts.text?.range ?? nameRange(of: child.node))
    findings.append(
      Finding(
        parts.text == nil ? FHIRFormRules.missingValue : FHIRFormRules.textNotAllowed,
        node: owner, span: span,
        definition: child.property?.element.rawValue ?? Finding.noDefinition, actual: .name(Symbol(child.symbol))))
  }

  private func isBoolean(_ range: Range<Int>) -> Bool {
    let text = Array(bytes[range])
    return text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8)
  }
}

/// The grammar of numbers, RFC 8259 section 6, which is that of FHIR's decimal but for FHIR's limit on digits.
enum JSONNumber {
  static func isValid(_ text: Span<UInt8>) -> Bool {
    var position = 0
    func digit(_ index: Int) -> Bool { index < text.count && text[index] >= 0x30 && text[index] <= 0x39 }
    if position < text.count, text[position] == UInt8(ascii: "-") { position += 1 }
    guard digit(position) else { return false }
    if text[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      while digit(position) { position += 1 }
    }
    if position < text.count, text[position] == UInt8(ascii: ".") {
      guard digit(position + 1) else { return false }
      position += 1
      while digit(position) { position += 1 }
    }
    if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < text.count, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") { position += 1 }
      guard digit(position) else { return false }
      while digit(position) { position += 1 }
    }
    return position == text.count
  }
}
