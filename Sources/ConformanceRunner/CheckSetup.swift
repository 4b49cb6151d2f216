/// What a check of a validation suite needs beside its record. Checks with equal set-ups can share what is made from it.
public struct CheckSetup: Sendable, Hashable {
  /// Definitions and other resources to load, as paths of files.
  public var supporting: [String] = []
  /// Packages to load, as paths of files.
  public var packages: [String] = []
  /// Packages that others depend on, as paths of files.
  public var dependencies: [String] = []
  /// Profiles to check against besides those that the record claims: paths of files, or canonicals.
  public var profiles: [Profile] = []
  /// The folder in which references are looked up; nil where none are.
  public var referenceFolder: String?
  /// Whether the record is an instance of the logical model among the supporting files, and no resource.
  public var isOfLogicalModel = false
  /// Switches of the suite, by the suite's names for them.
  public var options: [String: String] = [:]

  public init() {}

  /// A profile that is asked for.
  public enum Profile: Sendable, Hashable {
    case file(String)
    case canonical(String)
  }

  /// Whether a switch is on.
  public func isOn(_ option: String) -> Bool { options[option]?.lowercased() == "true" }
}

/// One check of a validation suite: a record, what it is checked with, and where the answer goes.
public struct ValidationCheck: Sendable {
  /// The file of the answer, relative to the folder of answers.
  public var answer: String
  /// The record, as the path of a file.
  public var record: String
  public var setup: CheckSetup
}
