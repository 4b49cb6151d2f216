/// The name of a vaccination batch file: `FLU_Vaccinations_v5_YGM41_20260110T10000000.csv`, in any case.
public struct VaccinationFileName: Sendable, Equatable {
  /// In capitals, such as `FLU`.
  public var vaccine: String
  /// ODS code of the sender, in capitals.
  public var sender: String
  /// `YYYYMMDDThhmmss`, and 00 for UTC or 01 for British summer time.
  public var extracted: String

  /// Nil unless the name has the form. Whether the vaccine is known is the map's to say.
  ///
  /// - Parameter name: with or without folders.
  public init?(_ name: String) {
    let file = name.split(separator: "/").last.map(String.init) ?? ""
    let halves = file.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count == 2, ["CSV", "DAT"].contains(halves[1].uppercased()) else { return nil }
    let parts = halves[0].uppercased().split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[1] == "VACCINATIONS", parts[2] == "V5", !parts[0].isEmpty, !parts[3].isEmpty,
      parts[3].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return nil }
    let time = ContiguousArray(parts[4].utf8)
    guard time.count == 17,
      CellCheck.pastTime.fault(time, 0..<17, today: CalendarDay(year: 9999, month: 12, day: 31) ?? .today()) == nil
    else { return nil }
    vaccine = String(parts[0])
    sender = String(parts[3])
    extracted = String(parts[4])
  }
}
