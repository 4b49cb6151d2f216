import Diagnostics

/// A definition, package or profile that cannot be used at all.
public struct DefinitionError: Error, Sendable {
  public var diagnostic: Diagnostic

  public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  /// A file that cannot be read or written.
  public init(unreadable failure: FileSystem.Failure) {
    self.init(
      Diagnostic(
        DefinitionsRules.unreadableFile, at: DiagnosticPlace(file: failure.path),
        RuleWords(name: failure.path, actual: failure.reason)))
  }
}
