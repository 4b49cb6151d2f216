import Diagnostics
import HL7v2Syntax
import SourceTree
import XMLSyntax

/// Turns messages in HL7's XML encoding (HL7 v2 XML Encoding Syntax, Release 2: v2.xml) into the tree that the delimiter encoding has,
/// so that all that works on messages works on these.
///
/// The root element is the message structure; groups, segments, fields, components and subcomponents are elements below it. Names of
/// segments and the numbers of the others count; a name says `CX.4` or `XPN.4` and means the fourth part. The bytes of the target are a
/// message in ER7, and the origin of each of its nodes is the element it was made from.
public struct V2XMLReader: Sendable {
  /// http://www.hl7.org/implement/standards/product_brief.cfm?product_id=214
  public static let namespace = "urn:hl7-org:v2xml"

  public var limits: Limits

  public init(limits: Limits = .standard) { self.limits = limits }

  /// Whether an XML document is a message: its root is in the namespace of v2.xml, or has a segment MSH.
  public static func isMessage(_ source: borrowing SourceDocument) -> Bool {
    guard let root = element(source) else { return false }
    var isMessage = false
    source.forEachChild(of: root) { child in
      switch source[child].kind {
      case .attribute:
        let name = source.name(of: child)
        if name == "xmlns" || name.hasPrefix("xmlns:"), source.text(of: child) == namespace { isMessage = true }
      case .element: if localName(child, source) == "MSH" { isMessage = true }
      default: break
      }
    }
    return isMessage
  }

  static func element(_ source: borrowing SourceDocument) -> NodeID? {
    for root in source.roots where source[root].kind == .element { return root }
    return nil
  }

  /// The name of an element without its prefix.
  static func localName(_ node: NodeID, _ source: borrowing SourceDocument) -> String {
    let name = source.name(of: node)
    guard let colon = name.lastIndex(of: ":") else { return name }
    return String(name[name.index(after: colon)...])
  }

  /// Reads the message of an XML document.
  ///
  /// - Parameters:
  ///   - target: gets bytes, nodes, origins and one root, or none where there is no segment.
  ///   - findings: about `source`.
  public func read(_ source: borrowing SourceDocument, into target: inout SourceDocument, findings: inout FindingList) {
    target.removeAll()
    guard let root = V2XMLReader.element(source) else { return }
    var walk = V2XMLWalk()
    walk.takeDelimiters(source, root)
    walk.takeMessage(source, root)
    for finding in walk.findings.findings { findings.append(finding) }
    target.bytes = walk.bytes
    target.baseOffset = source.baseOffset
    var told = FindingList(bound: 0)
    var reader = HL7v2Reader(limits: limits)
    reader.parse(&target, findings: &told)
    if target.roots.isEmpty { findings.append(Finding(V2XMLRules.noSegments, node: root, span: source.span(of: root))) }
    walk.addOrigins(to: &target, from: source.span(of: root), node: root)
  }
}
