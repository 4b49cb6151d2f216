/// Names known before a document is read, such as every element name of FHIR R4. Their symbols are 0, 1, 2, … in the order
/// given and the same in every document, so that a schema can be indexed by them. Immutable and shared by all workers.
public final class NameSeed: Sendable {
  @usableFromInline let index: NameIndex

  public static let empty = NameSeed([])

  /// The number of names; symbols from here on belong to single documents.
  @inlinable
  public var count: Int { index.keys.count }

  /// - Parameter names: distinct names in symbol order. Of a repeated name the first symbol is found.
  public init(_ names: [String]) {
    var index = NameIndex(capacity: names.count)
    for name in names {
      let text = ContiguousArray(name.utf8)
      let raw = unsafe text.span.bytes  // read through `NameKey` only, which loads integers
      _ = index.add(NameKey(raw, 0, text.count, secret: NameKey.secret), raw, 0)
    }
    self.index = index
  }

  /// The symbol of a name, for set-up code; parsers use ``NameTable``.
  public func symbol(_ name: String) -> Symbol? {
    let text = ContiguousArray(name.utf8)
    let raw = unsafe text.span.bytes  // read through `NameKey` only, which loads integers
    return index.find(NameKey(raw, 0, text.count, secret: NameKey.secret), raw, 0).map(Symbol.init)
  }

  /// The name of a symbol below ``count``.
  public func name(_ symbol: Symbol) -> String { index.name(Int(symbol.rawValue)) }
}
