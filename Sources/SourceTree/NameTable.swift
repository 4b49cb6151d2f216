/// The names of one document: a shared ``NameSeed`` and whatever else the document uses.
public struct NameTable: Sendable {
  public let seed: NameSeed
  @usableFromInline var own = NameIndex(capacity: 0)
  @usableFromInline let secret = NameKey.secret

  public init(seed: NameSeed) { self.seed = seed }

  /// The number of symbols: seed and own.
  @inlinable
  public var count: Int { seed.count + own.keys.count }

  /// Forgets the document's own names.
  public mutating func removeAll() { own.removeAll() }

  /// The symbol of the name at `offset`, made when the name is new.
  @inlinable
  public mutating func intern(_ text: RawSpan, _ offset: Int, _ length: Int) -> Symbol {
    let key = NameKey(text, offset, length, secret: secret)
    if let known = seed.index.find(key, text, offset) { return Symbol(known) }
    return internOwn(key, text, offset)
  }

  public mutating func intern(_ name: String) -> Symbol {
    let text = ContiguousArray(name.utf8)
    return unsafe intern(text.span.bytes, 0, text.count)
  }

  /// The symbol of a name if the document has it.
  public func symbol(_ name: String) -> Symbol? {
    let text = ContiguousArray(name.utf8)
    let raw = unsafe text.span.bytes  // read through `NameKey` only, which loads integers
    let key = NameKey(raw, 0, text.count, secret: secret)
    if let known = seed.index.find(key, raw, 0) { return Symbol(known) }
    return own.find(key, raw, 0).map { Symbol(UInt32(seed.count) + $0) }
  }

  /// The name of a symbol; empty for ``Symbol/none``.
  public func name(_ symbol: Symbol) -> String {
    if symbol == .none { return "" }
    if Int(symbol.rawValue) < seed.count { return seed.name(symbol) }
    let index = Int(symbol.rawValue) - seed.count
    return index < own.keys.count ? own.name(index) : ""
  }

  @usableFromInline
  mutating func internOwn(_ key: NameKey, _ text: RawSpan, _ offset: Int) -> Symbol {
    let number = own.find(key, text, offset) ?? own.add(key, text, offset)
    return Symbol(UInt32(seed.count) + number)
  }
}
