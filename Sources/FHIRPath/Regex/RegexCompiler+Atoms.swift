extension RegexCompiler {
  mutating func atom() -> Bool {
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
