import Schema

// Names of codes.
extension Terminology {
  /// Whether a display is one that the code has: in the system, in its supplements, or in the value set. Case does not count.
  ///
  /// Languages are those of the record, most wanted first; without any, English is taken. In a language for which no name is known
  /// nothing is said.
  public func check(
    display: String, system: String, version: String? = nil, code: String, languages: [String] = [], valueSet: String? = nil
  ) -> DisplayVerdict {
    let names = names(system: system, version: version, code: code, valueSet: valueSet)
    guard !names.isEmpty else { return .unknown }
    let wanted = Terminology.folded(display)
    if names.contains(where: { Terminology.folded($0.text) == wanted || Terminology.isCut($0.text, from: wanted) }) {
      return .right
    }
    let squeezed = Terminology.squeezed(wanted)
    if let name = names.first(where: { Terminology.squeezed(Terminology.folded($0.text)) == squeezed }) {
      // Where the definition itself has one blank too many, nobody needs to repeat the slip.
      if wanted == squeezed { return .right }
      return .wrongWhitespace(name.text)
    }
    let asked = languages.isEmpty ? ["en"] : languages
    let fitting = names.filter { name in
      asked.contains { Terminology.fits(name.language, $0) }
        || name.language.isEmpty && asked.contains { Terminology.fits("en", $0) }
    }
    guard !fitting.isEmpty else { return .unknown }
    var texts: [String] = []
    for name in fitting where !texts.contains(name.text) { texts.append(name.text) }
    return .wrong(texts)
  }

  /// All names of a code with their languages; an empty language is that of the definition.
  func names(system: String, version: String?, code: String, valueSet: String?) -> [(language: String, text: String)] {
    var names: [(language: String, text: String)] = []
    if let handle = self.system(system, version: version), let found = self.code(code, in: handle) {
      if let display = facts(found).display { names.append(("", display)) }
      names += designations(of: found)
    }
    for supplement in supplements(of: system) {
      if let found = self.code(code, in: supplement) {
        if let display = facts(found).display { names.append(("", display)) }
        names += designations(of: found)
      }
    }
    if let valueSet, let handle = self.valueSet(valueSet) {
      for component in components(of: handle) where string(component.system, handle.layer) == system {
        guard let index = member(code, of: component, handle.layer, ignoringCase: false) else { continue }
        let display = layers[handle.layer].tables.terminology.members[index].display
        if display != .none { names.append(("", string(display, handle.layer))) }
      }
    }
    return names.filter { !$0.text.isEmpty }
  }

  private func supplements(of system: String) -> [SystemHandle] {
    layers.indices.flatMap { layer in
      layers[layer].tables.terminology.codeSystems.indices.filter { index in
        let record = layers[layer].tables.terminology.codeSystems[index]
        return record.supplements != .none && Terminology.parts(string(record.supplements, layer)).url == system
      }.map { SystemHandle(layer: layer, index: $0) }
    }
  }

  /// Whether a name in a language serves a reader who asked for another: `en` for `en-GB`, and the other way round.
  static func fits(_ language: String, _ asked: String) -> Bool {
    func primary(_ tag: String) -> String { String(tag.prefix { $0 != "-" }).lowercased() }
    return primary(language) == primary(asked)
  }

  /// Lists of HL7 v3 cut names after 50 characters.
  private static func isCut(_ name: String, from wanted: String) -> Bool {
    name.count == 50 && wanted.hasPrefix(folded(name))
  }

  private static func folded(_ text: String) -> String { text.lowercased() }

  /// Runs of white space as one blank, none at the ends.
  private static func squeezed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
