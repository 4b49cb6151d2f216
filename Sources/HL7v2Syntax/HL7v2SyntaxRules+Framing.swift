import Diagnostics

/// How messages stand in a file: line ends, frames, batches.
extension HL7v2SyntaxRules {
  public static let noMessage = Rule(
    "HL7", 400, "hl7-no-message", .fatal, .structure,
    message: "no HL7 v2 message was found: no line starts with `MSH`",
    summary: "The text holds no HL7 v2 message.",
    explanation: """
      A message starts with the letters MSH at the start of a line, followed by the field separator. Without them neither \
      the delimiters nor the kind of message are known. Check that the file is what it is taken for, and that the start of \
      it was not cut off.
      """,
    references: ["HL7 v2.5.1 section 2.5.1"],
    wrong: [RuleExample(.hl7v2, "PID|1||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let textOutsideMessage = Rule(
    "HL7", 401, "hl7-text-outside-message", .error, .structure,
    message: "text stands outside of any message",
    summary: "There is text before the first MSH, or after a batch trailer.",
    explanation: """
      Text that belongs to no message cannot be read as segments, because its delimiters are not known. It is kept, and not \
      converted. Segments without an MSH are often the rest of a message that was cut; a log line or a mail header can be \
      deleted. A warning only where the text has no printable character.
      """,
    references: ["HL7 v2.5.1 section 2.5.1"],
    wrong: [RuleExample(.hl7v2, "sent by: LAB\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let byteOrderMark = Rule(
    "HL7", 402, "hl7-byte-order-mark", .information, .structure,
    message: "a UTF-8 byte order mark stands before the message",
    summary: "The text starts with a byte order mark.",
    explanation: """
      Editors on Windows put the three bytes EF BB BF at the start of UTF-8 files. The standard does not know them; many \
      receivers then do not find the MSH. Save the file without the mark.
      """,
    references: ["HL7 v2.5.1 section 2.5.1"],
    wrong: [RuleExample(.hl7v2, "\u{FEFF}MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let lineFeedEnds = Rule(
    "HL7", 403, "hl7-line-feed-line-ends", .information, .structure,
    message: "segments end with LF instead of CR",
    summary: "The segments of a message end with line feeds.",
    explanation: """
      Segments must end with a carriage return (hexadecimal 0D). Files written on Unix systems, or by editors, have line \
      feeds (0A). They are read all the same, and written back as they were; a strict receiver refuses them.
      """,
    references: ["HL7 v2.5.1 section 2.5.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\nPID|||9990000018\n")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let carriageReturnLineFeedEnds = Rule(
    "HL7", 404, "hl7-crlf-line-ends", .information, .structure,
    message: "segments end with CR LF instead of CR",
    summary: "The segments of a message end with carriage return and line feed.",
    explanation: """
      Segments must end with a carriage return alone. A strict receiver takes the line feed as the first character of the \
      next segment id. The message is read all the same, and written back as it was.
      """,
    references: ["HL7 v2.5.1 section 2.5.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\r\nPID|||9990000018\r\n")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let mixedLineEnds = Rule(
    "HL7", 405, "hl7-mixed-line-ends", .warning, .structure,
    message: "the segments of this message end in different ways",
    summary: "One message has several kinds of line ends.",
    explanation: """
      Some segments of the message end with CR, others with LF, CR LF or NEL. The message was probably put together from \
      parts or edited by hand, and a receiver that decides by the first line end loses segments. End every segment with CR.
      """,
    references: ["HL7 v2.5.1 section 2.5.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\nPV1|1|I\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rPV1|1|I\r")])

  public static let nextLineEnds = Rule(
    "HL7", 406, "hl7-next-line-ends", .warning, .structure,
    message: "segments end with NEL (hexadecimal 85) instead of CR",
    summary: "The segments of a message end with the next-line character.",
    explanation: """
      The byte 85 ends lines in text that came from an EBCDIC system. In Windows-1252 it is an ellipsis and in UTF-8 a part \
      of many letters, so that it is taken as a line end only in a message without any other. End every segment with CR. No \
      example is given, because the byte cannot stand alone in UTF-8 text.
      """,
    references: ["HL7 v2.5.1 section 2.5.2"])

  public static let missingLastLineEnd = Rule(
    "HL7", 407, "hl7-missing-last-line-end", .information, .structure,
    message: "the last segment of the message has no end",
    summary: "The last segment is not followed by a carriage return.",
    explanation: """
      Every segment ends with a carriage return, the last one too. Where it is missing the message may have been cut off: check \
      that the last segment is whole. Where files of that kind were joined, the next message starts in the middle of the line; it \
      is read as a message all the same, but a receiver that looks for headers at line starts loses it.
      """,
    references: ["HL7 v2.5.1 section 2.5.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let blankLine = Rule(
    "HL7", 408, "hl7-blank-line", .information, .structure,
    message: "an empty line",
    summary: "There is an empty line between segments or messages.",
    explanation: """
      Empty lines mean nothing and are passed over. Some receivers take one as the end of the message.
      """,
    references: ["HL7 v2.5.1 section 2.5.2"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\r\rPID|||9990000018\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let framing = Rule(
    "HL7", 409, "hl7-mllp-framing-in-file", .information, .structure,
    message: "the message stands in an MLLP frame",
    summary: "A file holds the frame bytes of the transport protocol.",
    explanation: """
      The bytes 0B before and 1C 0D after a message belong to the transport (MLLP) and are not part of it. They are passed \
      over. Files that are recorded from a connection often have them.
      """,
    references: ["HL7 Version 2 Transport Specification: MLLP, release 1, section 2"],
    wrong: [RuleExample(.hl7v2, "\u{0B}MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r\u{1C}\r")],
    right: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")])

  public static let incompleteFrame = Rule(
    "HL7", 410, "hl7-mllp-frame-incomplete", .warning, .incomplete,
    message: "an MLLP frame lacks its start, its end or the carriage return after it",
    summary: "One of the three frame bytes is missing.",
    explanation: """
      A frame is 0B, the message, 1C, 0D. Where the end is missing the message may have been cut off; where the start is \
      missing, the bytes before it may have been lost.
      """,
    references: ["HL7 Version 2 Transport Specification: MLLP, release 1, section 2"],
    wrong: [RuleExample(.hl7v2, "\u{0B}MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r")],
    right: [RuleExample(.hl7v2, "\u{0B}MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r\u{1C}\r")])

  public static let lineFeedAfterFrame = Rule(
    "HL7", 411, "hl7-line-feed-after-mllp-frame", .information, .structure,
    message: "a line feed follows the end of an MLLP frame",
    summary: "A frame ends with 1C 0D 0A.",
    explanation: """
      A frame ends with 1C 0D. The extra line feed makes strict receivers report bytes outside of a frame. It is passed \
      over.
      """,
    references: ["HL7 Version 2 Transport Specification: MLLP, release 1, section 2"],
    wrong: [RuleExample(.hl7v2, "\u{0B}MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r\u{1C}\r\n")],
    right: [RuleExample(.hl7v2, "\u{0B}MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\r\u{1C}\r")])

  public static let batchCount = Rule(
    "HL7", 412, "hl7-batch-message-count-differs", .error, .value,
    message: "the batch holds {expected} messages, but its trailer says otherwise",
    summary: "BTS-1 does not agree with the number of messages in the batch.",
    explanation: """
      The trailer of a batch may give the number of its messages. When it differs from the messages found since the BHS, \
      messages were lost or added on the way. All messages are read; ask the sender for the batch again.
      """,
    references: ["HL7 v2.5.1 section 2.15.3.1"],
    wrong: [RuleExample(.hl7v2, "BHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|2\r")],
    right: [RuleExample(.hl7v2, "BHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|1\r")])

  public static let fileCount = Rule(
    "HL7", 413, "hl7-file-batch-count-differs", .error, .value,
    message: "the file holds {expected} batches, but its trailer says otherwise",
    summary: "FTS-1 does not agree with the number of batches in the file.",
    explanation: """
      The trailer of a file may give the number of its batches. When it differs from the batches found since the FHS, \
      batches were lost or added on the way.
      """,
    references: ["HL7 v2.5.1 section 2.15.7.1"],
    wrong: [
      RuleExample(
        .hl7v2, "FHS|^~\\&\rBHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|1\rFTS|2\r")
    ],
    right: [
      RuleExample(
        .hl7v2, "FHS|^~\\&\rBHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|1\rFTS|1\r")
    ])

  public static let countNotANumber = Rule(
    "HL7", 414, "hl7-batch-count-not-a-number", .warning, .value,
    message: "the count in the trailer is not a number",
    summary: "BTS-1 or FTS-1 is not a number.",
    explanation: """
      The count cannot be compared with what the batch or file holds. BTS-1 is a string of up to ten digits, FTS-1 a number.
      """,
    references: ["HL7 v2.5.1 sections 2.15.3.1 and 2.15.7.1"],
    wrong: [RuleExample(.hl7v2, "BHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|one\r")],
    right: [RuleExample(.hl7v2, "BHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|1\r")])

  public static let trailerWithoutHeader = Rule(
    "HL7", 415, "hl7-batch-trailer-without-header", .warning, .structure,
    message: "a trailer without its header",
    summary: "BTS without BHS, or FTS without FHS.",
    explanation: """
      A batch is BHS, messages, BTS; a file is FHS, batches, FTS. A trailer alone means that the start of the file was lost, \
      so that its count cannot be checked.
      """,
    references: ["HL7 v2.5.1 section 2.10.3"],
    wrong: [RuleExample(.hl7v2, "MSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|1\r")],
    right: [RuleExample(.hl7v2, "BHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|1\r")])

  public static let headerWithoutTrailer = Rule(
    "HL7", 416, "hl7-batch-header-without-trailer", .warning, .structure,
    message: "a header begins while the one before has no trailer",
    summary: "A second BHS without BTS between, or a second FHS without FTS.",
    explanation: """
      Each batch ends with BTS and each file with FTS. Without the trailer nobody can tell whether the batch before is \
      complete.
      """,
    references: ["HL7 v2.5.1 section 2.10.3"],
    wrong: [
      RuleExample(
        .hl7v2,
        "BHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|1\r"
      )
    ],
    right: [
      RuleExample(
        .hl7v2,
        "BHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|1\rBHS|^~\\&\rMSH|^~\\&|LAB|RNX|PAS|RNX|20251014||ORU^R01|1|P|2.4\rPID|||9990000018\rBTS|1\r"
      )
    ])

  public static let utf16 = Rule(
    "HL7", 417, "hl7-utf-16", .information, .informational,
    message: "the text is UTF-16; places are counted in its UTF-8 form",
    summary: "The messages are in UTF-16 and were converted.",
    explanation: """
      The text has a UTF-16 byte order mark, or zero bytes between its characters. It is brought to UTF-8 before it is read, and \
      offsets count bytes of the UTF-8 text. Few receivers read 16-bit messages; `UNICODE UTF-8` is what most of them expect. No \
      example is given: such bytes cannot stand in UTF-8 text.
      """,
    references: ["HL7 table 0211"])

  public static let damagedUTF16 = Rule(
    "HL7", 418, "hl7-utf-16-damaged", .error, .value,
    message: "the UTF-16 text is damaged: some characters were replaced",
    summary: "UTF-16 text has half characters.",
    explanation: """
      A surrogate without its partner or a last odd byte stands for no character and is read as U+FFFD. The text was probably cut or \
      edited as bytes. No example is given: such bytes cannot stand in UTF-8 text.
      """,
    references: ["RFC 2781 section 2.2"])
}
