import Diagnostics

/// The rules of the structure of FHIR resources. Numbers 2100 to 2499.
public enum ValidationRules {
  static let family = "FHIR"
  static let json = "http://hl7.org/fhir/R4/json.html"

  static func sample(_ text: String) -> RuleExample { RuleExample(.json, text) }

  public static let all: [Rule] =
    [
      notAResource, resourceTypeMissing, resourceTypeUnknown, belowMinimum, aboveMaximum, unknownElement, arrayExpected,
      singleValueExpected, wrongForm, nullNotAllowed, emptyArray, emptyObject, onlyID, keyedMembers, companionShape,
      companionLength,
      choiceTypeUnknown,
      choiceMoreThanOne, stringTooLong, blankString, codeNotInValueSet, codingNotInValueSet, conceptNotInValueSet,
      conceptWithoutCode, referenceTarget, localReferenceUnresolved, referenceTypeDiffers, containedWithoutID,
      containedInContained,
      containedMeta, fullURLRepeated, entryRequestMissing,
      entryResponseMissing, entryRequestUnexpected, entryResponseUnexpected, documentFirstEntry, messageFirstEntry,
      extensionTwofold, extensionEmpty, narrativeNotWellFormed,
      narrativeRoot, narrativeNamespace, narrativeElement, narrativeAttribute, narrativeEmpty, narrativeEntity,
    ] + PrimitiveRules.all

  /// The wording that findings of these rules carry.
  public static let phrases: [Phrase] =
    ValidationPhrases.all + NarrativePhrases.all + FormatFault.allCases.filter { $0 != .none }.map(\.phrase)
}

