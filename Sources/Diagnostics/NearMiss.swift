/// Finds what somebody probably meant.
public enum NearMiss {
  /// The candidate that differs from `text` by the fewest changed, added, lost or swapped letters, if those are few for its length.
  public static func nearest(to text: String, in candidates: [String]) -> String? {
    let bound = max(1, text.utf8.count / 3)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      guard abs(candidate.utf8.count - text.utf8.count) <= bound else { continue }
      let distance = distance(Array(text.lowercased().utf8), Array(candidate.lowercased().utf8))
      if distance <= bound, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// The number of edits between two texts, a swap of neighbours counting as one (optimal string alignment).
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let isSame = left[row] == right[column]
        var cost = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
