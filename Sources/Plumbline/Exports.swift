// What the interface of the library is made of, so that `import Plumbline` is enough.
@_exported import struct Batch.BatchEngines
@_exported import enum Batch.InputFormat
@_exported import enum Batch.OutputFormat
@_exported import struct Diagnostics.Diagnostic
@_exported import enum Diagnostics.Severity
@_exported import enum Mapping.BundleKind
@_exported import struct Mapping.LossTotals
@_exported import struct SourceTree.Limits
