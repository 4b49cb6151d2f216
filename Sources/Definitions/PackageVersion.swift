/// A version of a package or definition, in an order: numbers by value, a pre-release before its release
/// (https://semver.org/#spec-item-11). Versions of other forms are ordered by their text.
public struct PackageVersion: Comparable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func < (left: PackageVersion, right: PackageVersion) -> Bool {
    let (leftMain, leftTag) = left.parts
    let (rightMain, rightTag) = right.parts
    if let order = order(leftMain, rightMain) { return order }
    if leftTag.isEmpty || rightTag.isEmpty { return !leftTag.isEmpty && rightTag.isEmpty }
    return order(leftTag, rightTag) ?? false
  }

  private var parts: (main: [Substring], tag: [Substring]) {
    let plain = text.prefix { $0 != "+" }
    let main = plain.prefix { $0 != "-" }
    return (main.split(separator: "."), plain.dropFirst(main.count + 1).split(separator: "."))
  }

  /// Whether the first list comes before the second; nil where they are equal.
  private static func order(_ left: [Substring], _ right: [Substring]) -> Bool? {
    for (one, other) in zip(left, right) where one != other {
      switch (UInt64(one), UInt64(other)) {
      case (let first?, let second?): if first != second { return first < second }
      case (nil, nil): return one < other
      // Numbers come before words.
      case (let first, _): return first != nil
      }
    }
    return left.count == right.count ? nil : left.count < right.count
  }

  /// Whether this version is what a dependency asks for: the same, or a pattern such as `4.0.x` and `4.*` that it fits.
  public func satisfies(_ wanted: String) -> Bool {
    if wanted == text || wanted == "latest" || wanted == "*" { return true }
    let pattern = wanted.split(separator: ".", omittingEmptySubsequences: false)
    guard let place = pattern.firstIndex(where: { $0 == "x" || $0 == "*" || $0 == "X" }) else { return false }
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count > place && numbers[..<place].elementsEqual(pattern[..<place])
  }

  /// Whether this version differs from a wanted one in its last numbers only: `0.5.1` can stand in for `0.5.0`.
  public func canStandIn(for wanted: String) -> Bool {
    let own = PackageVersion(text).parts.main
    let other = PackageVersion(wanted).parts.main
    return own.count >= 2 && other.count >= 2 && own[..<2].elementsEqual(other[..<2])
  }
}
