import FHIRModel
import SourceTree

/// A value in a questionnaire or an answer: of `value[x]`, `answer[x]` or `initial[x]`.
struct FormValue: Sendable {
  /// The type as the name of the element ends: `Coding`, `String`, `DateTime`.
  var type: String
  /// The value of a primitive; the reference of a Reference.
  var text: String?
  /// Of a Coding or Quantity.
  var system: String?
  var code: String?
  /// The display of a Coding; the unit of a Quantity.
  var display: String?
  /// The value of a Quantity, decimal or integer.
  var number: FHIRDecimal?
  /// The value itself, in the document it was read from.
  var node: NodeID

  /// Reads the choice `stem[x]` of an object; nil where it has none.
  init?(_ stem: String, of object: NodeID, in document: borrowing SourceDocument) {
    guard let found = document.choice(stem, of: object) else { return nil }
    type = found.type
    node = found.node
    if document[node].isScalar {
      guard document[node].kind != .null else { return nil }
      let text = document.text(of: node)
      self.text = text
      if type == "Decimal" || type == "Integer" { number = FHIRDecimal(text) }
      return
    }
    switch type {
    case "Coding":
      system = document.string("system", of: node)
      code = document.string("code", of: node)
      display = document.string("display", of: node)
    case "Quantity":
      system = document.string("system", of: node)
      code = document.string("code", of: node)
      display = document.string("unit", of: node)
      number = document.string("value", of: node).flatMap { FHIRDecimal($0) }
    case "Reference": text = document.string("reference", of: node)
    default: break
    }
  }

  /// Whether both are the same answer: Codings by system and code, Quantities by number and unit, others by their value.
  func isSame(as other: FormValue) -> Bool {
    switch (type, other.type) {
    case ("Coding", "Coding"): return code == other.code && system == other.system
    case ("Quantity", "Quantity"): return order(other) == 0
    default:
      if let number, let otherNumber = other.number { return number.hasSameValue(as: otherNumber) }
      return type == other.type && text == other.text
    }
  }

  /// -1, 0 or 1 as this is less than, equal to or more than the other; nil where the two cannot be compared. Dates are compared by
  /// their first instant.
  func order(_ other: FormValue) -> Int? {
    if let number, let otherNumber = other.number {
      guard type != "Quantity" || (code == other.code && system == other.system && display == other.display) else { return nil }
      return number.hasSameValue(as: otherNumber) ? 0 : number.isLess(than: otherNumber) ? -1 : 1
    }
    guard let text, let otherText = other.text else { return nil }
    switch type {
    case "Date", "DateTime", "Instant":
      guard let left = FHIRDateTime(text), let right = FHIRDateTime(otherText) else { return nil }
      return left.order(right) ?? FormValue.order(FormValue.firstInstant(left), FormValue.firstInstant(right))
    case "Time":
      guard let left = FHIRDateTime.time(text), let right = FHIRDateTime.time(otherText) else { return nil }
      return left.order(right)
    case "String", "Uri": return type == other.type ? FormValue.order(Array(text.utf8), Array(otherText.utf8)) : nil
    default: return nil
    }
  }

  private static func firstInstant(_ value: FHIRDateTime) -> [Int] {
    [value.year, max(1, value.month), max(1, value.day), value.hour, value.minute, value.second]
  }

  private static func order<Part: Comparable>(_ left: [Part], _ right: [Part]) -> Int {
    left.lexicographicallyPrecedes(right) ? -1 : left == right ? 0 : 1
  }

  /// The value in words, for evidence from a questionnaire.
  var words: String {
    switch type {
    case "Coding": [system, code].compactMap { $0 }.joined(separator: "#")
    case "Quantity": [number?.text, display ?? code].compactMap { $0 }.joined(separator: " ")
    default: text ?? type
    }
  }
}

extension SourceDocument {
  /// The member of an object whose name is a stem and a type, such as `valueCoding`, and that type.
  func choice(_ stem: String, of object: NodeID) -> (type: String, node: NodeID)? {
    guard self[object].kind == .object else { return nil }
    var child = object.rawValue + 1
    while child < self[object].end {
      let name = name(of: NodeID(child))
      if name.hasPrefix(stem), let first = name.dropFirst(stem.count).first, first.isUppercase {
        return (String(name.dropFirst(stem.count)), NodeID(child))
      }
      child = nodes[Int(child)].end
    }
    return nil
  }

  /// The extensions of an object with a URL.
  func extensions(_ url: String, of object: NodeID) -> [NodeID] {
    objects("extension", of: object).filter { string("url", of: $0) == url }
  }
}
