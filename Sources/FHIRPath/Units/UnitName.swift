/// The unit of a quantity as it was written.
public enum UnitName: Hashable, Sendable {
  /// A code, by FHIRPath taken to be UCUM.
  case code(String)
  /// A calendar duration such as `year`; the word as written, for output.
  case calendar(CalendarUnit, word: String)
  /// A UCUM year, month and so on of a FHIR Quantity, which counts as the calendar duration too
  /// (http://hl7.org/fhir/R4/fhirpath.html#quantity).
  case either(CalendarUnit)
  /// A unit of another system than UCUM: comparable with itself only.
  case foreign(String)
}
