import Diagnostics
import HL7v2Validation
import Logging
import Mapping
import Reporting
import Schema
import SourceTree
import Validation

/// What a run is to do with its sources.
public struct BatchOptions: Sendable {
  public var inputFormat: InputFormat?
  /// Threads that read and check; 1 or more.
  public var jobs: Int
  public var limits: Limits
  /// Whether comments in JSON are passed over.
  public var allowsComments = false
  public var formatter: DiagnosticFormatter
  public var rendering: RenderSettings
  public var bounds: ReportStream.Bounds
  /// Whether the canonical form is checked against its definitions.
  public var validates = true
  /// Whether messages that are converted are checked as such, too.
  public var checksMessages = false
  /// What to convert to; nil to check only.
  public var conversion: ConversionOptions?
  /// How many bytes are read at a time; a record that is longer makes its chunk longer.
  var chunkSize = 1 << 18
  /// Whether diagnostics are kept as they are, and not put into bytes.
  var keepsDiagnostics = false
  /// Told what the run does, at debug level: sources, formats, counts. Values of records never go there.
  public var logger = Logger(label: "plumbline") { _ in SwiftLogNoOpLogHandler() }
  /// For the maps of feeds.
  public var maps = MapOptions(today: CalendarDay.today())

  public init(
    inputFormat: InputFormat? = nil, jobs: Int? = nil, limits: Limits = .standard,
    formatter: DiagnosticFormatter = DiagnosticFormatter(format: .text), rendering: RenderSettings = RenderSettings(),
    bounds: ReportStream.Bounds = .init(perGroup: 3)
  ) {
    self.inputFormat = inputFormat
    self.jobs = max(1, jobs ?? WorkerThreads.processors)
    self.limits = limits
    self.formatter = formatter
    self.rendering = rendering
    self.bounds = bounds
  }
}

/// What all workers of a run share, read-only.
public struct BatchEngines: Sendable {
  public var schema: Schema
  /// What checks of records share.
  public var validation: ValidationContext
  /// The maps of feeds into FHIR, compiled when the first feed is read. Without them nothing is converted: whoever starts a run asks
  /// afterwards whether they failed.
  public var maps: LazyValue<Result<MapLibrary, MapLibraryError>>
  /// The maps read backwards, for messages made from FHIR.
  public var reverse: LazyValue<Result<ReverseLibrary, MapLibraryError>>
  /// What HL7 v2 messages are checked against as such; nil where there is nothing. Made when the first one is read.
  public var messages: LazyValue<PlanLibrary?>
  /// Settings of senders; the last that fits a message is used.
  public var senders: [SenderChoice] = []
  /// Made when the first finding is put into words, and not before: most runs have none.
  public var vocabulary: @Sendable () -> DiagnosticRenderer.Vocabulary

  public init(
    validation: ValidationContext, maps: LazyValue<Result<MapLibrary, MapLibraryError>>,
    messages: LazyValue<PlanLibrary?> = LazyValue { nil },
    reverse: LazyValue<Result<ReverseLibrary, MapLibraryError>> = LazyValue { .failure(MapLibraryError("there are none")) },
    vocabulary: @escaping @Sendable () -> DiagnosticRenderer.Vocabulary
  ) {
    schema = validation.schema
    self.validation = validation
    self.maps = maps
    self.messages = messages
    self.reverse = reverse
    self.vocabulary = vocabulary
  }
}

/// Options and engines of a run.
struct BatchJob: Sendable {
  var options: BatchOptions
  var engines: BatchEngines
}
