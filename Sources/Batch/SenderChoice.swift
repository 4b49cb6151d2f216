import Diagnostics
import HL7v2Validation
import Mapping

/// What is different about the messages of a sender.
public struct SenderChoice: Sendable {
  public var match: SenderMatch
  /// The maps that convert them, compiled with the first one.
  public var maps: LazyValue<Result<MapLibrary, MapLibraryError>>
  /// For times without a zone; nil for that of the run.
  public var zone: ZonePolicy?
  /// Severities in place of the rules' own; nil for a rule that is off.
  public var severities: [RuleCode: Severity?]

  public init(
    match: SenderMatch, maps: LazyValue<Result<MapLibrary, MapLibraryError>>, zone: ZonePolicy? = nil,
    severities: [RuleCode: Severity?] = [:]
  ) {
    self.match = match
    self.maps = maps
    self.zone = zone
    self.severities = severities
  }
}
