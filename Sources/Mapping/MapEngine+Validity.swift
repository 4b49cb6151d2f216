import Diagnostics
import Schema
import SourceTree

/// What came from a sender and would make the result invalid stays out of it: a code that an element does not take, a system that does not
/// have the code, a text that is no value of its type, a second value of a choice. It is kept as residue, and a finding says so at its
/// place in the source.
extension MapEngine {
  mutating func refuseInvalid(_ target: inout SourceDocument, _ findings: inout FindingList) {
    var isChanged = false
    for index in draft.nodes.indices where !draft.nodes[index].flags.contains(.isDropped) {
      let node = draft.nodes[index]
      if node.type == vocabulary.codingType {
        isChanged = refuseSystem(of: UInt32(index), target, &findings) || isChanged
      } else if node.flags.contains(.isPrimitive), node.valueKind != .null, isInvalid(node, target) {
        let isCode = library.schema.tables.types[node.type.index].primitive == .code
        let rule = isCode ? MapRules.codeNotMapped : MapRules.notOfType
        isChanged = refuse(UInt32(index), rule, isTold: !node.flags.contains(.isConstant), &findings) || isChanged
      }
      isChanged = refuseDependent(UInt32(index), node.type, target, &findings) || isChanged
      if node.parent != Draft.none, hasOtherChoice(UInt32(index)) {
        isChanged = refuse(UInt32(index), nil, isTold: false, &findings) || isChanged
      }
    }
    var rounds = 0
    repeat {
      if isChanged { draft.weigh(vocabulary) }
      isChanged = refuseLinks()
      rounds += 1
    } while isChanged && rounds < 6
  }

  private mutating func refuse(_ node: UInt32, _ rule: Rule?, isTold: Bool, _ findings: inout FindingList) -> Bool {
    draft.nodes[Int(node)].flags.insert(.isRefused)
    let origin = draft.nodes[Int(node)].origin
    if isTold, let rule, origin.node != .none { findings.append(Finding(rule, node: origin.node, span: origin.span)) }
    return true
  }

  /// References to what stays out.
  private mutating func refuseLinks() -> Bool {
    var isChanged = false
    for index in draft.nodes.indices {
      let node = draft.nodes[index]
      guard node.link != Draft.none, !node.flags.contains(.isDropped), node.link & Draft.containedMark == 0 else { continue }
      if draft.resources[Int(node.link)].isDropped {
        draft.nodes[index].link = Draft.none
        isChanged = true
      }
    }
    return isChanged
  }

  /// What needs another element that is not there: the code of a quantity its system, an extension its URL, and so on.
  private mutating func refuseDependent(
    _ index: UInt32, _ type: TypeID, _ target: borrowing SourceDocument, _ findings: inout FindingList
  ) -> Bool {
    if type == vocabulary.extensionType, !hasURL(index, target) { return refuse(index, nil, isTold: false, &findings) }
    var isChanged = false
    for need in vocabulary.needs[type, default: []] {
      guard let child = need.child == 0 ? index : draft.presentChild(of: index, need.child),
        !need.oneOf.contains(where: { draft.presentChild(of: index, $0) != nil })
      else { continue }
      isChanged = refuse(child, nil, isTold: false, &findings)
    }
    return isChanged
  }

  /// An extension has a URL, which is absolute except within another extension.
  private func hasURL(_ index: UInt32, _ target: borrowing SourceDocument) -> Bool {
    guard let url = draft.presentChild(of: index, vocabulary.url) else { return false }
    let parent = draft.nodes[Int(index)].parent
    if parent != Draft.none, draft.nodes[Int(parent)].type == vocabulary.extensionType { return true }
    return target.bytes[draft.valueRange(url)].contains(UInt8(ascii: ":"))
  }

  // MARK: Codes

  /// A Coding whose system does not have the code loses the system; outside of a maximum value set, it stays out as a whole.
  private mutating func refuseSystem(
    of coding: UInt32, _ target: borrowing SourceDocument, _ findings: inout FindingList
  ) -> Bool {
    guard let code = draft.presentChild(of: coding, vocabulary.codingCode.symbol) else { return false }
    let range = draft.valueRange(code)
    let system = draft.presentChild(of: coding, vocabulary.codingSystem.symbol)
    if let limit = maximumValueSet(of: coding),
      codes.isOutside(target.bytes, system: system.map(draft.valueRange), code: range, of: limit, library.schema)
    {
      return refuse(coding, nil, isTold: false, &findings)
    }
    guard let system, codes.isRefused(target.bytes, system: draft.valueRange(system), code: range) else { return false }
    let origin = draft.nodes[Int(code)].origin
    if origin.node != .none { findings.append(Finding(MapRules.codeNotInSystem, node: origin.node, span: origin.span)) }
    if let version = draft.presentChild(of: coding, vocabulary.codingVersion) {
      draft.nodes[Int(version)].flags.insert(.isRefused)
    }
    return refuse(system, nil, isTold: false, &findings)
  }

