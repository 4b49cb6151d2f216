import Diagnostics

/// A definition, package or profile that cannot be used at all.
public struct DefinitionError: Error, Sendable {
  public var diagnostic: Diagnostic

  public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
