/// Registration numbers and codes of people who work in health and care, by their form.
public enum ProfessionalCode {
  /// General Medical Council reference: seven digits, or a consultant code, `C` or `CD` before them.
  public static func isGMC(_ text: [UInt8]) -> Bool { matches(text, ["#######", "C#######", "CD######"]) }

  /// General medical practitioner: `G` and seven digits; `S` in Scotland, `Z` in Northern Ireland.
  public static func isGMP(_ text: [UInt8]) -> Bool { matches(text, ["G#######", "S#######", "Z#######"]) }

  /// Nursing and Midwifery Council PIN: two digits, a letter, four digits, a letter.
  public static func isNMC(_ text: [UInt8]) -> Bool { matches(text, ["##@####@"]) }

  /// User or role profile of the Spine Directory Service: twelve digits.
  public static func isSDS(_ text: [UInt8]) -> Bool { matches(text, ["############"]) }

  /// Whether a text has one of the forms; `#` is a digit, `@` a capital letter.
  private static func matches(_ text: [UInt8], _ forms: [String]) -> Bool {
    forms.contains { form in
      form.utf8.count == text.count
        && zip(form.utf8, text).allSatisfy { form, byte in
          switch form {
          case UInt8(ascii: "#"): byte.isDigit
          case UInt8(ascii: "@"): byte.isCapital
          default: form == byte
          }
        }
    }
  }
}
