/// A value that is made when it is first asked for, once for all threads.
public final class LazyValue<Value: Sendable>: @unchecked Sendable {
  private let lock = Lock()
  private let make: @Sendable () -> Value
  private var made: Value?

  public init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  public var value: Value {
    lock.hold {
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }

  /// The value, if anybody asked for it.
  public var ifMade: Value? { lock.hold { made } }
}
