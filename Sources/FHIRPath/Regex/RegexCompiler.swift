/// Compiles the regular expressions that FHIR uses, the common core of PCRE: classes, groups, greedy and lazy repetition, anchors, look
/// ahead and behind, back references, Unicode categories. `.` matches line ends too, as FHIRPath asks
/// (http://hl7.org/fhirpath/N1/#matchesregex-string-boolean). Depth and size are bounded.
struct RegexCompiler {
  private let text: [UInt32]
  private var position = 0
  private var depth = 0
  private(set) var program = RegexProgram()

  private init(_ pattern: String) { text = pattern.unicodeScalars.map(\.value) }

  /// Nil where the pattern is not understood or too large. Flags: `i` ignores case, `m` lets `^` and `$` match at lines.
  /// `isFull` asks for a match from start to end: of the text, with `m` of a line.
  static func compile(_ pattern: String, flags: String = "", isFull: Bool = false) -> RegexProgram? {
    guard pattern.utf8.count <= 16_384, flags.allSatisfy({ $0 == "i" || $0 == "m" }) else { return nil }
    var compiler = RegexCompiler(isFull ? "^(?:" + pattern + ")$" : pattern)
    compiler.program.ignoresCase = flags.contains("i")
    compiler.program.isMultiline = flags.contains("m")
    compiler.program.steps.append(.save(0))
    guard compiler.alternation(), compiler.position == compiler.text.count else { return nil }
    compiler.program.steps += [.save(1), .match]
    return compiler.program.steps.count <= 100_000 ? compiler.program : nil
  }

  private func peek(_ ahead: Int = 0) -> UInt32? { position + ahead < text.count ? text[position + ahead] : nil }

  private func isNext(_ characters: String) -> Bool {
    var index = position
    for scalar in characters.unicodeScalars {
      guard index < text.count, text[index] == scalar.value else { return false }
      index += 1
    }
    return true
  }

  private mutating func accept(_ characters: String) -> Bool {
    guard isNext(characters) else { return false }
    position += characters.unicodeScalars.count
    return true
  }

  private mutating func alternation() -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 64 else { return false }
    let start = program.steps.count
    guard sequence() else { return false }
    var jumps: [Int] = []
    var branch = start
    while accept("|") {
      program.steps.append(.jump(0))
      jumps.append(program.steps.count - 1)
      insert(.split(preferred: branch + 1, other: program.steps.count + 1), at: branch)
      jumps = jumps.map { $0 >= branch ? $0 + 1 : $0 }
      branch = program.steps.count
      guard sequence() else { return false }
    }
    for jump in jumps { program.steps[jump] = .jump(program.steps.count) }
    return program.steps.count <= 100_000
  }

  /// Inserts a step and moves the targets behind it.
  private mutating func insert(_ step: RegexStep, at index: Int) {
    func moved(_ target: Int) -> Int { target >= index ? target + 1 : target }
    for place in index..<program.steps.count { program.steps[place] = program.steps[place].moved(moved) }
    program.steps.insert(step, at: index)
  }

  private mutating func sequence() -> Bool {
    while let next = peek(), next != UInt32(ascii: "|"), next != UInt32(ascii: ")") {
      let start = program.steps.count
      guard atom(), quantifiers(from: start) else { return false }
    }
    return true
  }

  private mutating func quantifiers(from start: Int) -> Bool {
    var minimum = 0
    var maximum = Int.max
    switch peek() {
    case UInt32(ascii: "*"): position += 1
    case UInt32(ascii: "+"):
      minimum = 1
      position += 1
    case UInt32(ascii: "?"):
      maximum = 1
      position += 1
    case UInt32(ascii: "{"):
      guard let bounds = repetition() else { return literalBrace(from: start) }
      (minimum, maximum) = bounds
    default: return true
    }
    let isGreedy = !accept("?")
    _ = isGreedy && accept("+")
    guard minimum <= maximum, program.steps.count > start else { return minimum <= maximum }
    repeatSteps(from: start, minimum, maximum, isGreedy)
    return quantifiers(from: start)
  }

  /// A brace that starts no repetition stands for itself.
  private mutating func literalBrace(from start: Int) -> Bool {
    guard peek() == UInt32(ascii: "{") else { return false }
    position += 1
    program.steps.append(.character(UInt32(ascii: "{")))
    return true
  }

  private mutating func repetition() -> (Int, Int)? {
    let start = position
    position += 1
    let minimum = number()
    var maximum = minimum
    if accept(",") { maximum = number() ?? .max }
    guard let minimum, let maximum, accept("}"), minimum <= 10_000 else {
      position = start
      return nil
    }
    return (minimum, maximum)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let next = peek(), 48...57 ~= next {
      value = min((value ?? 0) * 10 + Int(next - 48), 1_000_000)
      position += 1
    }
    return value
  }

  private mutating func repeatSteps(from start: Int, _ minimum: Int, _ maximum: Int, _ isGreedy: Bool) {
    if minimum == 0 && maximum == 1 {
      let end = program.steps.count + 1
      insert(isGreedy ? .split(preferred: start + 1, other: end) : .split(preferred: end, other: start + 1), at: start)
      return
    }
    let register = program.registerCount
    if maximum == .max && minimum <= 1 {
      program.registerCount += 1
      insert(.loopStart(register), at: start)
      if minimum == 0 {
        let end = program.steps.count + 2
        insert(isGreedy ? .split(preferred: start + 1, other: end) : .split(preferred: end, other: start + 1), at: start)
        program.steps.append(.loopEnd(register, back: start, exit: end))
      } else {
        let next = program.steps.count
        program.steps.append(.loopEnd(register, back: next + 1, exit: next + 2))
        program.steps.append(isGreedy ? .split(preferred: start, other: next + 2) : .split(preferred: next + 2, other: start))
      }
      return
    }
    program.registerCount += 2
    insert(.jump(program.steps.count + 2), at: start)
    insert(.counterReset(register), at: start)
    program.steps[start + 1] = .jump(program.steps.count)
    program.steps.append(
      .counterStep(register: register, minimum: minimum, maximum: maximum, isGreedy: isGreedy, body: start + 2))
  }
}

