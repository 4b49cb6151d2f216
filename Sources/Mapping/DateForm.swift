import Schema

/// Turns dates and times of HL7 v2 (`YYYY[MM[DD[HH[MM[SS[.S…]]]]]][±ZZZZ]`, HL7 v2.5.1 section 2.A.22) and of NHS tables
/// (`YYYYMMDDThhmmss`) into those of FHIR, precision kept.
struct DateForm {
  /// What came of it.
  enum Outcome: Equatable {
    case converted
    /// A zone was added: from the message header, or by the configured policy.
    case zoneFromHeader, zoneFromPolicy
    /// Less precise than the target type can say.
    case tooCoarse
    /// Not such a date.
    case unreadable
  }

  var digits = 0
  var hasFraction = false
  private var fraction: Range<Int> = 0..<0
  private var zone: Range<Int> = 0..<0
  private var start = 0

  /// Reads a date; nil when it does not have the form.
  init?(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) {
    start = range.lowerBound
    var position = start
    while position < range.upperBound, bytes[position] &- 0x30 < 10 { position += 1 }
    digits = position - start
    guard [4, 6, 8, 10, 12, 14].contains(digits) else { return nil }
    if position < range.upperBound, bytes[position] == UInt8(ascii: ".") {
      let first = position + 1
      position = first
      while position < range.upperBound, bytes[position] &- 0x30 < 10 { position += 1 }
      guard digits == 14, position > first else { return nil }
      fraction = first..<position
      hasFraction = true
    }
    if position < range.upperBound {
      guard bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-"), range.upperBound - position == 5,
        bytes[(position + 1)..<range.upperBound].allSatisfy({ $0 &- 0x30 < 10 })
      else { return nil }
      zone = position..<range.upperBound
    }
    guard isOnCalendar(bytes) else { return nil }
  }

  /// Whether there is such a day and time.
  private func isOnCalendar(_ bytes: ContiguousArray<UInt8>) -> Bool {
    let year = number(bytes, 0, 4)
    guard year > 0 else { return false }
    if digits >= 6, !(1...12).contains(number(bytes, 4, 2)) { return false }
    if digits >= 8, !(1...CalendarDay.days(inMonth: number(bytes, 4, 2), of: year)).contains(number(bytes, 6, 2)) { return false }
    if digits >= 10, number(bytes, 8, 2) > 23 { return false }
    if digits >= 12, number(bytes, 10, 2) > 59 { return false }
    if digits >= 14, number(bytes, 12, 2) > 59 { return false }
    guard let minutes = zoneMinutes(bytes) else { return true }
    return abs(minutes) <= 14 * 60
  }

  var hasTime: Bool { digits > 8 }

  private func number(_ bytes: ContiguousArray<UInt8>, _ offset: Int, _ count: Int) -> Int {
    var value = 0
    for index in (start + offset)..<(start + offset + count) { value = value * 10 + Int(bytes[index] &- 0x30) }
    return value
  }

  /// The zone as minutes east of UTC, or nil where none is written.
  func zoneMinutes(_ bytes: ContiguousArray<UInt8>) -> Int? {
    guard !zone.isEmpty else { return nil }
    let first = zone.lowerBound
    func digit(_ index: Int) -> Int { Int(bytes[first + index] &- 0x30) }
    let minutes = (digit(1) * 10 + digit(2)) * 60 + digit(3) * 10 + digit(4)
    return bytes[first] == UInt8(ascii: "-") ? -minutes : minutes
  }

