import Schema
import SourceTree

/// What a compiled map is written to and read from: one description of each structure serves both directions.
///
/// Types and elements are stored by name, so that the image fits every schema that has FHIR R4 in it.
struct MapImageCoder {
  enum Fault: Error { case truncated, unknownName(String) }

  let schema: Schema
  let isReading: Bool
  private(set) var words = ContiguousArray<UInt32>()
  private(set) var names: [String] = []
  private var nameNumbers: [String: UInt32] = [:]
  private var position = 0
  private var types: [TypeID] = []
  private var steps: [UInt64: TargetStep] = [:]
  private(set) var fault: Fault?

  /// Writes.
  init(schema: Schema) {
    self.schema = schema
    isReading = false
  }

  /// Reads.
  init(schema: Schema, words: ContiguousArray<UInt32>, names: [String]) {
    self.schema = schema
    self.words = words
    self.names = names
    isReading = true
    types = names.map { schema.type(named: $0) ?? .none }
  }

  // MARK: Numbers

  mutating func code(_ value: inout UInt32) {
    guard isReading else {
      words.append(value)
      return
    }
    guard position < words.count else {
      fault = fault ?? .truncated
      value = 0
      return
    }
    value = words[position]
    position += 1
  }

  mutating func code(_ value: inout Int32) {
    var word = UInt32(bitPattern: value)
    code(&word)
    value = Int32(bitPattern: word)
  }

  mutating func code(_ value: inout Int) {
    var word = UInt32(truncatingIfNeeded: value)
    code(&word)
    value = Int(Int32(bitPattern: word))
  }

  mutating func code(_ value: inout UInt16) {
    var word = UInt32(value)
    code(&word)
    value = UInt16(truncatingIfNeeded: word)
  }

  mutating func code(_ value: inout UInt8) {
    var word = UInt32(value)
    code(&word)
    value = UInt8(truncatingIfNeeded: word)
  }

  mutating func code(_ value: inout Bool) {
    var word: UInt32 = value ? 1 : 0
    code(&word)
    value = word != 0
  }

  // MARK: Texts and lists

  mutating func code(_ text: inout String) {
    var number: UInt32 = 0
    if !isReading { number = self.number(of: text) }
    code(&number)
    guard isReading else { return }
    guard Int(number) < names.count else {
      fault = fault ?? .truncated
      return
    }
    text = names[Int(number)]
  }

  private mutating func number(of text: String) -> UInt32 {
    if let number = nameNumbers[text] { return number }
    let number = UInt32(names.count)
    names.append(text)
    nameNumbers[text] = number
    return number
  }

  /// A list, each item in the same way.
  mutating func code<Items: RangeReplaceableCollection & MutableCollection>(
    _ items: inout Items, blank: Items.Element, _ each: (inout MapImageCoder, inout Items.Element) -> Void
  ) {
    var count = items.count
    code(&count)
    guard isReading else {
      for var item in items { each(&self, &item) }
      return
    }
    items.removeAll()
    // A damaged count cannot make more items than there are words.
    guard count >= 0, count <= words.count - position else {
      fault = fault ?? .truncated
      return
    }
    items.reserveCapacity(count)
    for _ in 0..<count {
      var item = blank
      each(&self, &item)
      items.append(item)
    }
  }

  mutating func code<Items: RangeReplaceableCollection & MutableCollection>(_ items: inout Items) where Items.Element == UInt32 {
    code(&items, blank: 0) { $0.code(&$1) }
  }

  // MARK: Of the schema

  mutating func code(_ type: inout TypeID) {
    var number = UInt32.max
    if !isReading, type != .none { number = self.number(of: schema.string(schema.tables.types[type.index].name)) }
    code(&number)
    guard isReading else { return }
    guard number != .max else {
      type = .none
      return
    }
    type = Int(number) < types.count ? types[Int(number)] : .none
    if type == .none { fault = fault ?? .unknownName(Int(number) < names.count ? names[Int(number)] : "") }
  }

  /// The symbol of an element's name, or `UInt32.max`.
  mutating func code(symbol: inout UInt32) {
    var name = !isReading && symbol != .max ? schema.seed.name(Symbol(symbol)) : ""
    code(&name)
    if isReading { symbol = name.isEmpty ? .max : schema.seed.symbol(name)?.rawValue ?? .max }
  }

  mutating func code(_ step: inout TargetStep) {
    var parent = step.parent
    code(&parent)
    var name = isReading ? "" : schema.seed.name(Symbol(step.symbol))
    code(&name)
    var (key, takesRepetition, takesSegment, resource, contained) = (
      step.key, step.takesRepetition, step.takesSegment, step.resource, step.contained
    )
    code(&key)
    code(&takesRepetition)
    code(&takesSegment)
    code(&resource)
    code(&contained)
    guard isReading else { return }
    guard let found = self.step(parent, name) else {
      fault = fault ?? .unknownName(name)
      return
    }
    step = found
    (step.key, step.takesRepetition, step.takesSegment, step.resource, step.contained) = (
      key, takesRepetition, takesSegment, resource, contained
    )
  }

  private mutating func step(_ parent: TypeID, _ name: String) -> TargetStep? {
    guard let symbol = schema.seed.symbol(name) else { return nil }
    let key = UInt64(parent.rawValue) << 32 | UInt64(symbol.rawValue)
    if let known = steps[key] { return known }
    guard let step = TargetStep(schema, parent, name) else { return nil }
    steps[key] = step
    return step
  }
}
