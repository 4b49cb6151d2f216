/// The name and version of a package: `fhir.r4.ukcore.stu2#2.0.2`, as the package cache names its folders
/// (https://confluence.hl7.org/display/FHIR/FHIR+Package+Cache).
public struct PackageIdentity: Hashable, Sendable, CustomStringConvertible {
  public var name: String
  /// A version, or a pattern such as `4.0.x`; nil where any will do.
  public var version: String?

  public init(name: String, version: String? = nil) {
    self.name = name
    self.version = version
  }

  /// Reads `name#version`, npm's `name@version`, or a name alone; nil for what is no package name (npm names, section 3 of the
  /// specification: letters, digits, `.`, `-`, `_`).
  public init?(_ text: String) {
    let parts = text.split(separator: text.contains("#") ? "#" : "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, PackageIdentity.isName(name) else { return nil }
    self.name = String(name)
    if parts.count == 2 {
      guard PackageIdentity.isName(parts[1]) else { return nil }
      version = String(parts[1])
    }
  }

  /// Names and versions become folder names, so that nothing else may stand in them.
  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: ".") else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"): true
      default: false
      }
    }
  }

  public var description: String { version.map { name + "#" + $0 } ?? name }
}
