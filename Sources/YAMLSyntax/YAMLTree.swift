/// A YAML value to be written.
public indirect enum YAMLTree: Sendable, Hashable {
  /// Written without quotes where YAML allows it and no reader could take it for something other than a text.
  case text(String)
  /// Written as it is: numbers, truth values, `0..1`.
  case plain(String)
  case list([YAMLTree])
  case mapping([YAMLMember])
  case nothing
}

/// A key with its value.
public struct YAMLMember: Sendable, Hashable {
  public var key: String
  public var value: YAMLTree

  public init(_ key: String, _ value: YAMLTree) {
    self.key = key
    self.value = value
  }
}
