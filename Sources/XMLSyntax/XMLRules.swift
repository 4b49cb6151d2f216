import Diagnostics

/// The rules of the XML reader: well-formedness (XML 1.0, https://www.w3.org/TR/xml/) and what is refused for safety.
/// Rules on encodings are in ``XMLEncodingRules``.
public enum XMLRules {
  static let family = "XML"

  public static let documentTypeRefused = Rule(
    family, 200, "document-type-refused", .fatal, .security,
    message: "the document has a document type declaration, which is refused",
    summary: "The document has a `<!DOCTYPE` declaration.",
    explanation: """
      A document type declaration can make a reader fetch files or addresses and can blow up a few lines into gigabytes of text. \
      FHIR forbids it in resources. Nothing after it is read. Remove the declaration and write entities as characters or as \
      numeric references.
      """,
    references: ["https://www.w3.org/TR/xml/#dt-doctype", "http://hl7.org/fhir/R4/xml.html"],
    wrong: [RuleExample(.xml, "<!DOCTYPE Patient [<!ENTITY e \"x\">]><Patient xmlns=\"http://hl7.org/fhir\"/>")],
    right: [RuleExample(.xml, "<Patient xmlns=\"http://hl7.org/fhir\"/>")])

  public static let notWellFormed = Rule(
    family, 201, "not-well-formed", .fatal, .invalid,
    message: "this is not well-formed XML",
    summary: "The text breaks the grammar of XML in a way that has no rule of its own.",
    explanation: "A document that is not well-formed cannot be read at all. Look at the marked place and just before it.",
    references: ["https://www.w3.org/TR/xml/#sec-well-formed"],
    wrong: [RuleExample(.xml, "<a><?-?></a>")],
    right: [RuleExample(.xml, "<a><?style one?></a>")])

  public static let mismatchedTag = Rule(
    family, 202, "mismatched-tag", .fatal, .invalid,
    message: "the end tag `{actual}` does not match the open element `{expected}`",
    summary: "An end tag names another element than the one that is open.",
    explanation: "Elements must close in the reverse order of opening. An end tag is missing, misspelt or in the wrong place.",
    references: ["https://www.w3.org/TR/xml/#GIMatch"],
    wrong: [RuleExample(.xml, "<a><b></a></b>")],
    right: [RuleExample(.xml, "<a><b></b></a>")])

  public static let unexpectedEnd = Rule(
    family, 203, "unexpected-end", .fatal, .incomplete,
    message: "the document ends while `{expected}` is still open",
    summary: "The document ends in the middle of an element, a tag, a comment or a section.",
    explanation: "The file was cut off, or the end tag of the named element is missing. Fetch the file again or close it.",
    references: ["https://www.w3.org/TR/xml/#sec-well-formed"],
    wrong: [RuleExample(.xml, "<a><b></b>")],
    right: [RuleExample(.xml, "<a><b></b></a>")])

  public static let undefinedEntity = Rule(
    family, 204, "undefined-entity", .fatal, .invalid,
    message: "the entity `{actual}` is not defined in XML",
    summary: "A named reference other than `amp`, `lt`, `gt`, `quot` and `apos` is used.",
    explanation: """
      Names such as `nbsp` belong to HTML. XML without a document type knows five names only. Write the character itself or a \
      numeric reference, such as `&#160;` for a no-break space.
      """,
    references: ["https://www.w3.org/TR/xml/#wf-entdeclared"],
    wrong: [RuleExample(.xml, "<p>a&nbsp;b</p>")],
    right: [RuleExample(.xml, "<p>a&#160;b</p>")])

  public static let duplicateAttribute = Rule(
    family, 205, "duplicate-attribute", .fatal, .duplicate,
    message: "the attribute `{actual}` is given twice in one tag",
    summary: "A tag has the same attribute more than once.",
    explanation: "A reader cannot know which of the two values is meant. Keep one.",
    references: ["https://www.w3.org/TR/xml/#uniqattspec"],
    wrong: [RuleExample(.xml, "<status value=\"final\" value=\"amended\"/>")],
    right: [RuleExample(.xml, "<status value=\"final\"/>")])

