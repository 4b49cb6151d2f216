import ArgumentParser
import Batch
import Diagnostics
import HL7v2Syntax
import HL7v2Validation
import HL7v2XML
import Plumbline
import SourceTree
import XMLSyntax

/// A file of HL7 v2 messages, for the commands that look at messages one by one.
struct MessageFile: ~Copyable {
  var document: SourceDocument
  var findings: FindingList
  /// Its messages, without the segments of batches.
  var messages: [NodeID]

  private init(_ bytes: ContiguousArray<UInt8>) {
    document = SourceDocument(format: .hl7v2, valueEncoding: .hl7v2)
    findings = FindingList()
    if bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "<") {
      MessageFile.readXML(bytes, into: &document, &findings)
    } else {
      document.bytes = bytes
      var reader = HL7v2Reader()
      reader.parse(&document, findings: &findings)
    }
    if ContinuationJoiner().join(&document, findings: &findings) { findings.forgetNodes(from: NodeID(0), inFindingsFrom: 0) }
    messages = []
    for root in document.roots where document[root].kind == .message { messages.append(root) }
  }

  /// A message in XML; no message where it is other XML.
  private static func readXML(
    _ bytes: ContiguousArray<UInt8>, into document: inout SourceDocument, _ findings: inout FindingList
  ) {
    var source = SourceDocument(format: .xml, valueEncoding: .xml)
    source.bytes = bytes
    var reader = XMLReader()
    reader.parse(&source, findings: &findings)
    if V2XMLReader.isMessage(source) { V2XMLReader().read(source, into: &document, findings: &findings) }
  }

  /// Reads a file, which must have a message.
  static func open(_ path: String) throws -> MessageFile {
    let bytes: ContiguousArray<UInt8>
    do {
      bytes = try WholeInput(path: path).bytes
    } catch {
      Console.error("plumbline: `\(path)`: \(error.reason)\n")
      throw ExitCode(CommandLineRun.usage)
    }
    let file = MessageFile(bytes)
    if file.messages.isEmpty {
      Console.error("plumbline: `\(path)`: no HL7 v2 message in it\n")
      throw ExitCode(CommandLineRun.usage)
    }
    return file
  }

  static func library() throws -> PlanLibrary {
    guard let library = EmbeddedMessages.library() else { throw InternalFault(detail: "the facts of HL7 v2 cannot be read") }
    return library
  }

  /// The findings of the reader in a message.
  func findings(in root: NodeID) -> [Finding] {
    let range = document[root].range
    return findings.findings.filter {
      range.lowerBound <= $0.span.range.lowerBound && $0.span.range.lowerBound < range.upperBound
    }
  }
}
