/// Whether values from records may be shown. They are personal data, so they are masked unless somebody asks for them.
public enum ValueVisibility: Sendable {
  case masked, shown
}

/// Hides a value and keeps its shape: letters become `x` or `X`, digits `9`, ASCII punctuation and blanks stay. The shape is
/// what one needs to see that a date has its parts in the wrong order or that an identifier is a digit short.
public enum ValueMask {
  public static func mask(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(mask(scalar)) }
    return String(result)
  }

  /// Everything outside ASCII is taken for a letter: no script's names may slip through as "punctuation".
  public static func mask(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "0"..."9": "9"
    case "A"..."Z": "X"
    case "a"..."z": "x"
    case _ where scalar.isASCII: scalar
    default: scalar.properties.isUppercase ? "X" : "x"
    }
  }
}