  public static let invalidCharacter = Rule(
    family, 206, "invalid-character", .fatal, .invalid,
    message: "a character stands here that XML does not allow",
    summary: "The text holds a control character or another character that XML 1.0 forbids.",
    explanation: """
      XML 1.0 allows no control characters other than tab, line feed and carriage return, not even as references. Remove the \
      character where the document is made.
      """,
    references: ["https://www.w3.org/TR/xml/#charsets"],
    wrong: [RuleExample(.xml, "<a>\u{1}</a>")],
    right: [RuleExample(.xml, "<a>\t</a>")])

  public static let unboundPrefix = Rule(
    family, 207, "unbound-prefix", .error, .invalid,
    message: "the namespace prefix `{actual}` is not declared",
    summary: "A name has a prefix that no `xmlns:` attribute declares.",
    explanation: "Without a declaration nobody can tell what the name means. Declare the prefix on the element or above it.",
    references: ["https://www.w3.org/TR/xml-names/#nsc-NSDeclared"],
    wrong: [RuleExample(.xml, "<f:Patient/>")],
    right: [RuleExample(.xml, "<f:Patient xmlns:f=\"http://hl7.org/fhir\"/>")])

  public static let noRootElement = Rule(
    family, 210, "no-root-element", .fatal, .invalid,
    message: "the document has no element",
    summary: "The document is empty or holds only blanks, comments and processing instructions.",
    explanation: "An XML document is one element. The file is empty or was cut off at its very start.",
    references: ["https://www.w3.org/TR/xml/#NT-document"],
    wrong: [RuleExample(.xml, "<!-- nothing -->")],
    right: [RuleExample(.xml, "<a/>")])

  public static let contentOutsideRoot = Rule(
    family, 211, "content-outside-root", .fatal, .invalid,
    message: "something other than a comment stands outside the document's one element",
    summary: "There is text before the document's element, or text or another element after it.",
    explanation: """
      An XML document is one element; only blanks, comments and processing instructions may stand around it. Two documents were \
      joined into one file, or the file is not XML.
      """,
    references: ["https://www.w3.org/TR/xml/#NT-document"],
    wrong: [RuleExample(.xml, "<a/><b/>")],
    right: [RuleExample(.xml, "<a/>")])

  public static let malformedTag = Rule(
    family, 214, "malformed-tag", .fatal, .invalid,
    message: "the tag is malformed here: {expected} was expected",
    summary: "A tag does not have the form name, attributes with quoted values, `>`.",
    explanation: """
      Each attribute needs a value in quotes and blanks before it, and `<` inside a value must be written `&lt;`. A quote that is \
      missing shows up only here.
      """,
    references: ["https://www.w3.org/TR/xml/#sec-starttags"],
    wrong: [RuleExample(.xml, "<status value=final/>"), RuleExample(.xml, "<a b=\"x<y\"/>")],
    right: [RuleExample(.xml, "<status value=\"final\"/>"), RuleExample(.xml, "<a b=\"x&lt;y\"/>")])

  public static let invalidName = Rule(
    family, 215, "invalid-name", .fatal, .invalid,
    message: "this is not a name in XML",
    summary: "The name of an element or attribute has characters that names may not have.",
    explanation: "Names start with a letter or underscore and go on with letters, digits, hyphens, points and underscores.",
    references: ["https://www.w3.org/TR/xml/#NT-Name"],
    wrong: [RuleExample(.xml, "<1a/>")],
    right: [RuleExample(.xml, "<a1/>")])

  public static let malformedComment = Rule(
    family, 216, "malformed-comment", .fatal, .invalid,
    message: "`--` stands inside a comment",
    summary: "A comment holds two hyphens in a row, or ends in `--->`.",
    explanation: "Two hyphens may only end a comment. Write them apart.",
    references: ["https://www.w3.org/TR/xml/#sec-comments"],
    wrong: [RuleExample(.xml, "<a><!-- one -- two --></a>")],
    right: [RuleExample(.xml, "<a><!-- one - two --></a>")])

