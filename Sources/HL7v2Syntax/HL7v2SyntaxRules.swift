import Diagnostics

/// Everything that can be wrong with the syntax of HL7 v2 messages. The message is read all the same, unless the rule is fatal.
public enum HL7v2SyntaxRules {
  public static let all: [Rule] = [
    noMessage, textOutsideMessage, byteOrderMark, lineFeedEnds, carriageReturnLineFeedEnds, mixedLineEnds, nextLineEnds,
    missingLastLineEnd, blankLine, framing, incompleteFrame, lineFeedAfterFrame, batchCount, fileCount, countNotANumber,
    trailerWithoutHeader, headerWithoutTrailer, utf16, damagedUTF16, notASegment, lowerCaseSegmentID, paddedSegmentID,
    missingEncodingCharacters, malformedEncodingCharacters, fewEncodingCharacters, repeatedDelimiter, lineFeedInValue,
    controlCharacter, unterminatedEscape, unknownEscape, addendumOfNothing, continuationMissing, continuationOfNothing,
  ]
}
