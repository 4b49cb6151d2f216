/// Compiles the regular expressions that FHIR uses, the common core of PCRE: classes, groups, greedy and lazy repetition, anchors, look
/// ahead and behind, back references, Unicode categories. `.` matches line ends too, as FHIRPath asks
/// (http://hl7.org/fhirpath/N1/#matchesregex-string-boolean). Depth and size are bounded.
struct RegexCompiler {
  let text: [UInt32]
  var position = 0
  private var depth = 0
  var program = RegexProgram()

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

  func peek(_ ahead: Int = 0) -> UInt32? { position + ahead < text.count ? text[position + ahead] : nil }

  func isNext(_ characters: String) -> Bool {
    var index = position
    for scalar in characters.unicodeScalars {
      guard index < text.count, text[index] == scalar.value else { return false }
      index += 1
    }
    return true
  }

  mutating func accept(_ characters: String) -> Bool {
    guard isNext(characters) else { return false }
    position += characters.unicodeScalars.count
    return true
  }

  mutating func alternation() -> Bool {
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

  mutating func number() -> Int? {
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

extension UInt32 {
  init(ascii: Unicode.Scalar) { self = ascii.value }
}
