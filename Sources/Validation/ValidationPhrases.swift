import Diagnostics

/// What is expected where a value has the wrong form. Numbers 2100 and up.
enum ValidationPhrases {
  static let object = Phrase(2100, "an object")
  static let boolean = Phrase(2101, "`true` or `false` without quotes")
  static let number = Phrase(2102, "a number without quotes")
  static let string = Phrase(2103, "a string in quotes")

  static let all = [object, boolean, number, string]
}

/// What makes a narrative well-formed. Numbers 2110 and up.
enum NarrativePhrases {
  static let endTag = Phrase(2110, "this element is not closed")
  static let matchingEndTag = Phrase(2111, "this end tag does not close the element that is open")
  static let noOpenTag = Phrase(2112, "this end tag closes nothing")
  static let tagName = Phrase(2113, "`<` that starts no tag must be written as `&lt;`")
  static let tagEnd = Phrase(2114, "this tag is not closed by `>`")
  static let attribute = Phrase(2115, "an attribute is a blank, a name, `=` and a value in quotes")
  static let quotedValue = Phrase(2116, "the value of this attribute must stand in quotes")
  static let repeatedAttribute = Phrase(2117, "this attribute stands twice in one tag")
  static let noLessThan = Phrase(2118, "`<` in the value of an attribute must be written as `&lt;`")
  static let ampersand = Phrase(2119, "`&` that starts no reference must be written as `&amp;`")
  static let comment = Phrase(2120, "this comment is not closed by `-->`")
  static let characterData = Phrase(2121, "this CDATA section is not closed by `]]>`")
  static let instruction = Phrase(2122, "this processing instruction is not closed by `?>`")
  static let noDeclaration = Phrase(2123, "a narrative has no document type declaration")
  static let depth = Phrase(2124, "elements nest deeper than 1000")

  static let all = [
    endTag, matchingEndTag, noOpenTag, tagName, tagEnd, attribute, quotedValue, repeatedAttribute, noLessThan, ampersand, comment,
    characterData, instruction, noDeclaration, depth,
  ]
}
