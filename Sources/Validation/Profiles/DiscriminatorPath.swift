/// The path of a discriminator, a small part of FHIRPath (http://hl7.org/fhir/R4/profiling.html#discriminator): element names, `$this`,
/// `resolve()`, `ofType(T)`, `extension('url')`.
struct DiscriminatorPath: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    case child(String)
    case resolve
    case ofType(String)
    case `extension`(String)
  }

  var steps: [Step]

  init?(_ text: String) {
    steps = []
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.first == "." { rest = rest.dropFirst() }
      let name = rest.prefix { $0 != "." && $0 != "(" }
      rest = rest.dropFirst(name.count)
      if rest.first == "(" {
        guard let argument = DiscriminatorPath.argument(&rest), let step = DiscriminatorPath.function(name, argument) else {
          return nil
        }
        steps.append(step)
      } else if name == "$this" {
        continue
      } else if !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "[" || $0 == "]" }) {
        steps.append(.child(name.hasSuffix("[x]") ? String(name.dropLast(3)) : String(name)))
      } else {
        return nil
      }
    }
  }

  /// Takes an argument in brackets off the text; nothing for `()`.
  private static func argument(_ rest: inout Substring) -> Substring? {
    var depth = 0
    var isQuoted = false
    for index in rest.indices {
      switch rest[index] {
      case "'": isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted:
        depth -= 1
        if depth == 0 {
          let argument = rest[rest.index(after: rest.startIndex)..<index]
          rest = rest[rest.index(after: index)...]
          return argument
        }
      default: break
      }
    }
    return nil
  }

  private static func function(_ name: Substring, _ argument: Substring) -> Step? {
    let text = argument.filter { $0 != " " }
    switch name {
    case "resolve" where text.isEmpty: return .resolve
    case "ofType":
      let type = text.split(separator: ".").last.map(String.init) ?? ""
      return type.isEmpty ? nil : .ofType(type)
    case "extension":
      guard text.count > 2, text.first == "'" || text.first == "\"", text.last == text.first else { return nil }
      return .extension(String(text.dropFirst().dropLast()))
    default: return nil
    }
  }
}
