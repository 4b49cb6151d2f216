import Diagnostics

/// Everything that can be wrong with a message against its version of HL7 v2 and its profile.
public enum MessageRules {
  public static let all: [Rule] = [
    versionUnknown, versionNearest, structureUnknown, structureOther, segmentMissing, segmentMisplaced, segmentRepeated,
    segmentNotInStructure, segmentOfOtherVersion, segmentUnknown, fieldMissing, fieldWithdrawn, fieldRepeated, fieldUnknown,
    valueTooLong, componentMissing, componentUnknown, componentsUnexpected, valueTypeUnknown, valueTypeOfOtherVersion, condition,
    number, comparedNumber,
    sequence, date, time, timeStamp, codeUnknown, codeNotSuggested, codeDeprecated, nhsNumberForm, nhsNumberPlaceholder,
    nhsNumberCheckDigit, nhsNumberUnmarked,
    nhsNumberNotIssued, gmcNumber, odsCode,
  ]
}
