import HL7v2Model
import HL7v2Validation
import Reporting
import SourceTree

/// What differs between two messages, value by value, under the names of the fields.
public struct MessageDifference: Sendable {
  public enum Kind: String, Sendable { case added = "+", removed = "-", changed = "~" }

  public struct Entry: Sendable {
    public var kind: Kind
    public var path: String
    public var name: String
    public var before: String?
    public var after: String?
  }

  public private(set) var entries: [Entry] = []

  public init(
    _ library: PlanLibrary, _ left: borrowing SourceDocument, _ leftRoot: NodeID, _ right: borrowing SourceDocument,
    _ rightRoot: NodeID, visibility: ValueVisibility
  ) {
    let before = MessageValues(library, left, root: leftRoot)
    let after = MessageValues(library, right, root: rightRoot)
    let names =
      before.segments.map(\.path)
      + after.segments.map(\.path).filter { path in
        !before.segments.contains { $0.path == path }
      }
    for path in names {
      let old = before.segments.first { $0.path == path }
      let new = after.segments.first { $0.path == path }
      guard let old, let new else {
        entries.append(
          Entry(kind: old == nil ? .added : .removed, path: "\(path)", name: (old ?? new)?.name ?? "", before: nil, after: nil))
        continue
      }
      compare(old.values, new.values, visibility)
    }
  }

  private mutating func compare(_ old: [MessageValues.Value], _ new: [MessageValues.Value], _ visibility: ValueVisibility) {
    // An unsplit value and its first component are one place.
    func key(_ path: HL7Path) -> HL7Path {
      var path = path
      path.repetition = path.repetition ?? 1
      path.component = path.component ?? 1
      path.subcomponent = path.subcomponent ?? 1
      return path
    }
    let byPath = Dictionary(new.map { (key($0.path), $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(old.map { key($0.path) })
    for value in old {
      let other = byPath[key(value.path)]
      if other?.text == value.text { continue }
      entries.append(
        Entry(
          kind: other == nil ? .removed : .changed, path: "\(value.path)", name: value.caption?.name ?? "",
          before: MessageValues.shown(value, visibility), after: other.map { MessageValues.shown($0, visibility) }))
    }
    for value in new where !known.contains(key(value.path)) {
      entries.append(
        Entry(
          kind: .added, path: "\(value.path)", name: value.caption?.name ?? "", before: nil,
          after: MessageValues.shown(value, visibility)))
    }
  }

  /// A line for each difference.
  public var text: String {
    entries.reduce(into: "") { text, entry in
      text += "\(entry.kind.rawValue) " + MessageListing.pad(entry.path, 14) + MessageListing.pad(entry.name, 34)
      switch (entry.before, entry.after) {
      case (let before?, let after?): text += before + " → " + after
      case (let value?, nil), (nil, let value?): text += value
      case (nil, nil): break
      }
      while text.last == " " { text.removeLast() }
      text += "\n"
    }
  }
}