  /// Appends the FHIR form.
  ///
  /// - Parameter headerZone: minutes of the message header's zone, where it has one.
  func append(
    _ target: PrimitiveType, to bytes: inout ContiguousArray<UInt8>, headerZone: Int?, policy: ZonePolicy
  ) -> Outcome {
    if target == .date { return appendDay(to: &bytes) }
    guard target == .instant || digits >= 12 else {
      let outcome = appendDay(to: &bytes)
      return digits == 10 ? .tooCoarse : outcome
    }
    guard digits >= 12 else { return .tooCoarse }
    _ = appendDay(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    appendDigits(8..<10, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendDigits(10..<12, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    if digits == 14 {
      appendDigits(12..<14, to: &bytes)
    } else {
      // FHIR has no times without seconds and says that zeros may be put in their place.
      bytes.append(contentsOf: [UInt8(ascii: "0"), UInt8(ascii: "0")])
    }
    if hasFraction {
      bytes.append(UInt8(ascii: "."))
      for index in fraction { bytes.append(bytes[index]) }
    }
    return appendZone(to: &bytes, headerZone, policy)
  }

  private func appendDigits(_ range: Range<Int>, to bytes: inout ContiguousArray<UInt8>) {
    for index in range { bytes.append(bytes[start + index]) }
  }

  private func appendDay(to bytes: inout ContiguousArray<UInt8>) -> Outcome {
    appendDigits(0..<4, to: &bytes)
    if digits >= 6 {
      bytes.append(UInt8(ascii: "-"))
      appendDigits(4..<6, to: &bytes)
    }
    if digits >= 8 {
      bytes.append(UInt8(ascii: "-"))
      appendDigits(6..<8, to: &bytes)
    }
    return .converted
  }

  private func appendZone(to bytes: inout ContiguousArray<UInt8>, _ headerZone: Int?, _ policy: ZonePolicy) -> Outcome {
    if !zone.isEmpty {
      let first = zone.lowerBound
      for index in first..<(first + 3) { bytes.append(bytes[index]) }
      bytes.append(UInt8(ascii: ":"))
      for index in (first + 3)..<(first + 5) { bytes.append(bytes[index]) }
      return .converted
    }
    if let headerZone {
      DateForm.append(minutes: headerZone, to: &bytes)
      return .zoneFromHeader
    }
    switch policy {
    case .fixed(let minutes): DateForm.append(minutes: minutes, to: &bytes)
    case .unitedKingdom: DateForm.append(minutes: isBritishSummer(bytes) ? 60 : 0, to: &bytes)
    }
    return .zoneFromPolicy
  }

  /// Whether a British clock showed summer time. In the hour that comes twice, winter time is taken.
  private func isBritishSummer(_ bytes: ContiguousArray<UInt8>) -> Bool {
    let year = number(bytes, 0, 4)
    let month = number(bytes, 4, 2)
    guard (1...9999).contains(year), (3...10).contains(month) else { return false }
    if month > 3, month < 10 { return true }
    let moment = number(bytes, 6, 2) * 24 + number(bytes, 8, 2)
    let change = CalendarDay.lastSunday(ofMonth: month, year) * 24
    return month == 3 ? moment >= change + 1 : moment < change + 1
  }

  static func append(minutes: Int, to bytes: inout ContiguousArray<UInt8>) {
    let magnitude = min(abs(minutes), 14 * 60)
    bytes.append(minutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    append(twoDigits: magnitude / 60, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(twoDigits: magnitude % 60, to: &bytes)
  }

  private static func append(twoDigits value: Int, to bytes: inout ContiguousArray<UInt8>) {
    bytes.append(0x30 + UInt8(value / 10))
    bytes.append(0x30 + UInt8(value % 10))
  }
}

extension DateForm {
  /// The form of NHS tables, `YYYYMMDDThhmmss` with 00 (UTC, also where nothing stands) or 01 (one hour more) for the zone, in the
  /// form of HL7 v2; anything else as it is.
  static func normalized(_ range: Range<Int>, _ bytes: inout ContiguousArray<UInt8>) -> Range<Int> {
    let first = range.lowerBound
    guard range.count == 15 || range.count == 17, bytes[first + 8] == UInt8(ascii: "T") else { return range }
    let start = bytes.count
    for index in first..<(first + 15) where index != first + 8 { bytes.append(bytes[index]) }
    bytes.append(UInt8(ascii: "+"))
    for offset in 15..<17 { bytes.append(range.count == 17 ? bytes[first + offset] : UInt8(ascii: "0")) }
    bytes.append(UInt8(ascii: "0"))
    bytes.append(UInt8(ascii: "0"))
    return start..<bytes.count
  }

  /// Times of day, `HH[MM[SS[.S…]]]` (HL7 v2.5.1 section 2.A.75). FHIR wants seconds; zeros may be put in their place.
  static func appendTime(_ range: Range<Int>, to bytes: inout ContiguousArray<UInt8>) -> Outcome {
    var position = range.lowerBound
    while position < range.upperBound, bytes[position] &- 0x30 < 10 { position += 1 }
    let digits = position - range.lowerBound
    guard [2, 4, 6].contains(digits) else { return .unreadable }
    let fraction = position..<range.upperBound
    if !fraction.isEmpty {
      guard digits == 6, fraction.count > 1, bytes[fraction.lowerBound] == UInt8(ascii: "."),
        bytes[fraction].dropFirst().allSatisfy({ $0 &- 0x30 < 10 })
      else { return .unreadable }
    }
    for (offset, limit) in [(0, 24), (2, 60), (4, 60)] where offset < digits {
      let tens = Int(bytes[range.lowerBound + offset] &- 0x30)
      guard tens * 10 + Int(bytes[range.lowerBound + offset + 1] &- 0x30) < limit else { return .unreadable }
    }
    guard digits > 2 else { return .tooCoarse }
    for pair in 0..<3 {
      if pair > 0 { bytes.append(UInt8(ascii: ":")) }
      for index in 0..<2 {
        bytes.append(pair * 2 < digits ? bytes[range.lowerBound + pair * 2 + index] : UInt8(ascii: "0"))
      }
    }
    for index in fraction { bytes.append(bytes[index]) }
    return .converted
  }
}
