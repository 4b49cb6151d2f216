/// Index of a string in a ``Schema``.
@frozen
public struct StringID: Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt32
  @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }
  /// No string.
  public static let none = StringID(.max)
}

/// Index of a type in a ``Schema``: a resource, a data type, a backbone element of either, or a profile on one of them.
@frozen
public struct TypeID: Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt32
  @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }
  @inlinable public var index: Int { Int(rawValue) }
  public static let none = TypeID(.max)
}

/// Index of an element in a ``Schema``.
@frozen
public struct ElementID: Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt32
  @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }
  @inlinable public var index: Int { Int(rawValue) }
  public static let none = ElementID(.max)
}

/// Index of a value set in a ``Schema``.
@frozen
public struct ValueSetID: Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt32
  @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }
  @inlinable public var index: Int { Int(rawValue) }
  public static let none = ValueSetID(.max)
}
