import SourceTree

/// A file or standard input read whole, for commands that look at few records. Gzip is unpacked.
public struct WholeInput: Sendable {
  /// Why an input cannot be read, in words.
  public struct Unreadable: Error {
    public var reason: String
  }

  public var bytes: ContiguousArray<UInt8>
  /// What the contents and the name tell; nil where nothing is recognised.
  public var format: InputFormat?

  /// Reads a path; `-` is standard input. What is larger than the limit of a document is refused.
  public init(path: String, limits: Limits = .standard) throws(Unreadable) {
    var bytes = ContiguousArray<UInt8>()
    do {
      let stream = try ByteStream(path: path)
      while try stream.read(1 << 20, into: &bytes) > 0 {
        guard bytes.count <= limits.documentSize else {
          throw Unreadable(reason: "it is larger than \(limits.documentSize) bytes")
        }
      }
    } catch let failure as StreamFailure {
      throw Unreadable(reason: failure.detail)
    } catch let unreadable as Unreadable {
      throw unreadable
    } catch {
      throw Unreadable(reason: "\(error)")
    }
    self.bytes = bytes
    if case .format(let format) = FormatDetector(named: InputFormat(fileName: path)).detect(bytes.span, atEnd: true) {
      self.format = format
    }
  }
}
