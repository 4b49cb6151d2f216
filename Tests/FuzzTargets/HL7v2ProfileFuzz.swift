import Diagnostics
import HL7v2Syntax
import HL7v2Validation
import SourceTree

/// Profiles in XML and YAML, and files of senders: never a crash, and what is wrong is told.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHL7v2Profile(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(fuzzInput(start, count))
  let reader = ProfileSetReader([.init(name: "x.xml", bytes: bytes)], name: "x")
  require(!reader.profile.messages.isEmpty || !reader.diagnostics.diagnostics.isEmpty, "nothing read and nothing told")
  _ = MessageProfileReader(bytes, name: "x.yaml")
  _ = SenderFileReader(bytes, name: "x.yaml")
  if let text = String(validating: bytes, as: UTF8.self) { _ = ElementPath(text) }
  join(bytes)
  return 0
}

/// Joined messages have the length they had.
private func join(_ bytes: [UInt8]) {
  var document = FuzzDocument(.hl7v2, .hl7v2, ContiguousArray(bytes))
  var reader = HL7v2Reader()
  reader.parse(&document.source, findings: &document.findings)
  let length = document.source.bytes.count
  var findings = FindingList()
  _ = ContinuationJoiner().join(&document.source, findings: &findings)
  require(document.source.bytes.count == length, "joined messages have another length")
}
