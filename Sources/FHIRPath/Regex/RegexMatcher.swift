/// Runs a compiled regular expression by backtracking over an explicit stack. Work is bounded, so that a hostile pattern ends in
/// ``Outcome/tooCostly`` and not in hours.
struct RegexMatcher {
  enum Outcome: Sendable { case matched, failed, tooCostly }

  /// Steps that one search may take.
  static let budget = 1_000_000

  private struct Choice {
    var step: Int
    var position: Int
    /// How much of the undo list was there.
    var undo: Int
  }

  let program: RegexProgram
  let text: [UInt32]
  private(set) var captures: [Int]
  private var registers: [Int]
  private var choices: [Choice] = []
  private var undo: [(slot: Int, value: Int)] = []
  private var steps = 0
  private var depth = 0

  init(_ program: RegexProgram, _ text: [UInt32]) {
    self.program = program
    self.text = text
    captures = Array(repeating: -1, count: program.groupCount * 2)
    registers = Array(repeating: -1, count: program.registerCount)
  }

  /// Finds the first match at or after a position; ``captures`` then holds its groups.
  mutating func search(from start: Int) -> Outcome {
    var position = start
    while position <= text.count {
      for index in captures.indices { captures[index] = -1 }
      switch run(0, at: position, isFull: false) {
      case .failed: position += 1
      case let outcome: return outcome
      }
    }
    return .failed
  }

  private mutating func run(_ start: Int, at position: Int, isFull: Bool) -> Outcome {
    let base = choices.count
    var step = start
    var place = position
    while true {
      steps += 1
      guard steps <= RegexMatcher.budget, undo.count < RegexMatcher.budget else { return .tooCostly }
      if case .match = program.steps[step], !isFull || place == text.count {
        choices.removeSubrange(base...)
        return .matched
      }
      guard advance(&step, &place) else {
        guard choices.count > base, let choice = choices.popLast() else { return .failed }
        rollBack(to: choice.undo)
        step = choice.step
        place = choice.position
        continue
      }
    }
  }

  private mutating func rollBack(to count: Int) {
    while undo.count > count, let last = undo.popLast() {
      if last.slot < captures.count {
        captures[last.slot] = last.value
      } else {
        registers[last.slot - captures.count] = last.value
      }
    }
  }

  private mutating func set(_ slot: Int, _ value: Int) {
    undo.append((slot, slot < captures.count ? captures[slot] : registers[slot - captures.count]))
    if slot < captures.count { captures[slot] = value } else { registers[slot - captures.count] = value }
  }

  private mutating func choose(_ step: Int, _ position: Int) {
    choices.append(Choice(step: step, position: position, undo: undo.count))
  }

  private mutating func advance(_ step: inout Int, _ place: inout Int) -> Bool {
    switch program.steps[step] {
    case .character(let wanted):
      guard place < text.count, wanted == (program.ignoresCase ? RegexMatcher.fold(text[place]) : text[place]) else {
        return false
      }
      place += 1
    case .set(let index):
      guard place < text.count, contains(index, text[place]) else { return false }
      place += 1
    case .any:
      guard place < text.count else { return false }
      place += 1
    case .split(let preferred, let other):
      choose(other, place)
      step = preferred
      return true
    case .jump(let target):
      step = target
      return true
    case .save(let slot): set(slot, place)
    case .loopStart(let register): set(captures.count + register, place)
    case .loopEnd(let register, let back, let exit):
      step = registers[register] == place ? exit : back
      return true
    case .counterReset(let register):
      set(captures.count + register, 0)
      set(captures.count + register + 1, -1)
    case .counterStep: return count(&step, place)
    case .match: return false
    default: return test(&step, &place)
    }
    step += 1
    return true
  }

  private func contains(_ index: Int, _ scalar: UInt32) -> Bool {
    program.sets[index].contains(scalar)
      || (program.ignoresCase && scalar >= 128 && program.sets[index].contains(RegexMatcher.fold(scalar)))
  }

  private mutating func count(_ step: inout Int, _ place: Int) -> Bool {
    guard case .counterStep(let register, let minimum, let maximum, let isGreedy, let body) = program.steps[step] else {
      return false
    }
    let turns = registers[register]
    // A turn that consumed nothing would go on for ever.
    let isStuck = turns >= minimum && registers[register + 1] == place && turns > 0
    let next = step + 1
    if turns >= maximum || isStuck {
      step = next
      return true
    }
    if turns >= minimum, !isGreedy {
      // Taken back, the lazy loop goes on with one more turn.
      set(captures.count + register, turns + 1)
      set(captures.count + register + 1, place)
      choose(body, place)
      step = next
      return true
    }
    if turns >= minimum { choose(next, place) }
    set(captures.count + register, turns + 1)
    set(captures.count + register + 1, place)
    step = body
    return true
  }

  private mutating func test(_ step: inout Int, _ place: inout Int) -> Bool {
    switch program.steps[step] {
    case .lineStart: guard place == 0 || (program.isMultiline && isLineEnd(place - 1)) else { return false }
    case .lineEnd: guard place == text.count || (program.isMultiline && isLineEnd(place)) else { return false }
    case .textStart: guard place == 0 else { return false }
    case .textEnd: guard place == text.count else { return false }
    case .wordBoundary(let wanted):
      guard (isWord(place - 1) != isWord(place)) == wanted else { return false }
    case .backReference(let group):
      let (start, end) = (captures[group * 2], captures[group * 2 + 1])
      guard start >= 0, end >= start else { break }
      guard place + end - start <= text.count, text[start..<end] == text[place..<(place + end - start)] else { return false }
      place += end - start
    case .look(let isAhead, let isNegated, let end):
      guard look(step + 1, place, isAhead) != isNegated else { return false }
      step = end
      return true
    default: return false
    }
    step += 1
    return true
  }

  /// Look behind tries every start; patterns behind are short.
  private mutating func look(_ body: Int, _ place: Int, _ isAhead: Bool) -> Bool {
    guard depth < 16 else { return false }
    depth += 1
    defer { depth -= 1 }
    if isAhead { return run(body, at: place, isFull: false) == .matched }
    var matcher = RegexMatcher(program, Array(text[..<place]))
    matcher.depth = depth
    for start in stride(from: place, through: max(0, place - 256), by: -1)
    where matcher.run(body, at: start, isFull: true) == .matched { return true }
    return false
  }

  private func isLineEnd(_ index: Int) -> Bool { text.indices.contains(index) && (text[index] == 10 || text[index] == 13) }

  private func isWord(_ index: Int) -> Bool {
    guard text.indices.contains(index) else { return false }
    switch text[index] {
    case 48...57, 65...90, 95, 97...122: return true
    default: return false
    }
  }

  /// Simple case folding: one scalar to one scalar.
  static func fold(_ scalar: UInt32) -> UInt32 {
    if scalar < 128 { return 65...90 ~= scalar ? scalar + 32 : scalar }
    guard let unicode = Unicode.Scalar(scalar) else { return scalar }
    let lower = unicode.properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first?.value ?? scalar : scalar
  }
}