  /// The value set outside of which an element takes no code, for a Coding or the concept it is in.
  private func maximumValueSet(of coding: UInt32) -> ValueSetID? {
    for node in [coding, draft.nodes[Int(coding)].parent] where node != Draft.none {
      let element = draft.nodes[Int(node)].element
      guard element != .none else { continue }
      let limit = library.schema.tables.elements[element.index].maximumValueSet
      if limit != .none { return limit }
    }
    return nil
  }

  // MARK: Values

  private mutating func isInvalid(_ node: DraftNode, _ target: borrowing SourceDocument) -> Bool {
    let range = Int(node.valueOffset)..<Int(node.valueOffset + node.valueLength)
    guard node.element != .none else { return false }
    let schema = library.schema
    let element = schema.tables.elements[node.element.index]
    switch schema.tables.types[node.type.index].primitive {
    case .code:
      guard element.bindingStrength == .required, element.valueSet != .none else {
        return ValueShape.hasBlanks(target.bytes, range)
      }
      if schema.tables.valueSets[element.valueSet.index].state == .complete {
        return schema.concept(in: element.valueSet, code: target.bytes.span.extracting(range)) == nil
      }
      return codes.isOutside(target.bytes, system: nil, code: range, of: element.valueSet, schema)
    case .uri, .url, .canonical, .oid, .uuid: return !ValueShape.isURI(target.bytes, range)
    case .date, .dateTime, .instant: return !ValueShape.isDate(target.bytes, range)
    case .base64Binary: return !ValueShape.isBase64(target.bytes, range)
    case .decimal, .integer, .positiveInt, .unsignedInt: return node.valueKind != .number
    case .boolean: return node.valueKind != .boolean
    default: return false
    }
  }

  /// Whether an earlier sibling is the same choice in another type.
  private func hasOtherChoice(_ index: UInt32) -> Bool {
    let node = draft.nodes[Int(index)]
    guard node.element != .none, library.schema.tables.elements[node.element.index].flags.contains(.choice) else { return false }
    var child = draft.nodes[Int(node.parent)].firstChild
    while child != Draft.none, child != index {
      let other = draft.nodes[Int(child)]
      if other.element == node.element, other.symbol != node.symbol, other.flags.isDisjoint(with: [.isDropped, .isRefused]) {
        return true
      }
      child = other.next
    }
    return false
  }
}

extension Draft {
  /// A child that stays.
  func presentChild(of parent: UInt32, _ symbol: UInt32) -> UInt32? {
    var child = nodes[Int(parent)].firstChild
    while child != Draft.none {
      let node = nodes[Int(child)]
      if node.symbol == symbol, node.flags.isDisjoint(with: [.isDropped, .isRefused]) { return child }
      child = node.next
    }
    return nil
  }
}

/// The forms of texts that FHIR's primitive types take (http://hl7.org/fhir/R4/datatypes.html#primitive), as far as senders break them.
enum ValueShape {
  static func hasBlanks(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    guard let first = range.first, let last = range.last else { return true }
    var isBlank = false
    for index in first...last {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0x20 && (isBlank || index == first || index == last) { return true }
      isBlank = byte == 0x20
    }
    return false
  }

  static func isURI(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] <= 0x20 { return false }
    if bytes[range].starts(with: "urn:oid:".utf8) { return isOID(bytes, (range.lowerBound + 8)..<range.upperBound) }
    if bytes[range].starts(with: "urn:uuid:".utf8) { return isUUID(bytes, (range.lowerBound + 9)..<range.upperBound) }
    return !range.isEmpty
  }

  /// A year, and nothing but what dates and times are written with.
  static func isDate(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    range.count >= 4 && bytes[range].prefix(4).allSatisfy { $0 &- 0x30 < 10 }
      && bytes[range].allSatisfy { $0 &- 0x30 < 10 || "-:.+TZ".utf8.contains($0) }
  }

  /// Numbers without leading zeros separated by points, the first 0, 1 or 2.
  static func isOID(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    let arcs = bytes[range].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard arcs.count > 1, let root = arcs.first, root.count == 1, root.allSatisfy({ $0 &- 0x30 < 3 }) else { return false }
    return arcs.allSatisfy { arc in
      !arc.isEmpty && arc.allSatisfy { $0 &- 0x30 < 10 } && (arc.count == 1 || arc.first != 0x30)
    }
  }

  /// 32 lower-case hexadecimal digits grouped 8-4-4-4-12.
  static func isUUID(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count == 36 else { return false }
    for index in range {
      let isHyphen = [8, 13, 18, 23].contains(index - range.lowerBound)
      if isHyphen ? bytes[index] != UInt8(ascii: "-") : bytes[index] &- 0x30 >= 10 && bytes[index] &- 0x61 >= 6 { return false }
    }
    return true
  }

  static func isBase64(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) -> Bool {
    var digits = 0
    var padding = 0
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: "=") {
        padding += 1
      } else if byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") {
        if padding > 0 { return false }
        digits += 1
      } else if byte != 0x20, byte &- 0x09 > 4 {
        return false
      }
    }
    return digits > 0 && padding < 3 && (digits + padding) % 4 == 0
  }
}
