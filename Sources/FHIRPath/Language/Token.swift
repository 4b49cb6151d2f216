/// A word, sign or literal of an expression.
struct Token: Sendable {
  enum Kind: Sendable, Equatable {
    case end
    /// A plain name or keyword.
    case word(String)
    /// A name in back quotes.
    case quotedName(String)
    case string(String)
    /// Digits with or without a fraction, as written.
    case number(String)
    /// Digits with `L`.
    case long(String)
    case temporal
    /// `$this`, `$index`, `$total`.
    case special(String)
    /// `%name`.
    case variable(String)
    case sign(String)
  }

  var kind: Kind
  var range: Range<Int>
  var temporal: Temporal?
}