extension RegexCompiler {
  private mutating func atom() -> Bool {
    guard let next = peek() else { return false }
    position += 1
    switch next {
    case UInt32(ascii: "("): return group()
    case UInt32(ascii: "["): return characterClass()
    case UInt32(ascii: "."): program.steps.append(.any)
    case UInt32(ascii: "^"): program.steps.append(.lineStart)
    case UInt32(ascii: "$"): program.steps.append(.lineEnd)
    case UInt32(ascii: "\\"): return escape()
    case UInt32(ascii: "*"), UInt32(ascii: "+"), UInt32(ascii: "?"): return false
    default: program.steps.append(.character(folded(next)))
    }
    return true
  }

  private func folded(_ scalar: UInt32) -> UInt32 { program.ignoresCase ? RegexMatcher.fold(scalar) : scalar }

  private mutating func group() -> Bool {
    if accept("?:") { return alternation() && accept(")") }
    for (mark, isAhead, isNegated) in [("?=", true, false), ("?!", true, true), ("?<=", false, false), ("?<!", false, true)]
    where accept(mark) {
      let start = program.steps.count
      program.steps.append(.look(isAhead: isAhead, isNegated: isNegated, end: 0))
      guard alternation(), accept(")") else { return false }
      program.steps.append(.match)
      program.steps[start] = .look(isAhead: isAhead, isNegated: isNegated, end: program.steps.count)
      return true
    }
    let number = program.groupCount
    if accept("?<") || accept("?P<") {
      var name = ""
      while let next = peek(), next != UInt32(ascii: ">"), let scalar = Unicode.Scalar(next) {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard accept(">"), !name.isEmpty else { return false }
      program.groupNames[name] = number
    } else if isNext("?") {
      return false
    }
    program.groupCount += 1
    program.steps.append(.save(number * 2))
    guard alternation(), accept(")") else { return false }
    program.steps.append(.save(number * 2 + 1))
    return true
  }

  private mutating func escape() -> Bool {
    guard let next = peek() else { return false }
    if 49...57 ~= next, let number = number() {
      guard number < program.groupCount else { return false }
      program.steps.append(.backReference(number))
      return true
    }
    switch next {
    case UInt32(ascii: "b"), UInt32(ascii: "B"): program.steps.append(.wordBoundary(next == UInt32(ascii: "b")))
    case UInt32(ascii: "A"): program.steps.append(.textStart)
    case UInt32(ascii: "z"), UInt32(ascii: "Z"): program.steps.append(.textEnd)
    default:
      var set = CharacterSet()
      guard let scalar = classEscape(into: &set) else {
        guard !set.ranges.isEmpty || !set.categories.isEmpty else { return false }
        return add(set)
      }
      program.steps.append(.character(folded(scalar)))
      return true
    }
    position += 1
    return true
  }

  private mutating func add(_ set: CharacterSet) -> Bool {
    var set = set
    if program.ignoresCase { set.addCases() }
    set.seal()
    program.sets.append(set)
    program.steps.append(.set(program.sets.count - 1))
    return true
  }

  private mutating func characterClass() -> Bool {
    var set = CharacterSet()
    set.isNegated = accept("^")
    var isFirst = true
    while let next = peek(), isFirst || next != UInt32(ascii: "]") {
      isFirst = false
      guard let low = classMember(into: &set) else {
        if position >= text.count { return false }
        continue
      }
      if isNext("-"), let after = peek(1), after != UInt32(ascii: "]") {
        position += 1
        var other = CharacterSet()
        guard let high = classMember(into: &other) else {
          set.ranges += [low...low, 45...45] + other.ranges
          set.categories += other.categories
          continue
        }
        guard low <= high else { return false }
        set.ranges.append(low...high)
      } else {
        set.ranges.append(low...low)
      }
    }
    return accept("]") && add(set)
  }

  /// One character, or nil where a whole class such as `\d` was added to the set.
  private mutating func classMember(into set: inout CharacterSet) -> UInt32? {
    guard let next = peek() else { return nil }
    position += 1
    guard next == UInt32(ascii: "\\") else { return next }
    return classEscape(into: &set)
  }

  private mutating func classEscape(into set: inout CharacterSet) -> UInt32? {
    guard let next = peek() else { return nil }
    position += 1
    switch next {
    case UInt32(ascii: "n"): return 10
    case UInt32(ascii: "r"): return 13
    case UInt32(ascii: "t"): return 9
    case UInt32(ascii: "f"): return 12
    case UInt32(ascii: "v"): return 11
    case UInt32(ascii: "0"): return 0
    case UInt32(ascii: "b"): return 8
    case UInt32(ascii: "x"): return hexadecimal(2)
    case UInt32(ascii: "u"): return hexadecimal(4)
    case UInt32(ascii: "p"), UInt32(ascii: "P"): return category(isNegated: next == UInt32(ascii: "P"), into: &set)
    default: break
    }
    guard let ranges = CharacterSet.named(next) else { return next }
    set.ranges += ranges
    return nil
  }

  private mutating func hexadecimal(_ digits: Int) -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let next = peek(), let scalar = Unicode.Scalar(next), let digit = Character(scalar).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private mutating func category(isNegated: Bool, into set: inout CharacterSet) -> UInt32? {
    var name = ""
    if accept("{") {
      while let next = peek(), next != UInt32(ascii: "}"), let scalar = Unicode.Scalar(next) {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard accept("}") else { return nil }
    } else if let next = peek(), let scalar = Unicode.Scalar(next) {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    if UnicodeCategory.known.contains(name) { set.categories.append((name, isNegated)) }
    return nil
  }
}

extension RegexStep {
  func moved(_ target: (Int) -> Int) -> RegexStep {
    switch self {
    case .split(let preferred, let other): .split(preferred: target(preferred), other: target(other))
    case .jump(let to): .jump(target(to))
    case .loopEnd(let register, let back, let exit): .loopEnd(register, back: target(back), exit: target(exit))
    case .look(let isAhead, let isNegated, let end): .look(isAhead: isAhead, isNegated: isNegated, end: target(end))
    case .counterStep(let register, let minimum, let maximum, let isGreedy, let body):
      .counterStep(register: register, minimum: minimum, maximum: maximum, isGreedy: isGreedy, body: target(body))
    default: self
    }
  }
}

extension CharacterSet {
  /// `\d`, `\w`, `\s` and their opposites.
  static func named(_ letter: UInt32) -> [ClosedRange<UInt32>]? {
    let digits: [ClosedRange<UInt32>] = [48...57]
    let words: [ClosedRange<UInt32>] = [48...57, 65...90, 95...95, 97...122]
    let blanks: [ClosedRange<UInt32>] = [
      9...13, 32...32, 160...160, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F,
      0x3000...0x3000, 0xFEFF...0xFEFF,
    ]
    switch letter {
    case UInt32(ascii: "d"): return digits
    case UInt32(ascii: "D"): return complement(digits)
    case UInt32(ascii: "w"): return words
    case UInt32(ascii: "W"): return complement(words)
    case UInt32(ascii: "s"): return blanks
    case UInt32(ascii: "S"): return complement(blanks)
    default: return nil
    }
  }

  private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    result.append(next...0x10FFFF)
    return result
  }

  /// Adds the other case of ASCII letters and folds the rest when matching.
  mutating func addCases() {
    for range in ranges {
      for (from, to) in [(UInt32(65), UInt32(97)), (97, 65)] {
        let low = max(range.lowerBound, from)
        let high = min(range.upperBound, from + 25)
        if low <= high { ranges.append((low - from + to)...(high - from + to)) }
      }
    }
  }
}

extension UInt32 {
  init(ascii: Unicode.Scalar) { self = ascii.value }
}
