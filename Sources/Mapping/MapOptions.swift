/// The kind of Bundle a conversion makes (http://hl7.org/fhir/R4/valueset-bundle-type.html).
public enum BundleKind: String, Sendable, CaseIterable {
  /// MessageHeader first: the counterpart of the message that came.
  case message
  /// Entries with requests, ready to be posted to a server.
  case transaction
  /// Only the resources.
  case collection
}

/// The zone given to times that a sender wrote without one. FHIR requires a zone wherever there is a time.
public enum ZonePolicy: Sendable, Equatable {
  /// Greenwich Mean Time or British Summer Time, by the date (Summer Time Act 1972 and its orders: last Sunday of March to last
  /// Sunday of October, 01:00 UTC).
  case unitedKingdom
  /// Always the same offset from UTC.
  case fixed(minutes: Int)
}

/// What a run may decide about conversions.
public struct MapOptions: Sendable {
  /// The Bundle to make, or nil for the map's own choice.
  public var bundle: BundleKind?
  /// For times without a zone, where the message header has none either.
  public var zone: ZonePolicy
  /// The day that "not in the future" is judged against.
  public var today: CalendarDay
  /// Whether values of messages that stand in no element of the result are kept in it as the residue of their segment.
  public var keepsResidue = true
  /// Whether codes that code maps do not have are counted.
  public var gathersUnmappedCodes = false
  /// Whether organisations, people, places and devices that say the same are one resource; else there is one for each mention.
  public var unitesEntities = true
  /// The file's name where it means something, as for vaccination batches (vaccine type, sender, time of extraction).
  public var fileName: String?

  public init(
    bundle: BundleKind? = nil, zone: ZonePolicy = .unitedKingdom, today: CalendarDay, fileName: String? = nil
  ) {
    self.bundle = bundle
    self.zone = zone
    self.today = today
    self.fileName = fileName
  }
}
