import Diagnostics
import HL7v2Syntax
import SourceTree

/// Which character set a message is read in: what MSH-18 says where the bytes bear it out, else what the bytes say.
struct CharacterSetDecision {
  var encoding: TextEncoding
  /// What to tell, and whether at the declaration (true) or at the first telling byte (false).
  var rule: (rule: Rule, atDeclaration: Bool)?
  /// Whether bytes that are no UTF-8 are left in a UTF-8 message.
  var hasMalformed = false

  init(declared: DeclaredCharacterSet, evidence: TextEvidence) {
    if evidence.highBytes == 0 {
      self.init(asciiTextDeclaredAs: declared)
    } else if evidence.isUTF8 {
      self.init(utf8TextDeclaredAs: declared)
      hasMalformed = evidence.malformed > 0
    } else {
      self.init(eightBitTextDeclaredAs: declared, evidence)
    }
  }

  /// Nothing but ASCII: the declaration matters for hexadecimal escapes only.
  private init(asciiTextDeclaredAs declared: DeclaredCharacterSet) {
    encoding = .utf8
    switch declared {
    case .encoding(let named): encoding = named
    case .unknown: rule = (HL7v2ModelRules.unknownCharacterSet, true)
    case .wideUnicode: rule = (HL7v2ModelRules.characterSetDiffers, true)
    case .none, .ascii, .unicode, .unsupported: break
    }
  }

  private init(utf8TextDeclaredAs declared: DeclaredCharacterSet) {
    encoding = .utf8
    switch declared {
    case .encoding(.utf8): break
    case .none: rule = (HL7v2ModelRules.undeclaredCharacterSet, false)
    case .unicode: rule = (HL7v2ModelRules.unicodeIsUTF8, true)
    case .unknown: rule = (HL7v2ModelRules.unknownCharacterSet, true)
    case .ascii, .encoding, .wideUnicode, .unsupported: rule = (HL7v2ModelRules.characterSetDiffers, true)
    }
  }

  private init(eightBitTextDeclaredAs declared: DeclaredCharacterSet, _ evidence: TextEvidence) {
    encoding = .windows1252
    switch declared {
    case .encoding(.utf8), .ascii, .unicode, .wideUnicode: rule = (HL7v2ModelRules.characterSetDiffers, true)
    case .encoding(.iso8859_1) where evidence.hasWindowsBytes: rule = (HL7v2ModelRules.characterSetDiffers, true)
    case .encoding(let named): encoding = named
    case .none: rule = (HL7v2ModelRules.undeclaredCharacterSet, false)
    case .unsupported: rule = (HL7v2ModelRules.unsupportedCharacterSet, true)
    case .unknown: rule = (HL7v2ModelRules.unknownCharacterSet, true)
    }
  }
}
