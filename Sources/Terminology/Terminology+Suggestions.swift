// What may have been meant.
extension Terminology {
  /// A member of a value set that looks like `code`: another case, the display in place of the code, or one or two letters off.
  public func suggestion(for code: String, in valueSet: String) -> ExpandedCode? {
    guard let members = expansion(of: valueSet, limit: 400) else { return nil }
    let wanted = code.lowercased()
    if let member = members.first(where: { $0.code.lowercased() == wanted }) { return member }
    if let member = members.first(where: { $0.display?.lowercased() == wanted }) { return member }
    return Terminology.nearest(to: wanted, members)
  }

  private static func nearest(to wanted: String, _ members: [ExpandedCode]) -> ExpandedCode? {
    let text = Array(wanted.utf8)
    guard text.count >= 4, text.count <= 64 else { return nil }
    let bound = text.count >= 8 ? 2 : 1
    var best: (distance: Int, member: ExpandedCode)?
    for member in members {
      let distance = distance(text, Array(member.code.lowercased().utf8), bound: bound)
      if distance <= bound, distance < best?.distance ?? .max { best = (distance, member) }
    }
    return best?.member
  }

  /// How many letters must be put in, taken out or replaced; more than `bound` where it is more.
  static func distance(_ left: [UInt8], _ right: [UInt8], bound: Int) -> Int {
    guard abs(left.count - right.count) <= bound else { return bound + 1 }
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
