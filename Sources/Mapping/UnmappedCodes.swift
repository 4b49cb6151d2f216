import SourceTree

/// Codes that code maps have no entry for, and how often each was met.
public struct UnmappedCodes: Sendable, Equatable {
  public struct Code: Hashable, Sendable, Comparable {
    /// The code map that lacks it, such as `AdministrativeSex`.
    public var map: String
    public var code: String

    public init(map: String, code: String) {
      self.map = map
      self.code = code
    }

    public static func < (left: Code, right: Code) -> Bool { (left.map, left.code) < (right.map, right.code) }
  }

  public private(set) var counts: [Code: Int] = [:]

  public init() {}

  public var isEmpty: Bool { counts.isEmpty }

  public mutating func add(_ code: Code, count: Int = 1) { counts[code, default: 0] += count }

  public mutating func removeAll() { counts.removeAll(keepingCapacity: true) }

  public static func += (left: inout UnmappedCodes, right: UnmappedCodes) {
    for (code, count) in right.counts { left.add(code, count: count) }
  }
}
