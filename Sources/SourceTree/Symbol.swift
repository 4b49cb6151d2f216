/// An interned name. Equal symbols of one ``NameTable`` are equal names.
@frozen
public struct Symbol: Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt32

  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// The name of what has none: roots and items of arrays.
  public static let none = Symbol(.max)
}
