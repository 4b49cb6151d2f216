import Diagnostics
import Terminology

/// What may be chosen about validation.
public struct ValidationOptions: Sendable {
  /// What references outside the record are worth looking at.
  public enum ReferenceChecks: UInt8, Sendable {
    /// Their form and, as far as the record tells, the type of their target.
    case form
    /// Also that what they name exists among the supplied resources, and is of the right type.
    case existence
    /// Also that the target conforms to a profile that the definition names.
    case conformance
  }

  /// Canonicals of profiles that each record must conform to, besides those that it claims in `meta.profile`. Those that are for
  /// another type than the record's are left out where ``picksProfilesByType`` is set, and are a finding elsewhere.
  public var profiles: [String] = []
  public var picksProfilesByType = false
  /// Canonicals of profiles that all resources of a type must conform to, by the name of the type: those of implementation guides.
  public var globalProfiles: [String: [String]] = [:]
  /// Profiles for single entries of a Bundle.
  public var entryProfiles: [EntryProfile] = []
  /// Whether contained resources are left unchecked.
  public var ignoresContained = false
  /// Runs the structural walk alone: no invariants, profiles, bindings or other passes.
  public var structureOnly = false
  /// Evaluates invariants as expressions even where they are checked by hand: for comparing the two.
  var evaluatesWalkedInvariants = false
  /// The severity of invariants that are only best practice; nil leaves them unchecked.
  public var bestPractice: Severity?
  /// Looks for what could hurt programs that show records, such as HTML in strings.
  public var checksSecurity = false
  /// Whether URLs of examples (`example.org`, `acme.com`) may stand for things that do not exist.
  public var allowsExamples = true
  /// Starts of the URLs of extensions that need no definition, such as `http://example.org/`. An empty text allows every URL.
  public var extensionDomains: [String] = [""]
  public var references = ReferenceChecks.form
  /// Whether the type that a reference's address names (`Group/1`) counts as the type of its target, even where the target is not there.
  /// Otherwise profiles that rule the type out are a warning only.
  public var trustsReferenceTypes = false
  /// Languages that displays are compared in, BCP 47; empty for those of the record.
  public var languages: [String] = []
  /// Whether a wrong display is an error, a warning or nothing.
  public var wrongDisplay: Severity? = .warning
  /// Whether codes and definitions marked experimental or draft are reported, as when definitions are published.
  public var checksPublication = false
  /// Whether definitions that are marked experimental are an error.
  public var refusesExperimental = false
  /// Whether HTML tags may stand in markdown.
  public var allowsHTMLInMarkdown = true
  /// Who is asked about codes that cannot be decided with the definitions at hand; nil for nobody.
  public var terminology: (any TerminologyAnswers)?

  public init() {}

  /// A profile for the entry of a Bundle with a number, among those of a type or among all.
  public struct EntryProfile: Sendable, Hashable {
    /// Nil counts entries of all types.
    public var type: String?
    /// From 0.
    public var number: Int
    public var profile: String

    public init(type: String?, number: Int, profile: String) {
      self.type = type
      self.number = number
      self.profile = profile
    }
  }
}