  public static let malformedDeclaration = Rule(
    family, 217, "malformed-declaration", .fatal, .invalid,
    message: "the XML declaration is malformed",
    summary: "The `<?xml …?>` at the start breaks its form, or stands somewhere else than at the very start.",
    explanation:
      "The declaration has the form `<?xml version=\"1.0\" encoding=\"UTF-8\"?>` and nothing, not even a blank, before it.",
    references: ["https://www.w3.org/TR/xml/#NT-XMLDecl"],
    wrong: [RuleExample(.xml, "<?xml encoding=\"UTF-8\"?><a/>")],
    right: [RuleExample(.xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>")])

  public static let malformedReference = Rule(
    family, 218, "malformed-reference", .fatal, .invalid,
    message: "`&` does not start a reference here",
    summary: "An ampersand stands for itself, or a reference is cut off or names an impossible character.",
    explanation: "Write `&amp;` for an ampersand. Numeric references have the form `&#233;` or `&#xE9;`.",
    references: ["https://www.w3.org/TR/xml/#sec-references"],
    wrong: [RuleExample(.xml, "<name>Marks & Spencer</name>"), RuleExample(.xml, "<a>&#0;</a>")],
    right: [RuleExample(.xml, "<name>Marks &amp; Spencer</name>"), RuleExample(.xml, "<a>&#9;</a>")])

  public static let misplacedSectionEnd = Rule(
    family, 219, "misplaced-section-end", .fatal, .invalid,
    message: "`]]>` stands in text",
    summary: "Text holds `]]>`, which may only end a CDATA section.",
    explanation: "Write `]]&gt;` instead.",
    references: ["https://www.w3.org/TR/xml/#NT-CharData"],
    wrong: [RuleExample(.xml, "<a>x]]>y</a>")],
    right: [RuleExample(.xml, "<a>x]]&gt;y</a>")])

  public static let unknownVersion = Rule(
    family, 220, "unknown-version", .warning, .notSupported,
    message: "the document declares an XML version other than 1.0 and is read as 1.0",
    summary: "The XML declaration names a version other than 1.0.",
    explanation: "XML 1.1 is hardly supported anywhere and FHIR does not use it. Declare version 1.0.",
    references: ["https://www.w3.org/TR/xml/#NT-VersionInfo"],
    wrong: [RuleExample(.xml, "<?xml version=\"1.1\"?><a/>")],
    right: [RuleExample(.xml, "<?xml version=\"1.0\"?><a/>")])

  public static let malformedNamespace = Rule(
    family, 221, "malformed-namespace", .error, .invalid,
    message: "a name or declaration here breaks the rules of namespaces",
    summary: "A name has more than one colon, or a declaration binds a prefix to nothing or to a reserved namespace.",
    explanation:
      "Names have the form `name` or `prefix:name`; `xmlns:prefix` needs a value; `xml` and `xmlns` cannot be declared anew.",
    references: ["https://www.w3.org/TR/xml-names/#ns-qualnames", "https://www.w3.org/TR/xml-names/#ns-decl"],
    wrong: [RuleExample(.xml, "<a xmlns:b=\"\"/>")],
    right: [RuleExample(.xml, "<a xmlns:b=\"urn:b\"/>")])

  public static let tooManyAttributes = Rule(
    family, 222, "too-many-attributes", .fatal, .tooCostly,
    message: "a tag has more than {expected} attributes, or declares more namespaces than that in all",
    summary: "A tag has an absurd number of attributes, or the elements around it declare an absurd number of namespaces.",
    explanation: """
      No health record needs more than a handful. Numbers like these are made to keep a reader busy, and the document is not read \
      any further. No example is given: it would be long.
      """,
    references: ["https://www.w3.org/TR/xml/#sec-starttags"])

  public static let all: [Rule] =
    [
      documentTypeRefused, notWellFormed, mismatchedTag, unexpectedEnd, undefinedEntity, duplicateAttribute, invalidCharacter,
      unboundPrefix, noRootElement, contentOutsideRoot, malformedTag, invalidName, malformedComment, malformedDeclaration,
      malformedReference, misplacedSectionEnd, unknownVersion, malformedNamespace, tooManyAttributes,
    ] + XMLEncodingRules.all

  public static let attributeName = Phrase(200, "an attribute name")
  public static let equalsSign = Phrase(201, "`=`")
  public static let quote = Phrase(202, "a quote")
  public static let closingQuote = Phrase(203, "a closing quote before `<`")
  public static let tagEnd = Phrase(204, "`>`")
  public static let elementName = Phrase(205, "an element name")
  public static let blank = Phrase(206, "a blank")

  public static let phrases: [Phrase] = [attributeName, equalsSign, quote, closingQuote, tagEnd, elementName, blank]
}
