#if canImport(Glibc)
  import Glibc
#endif

/// The public conformance suites, which stand beside the project on a developer's machine and nowhere else. Tests that use them are
/// skipped, with a note, where they are missing.
public enum SuiteFolder {
  /// Path of a folder or file under the suites' folder, or nil where the suites are missing.
  public static func path(_ name: String, file: StaticString = #filePath) -> String? {
    let root = "\(file)".split(separator: "/", omittingEmptySubsequences: false).prefix { $0 != "Tests" }.joined(separator: "/")
    // Beside the project, or one folder up where the project is a git worktree among others.
    let candidates = ["/../shared/", "/../../shared/"].map { root + $0 + name }
    return candidates.first { unsafe access($0, R_OK) == 0 }
  }
}
