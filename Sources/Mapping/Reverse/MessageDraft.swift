import HL7v2Syntax
import SourceTree

/// A place in a message that is being built. Numbers are from 1.
struct DraftAddress: Hashable {
  var segment: Int
  var field: Int
  var repetition = 1
  var component = 1
  var subcomponent = 1
  /// How much of it is fixed: a map's parts are components of a field, subcomponents of a component.
  var level = Level.field

  enum Level: UInt8, Hashable { case field, component, subcomponent }

  init(segment: Int, field: Int, repetition: Int = 1) {
    self.segment = segment
    self.field = field
    self.repetition = repetition
  }

  /// The address of part `number` of what stands here; nil where it has no parts.
  func part(_ number: Int) -> DraftAddress? {
    guard number > 0 else { return self }
    var address = self
    switch level {
    case .field:
      address.component = number
      address.level = .component
    case .component:
      address.subcomponent = number
      address.level = .subcomponent
    case .subcomponent: return number == 1 ? self : nil
    }
    return address
  }

  /// Where a value without parts stands.
  var leaf: DraftAddress {
    var address = self
    address.level = .subcomponent
    return address
  }
}

/// A message that is being built: segments in their order, and values by place.
struct MessageDraft {
  struct Value {
    var text: String
    /// The node of the Bundle that says it; none for what the message needs itself.
    var source: NodeID
  }

  private(set) var segments: [String] = []
  private(set) var values: [DraftAddress: Value] = [:]
  /// Which values a segment has, so that an empty one can be taken back.
  private var counts: [Int] = []

  mutating func open(_ id: String) -> Int {
    segments.append(id)
    counts.append(0)
    return segments.count - 1
  }

  /// Takes the last segment back.
  mutating func removeLast() {
    segments.removeLast()
    counts.removeLast()
    for address in values.keys where address.segment == segments.count { values[address] = nil }
  }

  func isEmpty(_ segment: Int) -> Bool { counts[segment] == 0 }

  /// Puts a value at a place unless another stands there.
  ///
  /// - Returns: whether it stands there now.
  mutating func place(_ text: String, at address: DraftAddress, source: NodeID, counting: Bool = true) -> Bool {
    let address = address.leaf
    guard !text.isEmpty else { return false }
    if let present = values[address] {
      guard present.text != text else { return true }
      // A day gives way to the same day with a time.
      guard present.text.utf8.count == 8, text.utf8.count >= 12, text.hasPrefix(present.text),
        text.utf8.allSatisfy({ $0 < 0x3A })
      else { return false }
    }
    let isReplaced = values.updateValue(Value(text: text, source: source), forKey: address) != nil
    if counting, !isReplaced { counts[address.segment] += 1 }
    return true
  }

  func text(at address: DraftAddress) -> String? { values[address.leaf]?.text }

  /// Whether anything stands in a field, or in a component of it.
  func isValued(_ address: DraftAddress) -> Bool {
    values.keys.contains { other in
      guard other.segment == address.segment, other.field == address.field, other.repetition == address.repetition else {
        return false
      }
      return address.level == .field || other.component == address.component
    }
  }

  /// The message in ER7, with the standard delimiters.
  func encoded() -> ContiguousArray<UInt8> {
    var bytes = ContiguousArray<UInt8>()
    var fields: [[(address: DraftAddress, text: String)]] = Array(repeating: [], count: segments.count)
    for (address, value) in values { fields[address.segment].append((address, value.text)) }
    for (index, id) in segments.enumerated() {
      fields[index].sort { MessageDraft.isBefore($0.address, $1.address) }
      append(id, fields[index], to: &bytes)
    }
    return bytes
  }

  private static func isBefore(_ left: DraftAddress, _ right: DraftAddress) -> Bool {
    (left.field, left.repetition, left.component, left.subcomponent)
      < (right.field, right.repetition, right.component, right.subcomponent)
  }

  private func append(
    _ id: String, _ values: [(address: DraftAddress, text: String)], to bytes: inout ContiguousArray<UInt8>
  ) {
    let isHeader = id == "MSH"
    bytes.append(contentsOf: id.utf8)
    if isHeader { bytes.append(contentsOf: "|^~\\&".utf8) }
    var place = DraftAddress(segment: 0, field: isHeader ? 2 : 0)
    for (address, text) in values {
      while place.field < address.field {
        bytes.append(UInt8(ascii: "|"))
        (place.field, place.repetition, place.component, place.subcomponent) = (place.field + 1, 1, 1, 1)
      }
      while place.repetition < address.repetition {
        bytes.append(UInt8(ascii: "~"))
        (place.repetition, place.component, place.subcomponent) = (place.repetition + 1, 1, 1)
      }
      while place.component < address.component {
        bytes.append(UInt8(ascii: "^"))
        (place.component, place.subcomponent) = (place.component + 1, 1)
      }
      while place.subcomponent < address.subcomponent {
        bytes.append(UInt8(ascii: "&"))
        place.subcomponent += 1
      }
      EscapedText.append(text, to: &bytes)
    }
    bytes.append(0x0D)
  }
}

/// Text as a value of a message with the standard delimiters (HL7 v2.5.1 section 2.7).
enum EscapedText {
  static func append(_ text: String, to bytes: inout ContiguousArray<UInt8>) {
    var isAfterReturn = false
    for byte in text.utf8 {
      defer { isAfterReturn = byte == 0x0D }
      switch byte {
      case UInt8(ascii: "|"): bytes.append(contentsOf: "\\F\\".utf8)
      case UInt8(ascii: "^"): bytes.append(contentsOf: "\\S\\".utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: "\\T\\".utf8)
      case UInt8(ascii: "~"): bytes.append(contentsOf: "\\R\\".utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\E\\".utf8)
      case 0x0D: bytes.append(contentsOf: "\\.br\\".utf8)
      case 0x0A: if !isAfterReturn { bytes.append(contentsOf: "\\.br\\".utf8) }
      // Control characters would end segments or frames.
      case 0x00..<0x20, 0x7F:
        bytes.append(contentsOf: "\\X".utf8)
        for digit in [byte >> 4, byte & 15] { bytes.append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
        bytes.append(UInt8(ascii: "\\"))
      default: bytes.append(byte)
      }
    }
  }
}
