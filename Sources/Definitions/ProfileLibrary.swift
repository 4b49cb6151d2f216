import Synchronization

/// A package in the YAML profile language whose definitions are read one by one, when somebody asks for them.
public final class ProfileLibrary: Sendable {
  public enum Kind: Sendable, Hashable { case structure, valueSet, codeSystem }

  private struct Key: Hashable {
    var kind: Kind
    var url: String
  }

  private struct Memory {
    var messages: [String: String]?
    var read: [Key: Definition] = [:]
  }

  /// Name, version and dependencies; no definitions.
  public let manifest: Package
  private let files: [(path: String, bytes: [UInt8])]
  /// Which file has which definition.
  private let places: [Key: Int]
  private let memory = Mutex(Memory())

  /// - Parameters:
  ///   - files: by path relative to the package's folder.
  ///   - name: of the folder, for reports.
  public init(files: [(path: String, bytes: [UInt8])], name: String) throws(DefinitionError) {
    let own = files.filter { ProfileFolder.ownFiles.contains($0.path) }
    manifest = try ProfileFolder.read(files: own, name: name).package
    self.files = files
    var places: [Key: Int] = [:]
    for (index, file) in files.enumerated() where file.path.hasSuffix(".yaml") && !ProfileFolder.ownFiles.contains(file.path) {
      if let key = Self.key(file.bytes), places[key] == nil { places[key] = index }
    }
    self.places = places
  }

  public func contains(_ kind: Kind, _ url: String) -> Bool { places[Key(kind: kind, url: url)] != nil }

  /// The definition with this URL.
  public func definition(_ kind: Kind, _ url: String) -> Definition? {
    let key = Key(kind: kind, url: url)
    guard let place = places[key] else { return nil }
    if let known = memory.withLock({ $0.read[key] }) { return known }
    let file = files[place]
    guard var definition = ProfileReader.read(file.bytes, file: file.path, packageVersion: manifest.version).definition else {
      return nil
    }
    if case .structure(let structure) = definition {
      var package = Package(name: "", version: "")
      package.structureDefinitions = [structure]
      package.addMessages(messages())
      definition = .structure(package.structureDefinitions[0])
    }
    return memory.withLock { memory in
      if let known = memory.read[key] { return known }
      memory.read[key] = definition
      return definition
    }
  }

  private func messages() -> [String: String] {
    if let known = memory.withLock({ $0.messages }) { return known }
    let file = files.first { $0.path == ProfileFolder.messagesFile }
    let messages = file.map { ProfileFolder.messages($0.bytes, file: $0.path).messages } ?? [:]
    memory.withLock { $0.messages = messages }
    return messages
  }

  /// What a file defines: mostly its first two lines say so; otherwise it is read as a whole.
  private static func key(_ bytes: [UInt8]) -> Key? {
    let head = String(decoding: bytes.prefix(600), as: UTF8.self).split(separator: "\n", maxSplits: 2)
    guard let first = head.first else { return nil }
    let kind: Kind = first.hasPrefix("value-set:") ? .valueSet : first.hasPrefix("code-system:") ? .codeSystem : .structure
    let prefix = "url: "
    if head.count > 2, head[1].hasPrefix(prefix) {
      let url = head[1].dropFirst(prefix.count)
      if url.hasPrefix("http"), !url.contains(" ") { return Key(kind: kind, url: String(url)) }
    }
    switch ProfileReader.read(bytes, file: "").definition {
    case .structure(let definition): return Key(kind: .structure, url: definition.url)
    case .valueSet(let valueSet): return Key(kind: .valueSet, url: valueSet.url)
    case .codeSystem(let system): return Key(kind: .codeSystem, url: system.url)
    default: return nil
    }
  }
}
