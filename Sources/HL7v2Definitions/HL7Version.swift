/// The published versions of HL7 v2, in their order. 2.9.1, which corrects 2.9, counts as 2.9.
public enum HL7Version: UInt8, CaseIterable, Sendable, Comparable {
  case v2_1, v2_2, v2_3, v2_3_1, v2_4, v2_5, v2_5_1, v2_6, v2_7, v2_7_1, v2_8, v2_8_1, v2_8_2, v2_9

  public static let names = [
    "2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8", "2.8.1", "2.8.2", "2.9",
  ]

  public var name: String { HL7Version.names[Int(rawValue)] }

  /// The bit of the version in the facts.
  var bit: UInt16 { 1 << UInt16(rawValue) }

  public static func < (left: HL7Version, right: HL7Version) -> Bool { left.rawValue < right.rawValue }

  /// Exactly the version that MSH-12 names.
  public init?(exactly name: String) {
    guard let index = HL7Version.names.firstIndex(of: name) else { return nil }
    self = HL7Version.allCases[index]
  }

  /// The version whose name is, or is nearest to, what MSH-12 holds: `2.3.1.1` and `2.3.z` count as the longest version that they
  /// start with, `2.50` as nothing.
  public init?(nearest text: String) {
    if text == "2.9.1" {
      self = .v2_9
      return
    }
    var parts = text.split(separator: ".", omittingEmptySubsequences: false)
    while parts.count >= 2 {
      if let found = HL7Version(exactly: parts.joined(separator: ".")) {
        self = found
        return
      }
      parts.removeLast()
    }
    return nil
  }
}

/// A set of versions, as the facts write it: `2.3-2.5.1,2.9`.
struct VersionSet: Hashable, Sendable {
  var bits: UInt16

  init(bits: UInt16) { self.bits = bits }

  init?(_ text: some StringProtocol) {
    bits = 0
    for part in String(text).split(separator: ",") {
      let ends = part.split(separator: "-").map(String.init)
      guard let first = ends.first.flatMap(HL7Version.init(exactly:)), let last = ends.last.flatMap(HL7Version.init(exactly:)),
        first <= last, ends.count <= 2
      else { return nil }
      for version in HL7Version.allCases where first <= version && version <= last { bits |= version.bit }
    }
  }

  var text: String {
    var parts: [String] = []
    var first: HL7Version?
    var last: HL7Version?
    func close() {
      if let first, let last { parts.append(first == last ? first.name : "\(first.name)-\(last.name)") }
      first = nil
    }
    for version in HL7Version.allCases {
      if bits & version.bit == 0 {
        close()
      } else {
        if first == nil { first = version }
        last = version
      }
    }
    close()
    return parts.joined(separator: ",")
  }
}
