import Diagnostics

/// The rules of elements wherever they stand. Numbers 2690 to 2699.
public enum ElementRules {
  private static let family = "REF"
  private static let element = "http://hl7.org/fhir/R4/element.html"
  private static let attachment = "http://hl7.org/fhir/R4/datatypes.html#Attachment"

  static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  public static let all: [Rule] = [
    elementIDRepeated, attachmentSizeDiffers, identifierIsNoURI,
  ]

  public static let elementIDRepeated = Rule(
    family, 2690, "element-id-repeated", .error, .duplicate,
    message: "an element of the resource has the id `{actual}` already",
    summary: "Two elements of a resource have the same id.",
    explanation: "Ids of elements are there to be referred to, so each is unique in its resource.",
    references: [element],
    wrong: [sample(#"{"resourceType":"Patient","name":[{"id":"a","text":"A"},{"id":"a","text":"B"}]}"#)],
    right: [sample(#"{"resourceType":"Patient","name":[{"id":"a","text":"A"},{"id":"b","text":"B"}]}"#)])

  public static let identifierIsNoURI = Rule(
    family, 2692, "identifier-is-no-uri", .error, .value,
    message: "the identifier's system says that its value is a URI, and `{actual}` is none",
    summary: "An identifier with the system of URIs has a value that is no URI.",
    explanation: """
      The system `urn:ietf:rfc:3986` stands for URIs in full, with their scheme: an OID is written `urn:oid:1.2.3`, a UUID `urn:uuid:…`. \
      Complete the value, or name the system that the value belongs to.
      """,
    references: ["http://hl7.org/fhir/R4/identifier-registry.html"],
    wrong: [sample(#"{"resourceType":"Patient","identifier":[{"system":"urn:ietf:rfc:3986","value":"1.2.3"}]}"#)],
    right: [sample(#"{"resourceType":"Patient","identifier":[{"system":"urn:ietf:rfc:3986","value":"urn:oid:1.2.3"}]}"#)])

  public static let attachmentSizeDiffers = Rule(
    family, 2691, "attachment-size-differs", .error, .value,
    message: "the attachment says that it has {actual} bytes, but there are {expected}",
    summary: "An attachment states another size than its data have.",
    explanation: "Count the bytes of the data before they are put into base64, or leave the size out.",
    references: [attachment],
    wrong: [sample(#"{"resourceType":"Patient","photo":[{"contentType":"text/plain","data":"QUJD","size":4}]}"#)],
    right: [sample(#"{"resourceType":"Patient","photo":[{"contentType":"text/plain","data":"QUJD","size":3}]}"#)])
}
