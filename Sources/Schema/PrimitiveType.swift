/// The primitive types of FHIR R4 (http://hl7.org/fhir/R4/datatypes.html#primitive) and `xhtml`.
public enum PrimitiveType: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  case none
  case boolean, integer, unsignedInt, positiveInt, decimal
  case string, markdown, code, id
  case uri, url, canonical, oid, uuid
  case date, dateTime, instant, time
  case base64Binary
  case xhtml
  /// A type of FHIRPath's `System` namespace: the bare value of `Element.id`, `Extension.url` and of primitives themselves.
  case systemString

  /// The FHIR name of the type.
  public var name: String { self == .systemString ? "http://hl7.org/fhirpath/System.String" : "\(self)" }
}
