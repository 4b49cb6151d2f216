/// How much of a code system is here (http://hl7.org/fhir/R4/valueset-codesystem-content-mode.html).
public enum CodeSystemContent: UInt8, Sendable, BitwiseCopyable { case complete, fragment, example, notPresent, supplement }

/// Yes-or-no facts about a code system.
@frozen
public struct CodeSystemFlags: OptionSet, Sendable, BitwiseCopyable {
  public var rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Codes that differ only in case are the same.
  public static let caseInsensitive = CodeSystemFlags(rawValue: 1 << 0)
}

/// A code system, or a supplement to one. The table is sorted by URL and version, so that systems are found by halving.
@frozen
public struct CodeSystemRecord: Sendable, BitwiseCopyable {
  public var url: StringID
  public var version: StringID
  /// For a supplement the canonical of the system it adds to.
  public var supplements: StringID
  /// The value set of all codes, or ``StringID/none``.
  public var valueSet: StringID
  public var content: CodeSystemContent
  public var flags: CodeSystemFlags
  /// `codes[firstCode ..< firstCode + codeCount]`, sorted as ``CodeOrder`` says.
  public var firstCode: UInt32
  public var codeCount: UInt32

  public init(
    url: StringID, version: StringID, supplements: StringID, valueSet: StringID, content: CodeSystemContent,
    flags: CodeSystemFlags
  ) {
    self.url = url
    self.version = version
    self.supplements = supplements
    self.valueSet = valueSet
    self.content = content
    self.flags = flags
    firstCode = 0
    codeCount = 0
  }
}

/// Yes-or-no facts about a code.
@frozen
public struct CodeFlags: OptionSet, Sendable, BitwiseCopyable {
  public var rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Only groups other codes (http://hl7.org/fhir/R4/codesystem-concept-properties.html, `notSelectable`).
  public static let abstract = CodeFlags(rawValue: 1 << 0)
  public static let inactive = CodeFlags(rawValue: 1 << 1)
}

/// A code of a code system.
@frozen
public struct CodeRecord: Sendable, BitwiseCopyable {
  public var code: StringID
  /// ``StringID/none`` where the system gives none.
  public var display: StringID
  /// Index in the table of the code that this one stands under, or `UInt32.max`. Further ones are facts of the property `parent`.
  public var parent: UInt32
  /// `codeFacts[firstFact ..< …]`: first the properties, sorted by name, then the designations.
  public var firstFact: UInt32
  public var propertyCount: UInt16
  public var designationCount: UInt8
  public var flags: CodeFlags

  public init(code: StringID, display: StringID) {
    self.code = code
    self.display = display
    parent = .max
    firstFact = 0
    propertyCount = 0
    designationCount = 0
    flags = []
  }
}

/// A property of a code with its value, or a designation with its language (``StringID/none`` where it has none) and its text.
@frozen
public struct CodeFactRecord: Sendable, BitwiseCopyable {
  public var name: StringID
  public var value: StringID

  public init(name: StringID, value: StringID) {
    self.name = name
    self.value = value
  }
}