/// Types, names, cardinality and form.
extension ValidationRules {
  public static let notAResource = Rule(
    family, 2100, "not-a-resource", .fatal, .structure,
    message: "the record is {actual}, not a resource; a resource is an object",
    summary: "The record is not a JSON object.",
    explanation:
      "A FHIR resource is one JSON object with a `resourceType`. Several resources go into a Bundle, or one on each line of NDJSON.",
    references: [json], wrong: [sample(#"[{"resourceType":"Patient"}]"#)], right: [sample(#"{"resourceType":"Patient"}"#)])

  public static let resourceTypeMissing = Rule(
    family, 2101, "resource-type-missing", .fatal, .required,
    message: "the object has no `resourceType`",
    summary: "A resource does not say which type it is.",
    explanation:
      "Add `resourceType` with the name of the resource, such as `Patient`. Without it nothing in the object can be checked.",
    references: [json],
    wrong: [sample(#"{"id":"a"}"#), sample(#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"id":"a"}}]}"#)],
    right: [sample(#"{"resourceType":"Patient","id":"a"}"#)])

  public static let resourceTypeUnknown = Rule(
    family, 2102, "resource-type-unknown", .fatal, .structure,
    message: "`{actual}` is not a resource type of FHIR R4",
    summary: "The resource type is not known.",
    explanation: """
      Names are written as in the specification, capital first. A type of another release of FHIR, or an abstract one such as \
      `Resource`, cannot be used. Nothing in the resource was checked.
      """,
    references: ["http://hl7.org/fhir/R4/resourcelist.html"],
    wrong: [sample(#"{"resourceType":"patient"}"#), sample(#"{"resourceType":"DomainResource"}"#)],
    right: [sample(#"{"resourceType":"Patient"}"#)])

  public static let belowMinimum = Rule(
    family, 2103, "cardinality-below-minimum", .error, .required,
    message: "`{definition}` is missing: required at least {expected}, present {actual}",
    summary: "An element that must be there is missing.",
    explanation: """
      Add the element. Where the value is not known, some elements accept an extension on the element, such as \
      `data-absent-reason`, in its place.
      """,
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#cardinality"],
    wrong: [sample(#"{"resourceType":"Observation","status":"final"}"#)],
    right: [sample(#"{"resourceType":"Observation","status":"final","code":{"text":"Weight"}}"#)])

  public static let aboveMaximum = Rule(
    family, 2104, "cardinality-above-maximum", .error, .structure,
    message: "`{definition}` is there too often: allowed at most {expected}, present {actual}",
    summary: "An element is there more often than allowed.",
    explanation:
      "Remove the surplus, or use the element or profile that is meant for several. No example is given: profiles limit arrays, the base does not.",
    references: ["http://hl7.org/fhir/R4/conformance-rules.html#cardinality"])

  public static let unknownElement = Rule(
    family, 2105, "unknown-element", .error, .structure,
    message: "`{actual}` is not an element of `{expected}`",
    summary: "A property does not exist in the type.",
    explanation: """
      Check the spelling, the capitals and the release: elements come and go between releases of FHIR. Data that FHIR has no \
      element for goes into an extension. What is inside the property was not checked.
      """,
    references: [json, "http://hl7.org/fhir/R4/extensibility.html"],
    wrong: [
      sample(#"{"resourceType":"Patient","dateOfBirth":"1970-01-01"}"#),
      sample(#"{"resourceType":"Patient","_name":[{"id":"a"}]}"#),
    ],
    right: [sample(#"{"resourceType":"Patient","birthDate":"1970-01-01"}"#)])

  public static let arrayExpected = Rule(
    family, 2106, "array-expected", .error, .structure,
    message: "`{name}` may repeat and must be an array, also for one value; it is {actual}",
    summary: "An element that may repeat is not an array.",
    explanation: "Put the value into brackets: `[…]`.", references: [json],
    wrong: [sample(#"{"resourceType":"Patient","name":{"family":"Bell"}}"#)],
    right: [sample(#"{"resourceType":"Patient","name":[{"family":"Bell"}]}"#)])

  public static let singleValueExpected = Rule(
    family, 2107, "single-value-expected", .error, .structure,
    message: "`{name}` holds one value and is an array here",
    summary: "An element that may not repeat is an array.",
    explanation: "Take the value out of the brackets. If there are several values, only one of them has a place here.",
    references: [json],
    wrong: [
      sample(#"{"resourceType":"Patient","gender":["male"]}"#),
      sample(#"{"resourceType":"Patient","name":[[{"family":"Bell"}]]}"#),
    ],
    right: [sample(#"{"resourceType":"Patient","gender":"male"}"#)])

  public static let wrongForm = Rule(
    family, 2108, "wrong-json-type", .error, .structure,
    message: "`{name}` must be {expected} and is {actual}",
    summary: "A value has the wrong JSON type.",
    explanation: """
      Numbers and booleans stand without quotes, all other primitive values with quotes, complex values are objects. Programs that \
      follow the specification reject other forms.
      """,
    references: [json],
    wrong: [
      sample(#"{"resourceType":"Patient","active":"true"}"#), sample(#"{"resourceType":"Patient","birthDate":1970}"#),
      sample(#"{"resourceType":"Patient","name":["Bell"]}"#),
    ],
    right: [sample(#"{"resourceType":"Patient","active":true,"birthDate":"1970","name":[{"text":"Bell"}]}"#)])

  public static let nullNotAllowed = Rule(
    family, 2109, "null-not-allowed", .error, .structure,
    message: "`{name}` is null here, which says nothing",
    summary: "A null stands where FHIR has no place for one.",
    explanation: """
      Leave the property out. Null is only used in arrays of primitive values, to keep an array and its underscored companion in \
      step; where both are null the item means nothing.
      """,
    references: [json],
    wrong: [
      sample(#"{"resourceType":"Patient","gender":null}"#), sample(#"{"resourceType":"Patient","name":null}"#),
      sample(#"{"resourceType":"Patient","name":[null]}"#),
      sample(#"{"resourceType":"Patient","name":[{"given":["Ann",null]}]}"#),
      sample(#"{"resourceType":"Patient","name":[{"given":["Ann",null],"_given":[{"id":"a"},null]}]}"#),
    ],
    right: [sample(#"{"resourceType":"Patient","name":[{"given":["Ann",null],"_given":[null,{"id":"a"}]}]}"#)])

  public static let emptyArray = Rule(
    family, 2110, "empty-array", .error, .structure,
    message: "the array `{name}` is empty",
    summary: "An array has no items.",
    explanation: "Leave the property out: an array is never empty.", references: [json],
    wrong: [sample(#"{"resourceType":"Patient","name":[]}"#)], right: [sample(#"{"resourceType":"Patient"}"#)])

  public static let onlyID = Rule(
    family, 2119, "element-with-only-id", .error, .invariant,
    message: "`{name}` has an id and nothing else",
    summary: "An element has an id and neither a value nor children.",
    explanation: "Leave the element out, or give it content: an id is there for what it identifies (`ele-1`).",
    references: [json],
    wrong: [sample(#"{"resourceType":"Patient","maritalStatus":{"id":"a"}}"#)],
    right: [sample(#"{"resourceType":"Patient","maritalStatus":{"id":"a","text":"Married"}}"#)])

  public static let keyedMembers = Rule(
    family, 2118, "keyed-members-unchecked", .information, .processing,
    message: "the members of `{name}` stand under keys of their own and were not checked",
    summary: "An object of a logical model holds values under keys of their own.",
    explanation: """
      A logical model may say that the values of an element are members of an object, not items of an array. That the object may stand \
      here was checked; what is in it is not checked yet. No example is given: it takes a logical model.
      """,
    references: [json])

  public static let emptyObject = Rule(
    family, 2111, "empty-object", .error, .structure,
    message: "the object `{name}` is empty",
    summary: "An object has no properties.",
    explanation: "Leave the property out: an element has a value, children or extensions.", references: [json],
    wrong: [sample(#"{"resourceType":"Patient","maritalStatus":{}}"#), sample(#"{"resourceType":"Patient","_gender":{}}"#)],
    right: [sample(#"{"resourceType":"Patient","maritalStatus":{"text":"Married"}}"#)])

  public static let companionShape = Rule(
    family, 2112, "companion-not-an-object", .error, .structure,
    message: "`{name}` holds the id and extensions of a value and must be an object; it is {actual}",
    summary: "The underscored companion of a primitive is not an object.",
    explanation: "A name with an underscore carries `id` and `extension` of the value under the name without it.",
    references: [json],
    wrong: [sample(#"{"resourceType":"Patient","_gender":"male"}"#)],
    right: [sample(#"{"resourceType":"Patient","_gender":{"extension":[{"url":"http://example.org/e","valueString":"a"}]}}"#)])

  public static let companionLength = Rule(
    family, 2113, "companion-length", .error, .structure,
    message: "`{name}` has {actual} items and its values {expected}; the two must agree",
    summary: "An array of primitives and its underscored companion have different lengths.",
    explanation: "Fill the shorter array with null, so that each value stands at the place of its id and extensions.",
    references: [json],
    wrong: [sample(#"{"resourceType":"Patient","name":[{"given":["Ann","Bea"],"_given":[{"id":"a"}]}]}"#)],
    right: [sample(#"{"resourceType":"Patient","name":[{"given":["Ann","Bea"],"_given":[{"id":"a"},null]}]}"#)])

  public static let choiceTypeUnknown = Rule(
    family, 2114, "choice-type-unknown", .error, .structure,
    message: "`{actual}` does not name a type that `{definition}` may have",
    summary: "The name of a choice element ends in a type that is not among the choices, or in none.",
    explanation:
      "The name of a choice is the element's name followed by the type with a capital, such as `valueQuantity`. Use one of the listed types.",
    references: ["http://hl7.org/fhir/R4/formats.html#choice"],
    wrong: [
      sample(#"{"resourceType":"Patient","deceasedString":"yes"}"#), sample(#"{"resourceType":"Patient","deceased":true}"#),
    ],
    right: [sample(#"{"resourceType":"Patient","deceasedBoolean":true}"#)])

  public static let choiceMoreThanOne = Rule(
    family, 2115, "choice-more-than-one", .error, .structure,
    message: "`{name}` and `{expected}` are the same element and cannot both be present",
    summary: "A choice element is there with more than one type.",
    explanation: "Keep the one that is meant. Further values need elements or extensions of their own.",
    references: ["http://hl7.org/fhir/R4/formats.html#choice"],
    wrong: [sample(#"{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2020"}"#)],
    right: [sample(#"{"resourceType":"Patient","deceasedDateTime":"2020"}"#)])

  public static let stringTooLong = Rule(
    family, 2116, "string-too-long", .error, .tooLong,
    message: "the string has {actual} characters; the limit is {expected}",
    summary: "A string is longer than 1 MB.",
    explanation: "Long content belongs into an Attachment or a Binary. No example is given: it would be as long as the limit.",
    references: ["http://hl7.org/fhir/R4/datatypes.html#string"])

  public static let blankString = Rule(
    family, 2117, "blank-string", .warning, .value,
    message: "`{name}` holds only blanks",
    summary: "A string has nothing but blanks.",
    explanation: "Programs may trim it to nothing, which is not a value. Leave the element out.",
    references: ["http://hl7.org/fhir/R4/datatypes.html#string"],
    wrong: [sample(#"{"resourceType":"Patient","name":[{"family":"  "}]}"#)],
    right: [sample(#"{"resourceType":"Patient","name":[{"family":"Bell"}]}"#)])

  public static let extensionTwofold = Rule(
    family, 2190, "extension-value-and-extensions", .error, .invariant,
    message: "the extension has both a value and extensions",
    summary: "An extension has a value and further extensions.",
    explanation: "A simple extension has a value, a complex one extensions; never both.",
    references: ["http://hl7.org/fhir/R4/extensibility.html#Extension"],
    wrong: [
      sample(
        #"{"resourceType":"Patient","extension":[{"url":"http://example.org/e","valueString":"a","extension":[{"url":"b","valueString":"c"}]}]}"#
      )
    ],
    right: [sample(#"{"resourceType":"Patient","extension":[{"url":"http://example.org/e","valueString":"a"}]}"#)])

  public static let extensionEmpty = Rule(
    family, 2191, "extension-without-value", .error, .invariant,
    message: "the extension has neither a value nor extensions",
    summary: "An extension has nothing but its URL.",
    explanation: "Add the value, or leave the extension out.",
    references: ["http://hl7.org/fhir/R4/extensibility.html#Extension"],
    wrong: [sample(#"{"resourceType":"Patient","extension":[{"url":"http://example.org/e"}]}"#)],
    right: [sample(#"{"resourceType":"Patient","extension":[{"url":"http://example.org/e","valueCode":"a"}]}"#)])
}
