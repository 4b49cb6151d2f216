/// Versions, for reports and `--version`.
public enum ProductVersion {
  public static let number = "0.1.0"
  /// What is embedded, as package and version.
  public static let definitions = "hl7.fhir.r4.core#4.0.1"
}
