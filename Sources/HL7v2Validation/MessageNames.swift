import HL7v2Definitions
import HL7v2Model
import HL7v2Syntax
import SourceTree

/// What the standard calls the parts of a message, in the message's own version.
public struct MessageNames {
  /// The name of a part, its data type and table.
  public struct Caption: Equatable {
    public var name = ""
    public var type = ""
    public var table: UInt16 = 0
  }

  private let definitions: MessageDefinitions
  private let version: VersionDefinitions

  public init(_ library: PlanLibrary, _ document: borrowing SourceDocument, root: NodeID) {
    definitions = library.definitions
    let text = Message(document, root: root).version(in: document) ?? ""
    version = library.definitions.version(HL7Version(nearest: text) ?? .v2_5_1)
  }

  public func name(_ segment: SegmentID) -> String {
    version.segment(segment).map(definitions.name) ?? (segment.isLocal ? "segment of the site" : "")
  }

  /// The part at a place of a segment; nil where the version knows none.
  public func caption(_ path: HL7Path) -> Caption? {
    guard let owner = version.segment(path.segment), let number = path.field, let field = version.part(number, of: owner) else {
      return nil
    }
    var part = field
    var table = field.table
    for component in [path.component, path.subcomponent] {
      guard let component else { break }
      guard Int(part.type) < version.types.count, let next = version.part(component, of: version.types[Int(part.type)]) else {
        return nil
      }
      part = next
      if next.table > 0 || component > 1 { table = next.table }
    }
    return Caption(name: definitions.name(part), type: definitions.typeCode(part.type), table: table)
  }

  /// What a code means in a table.
  public func meaning(_ code: String, _ table: UInt16) -> String? {
    table == 0 ? nil : definitions.display(code, table: table)
  }
}
