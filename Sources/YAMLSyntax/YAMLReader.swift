import CLibYAML
import Diagnostics
import SourceTree

/// Reads YAML 1.1 through libyaml's events. Of the language it takes what definitions need: mappings, lists and texts. Aliases, anchors,
/// tags and several documents in one file are refused.
public struct YAMLReader {
  public var limits: Limits

  public init(limits: Limits = .standard) { self.limits = limits }

  /// The tree of a text, without a root where it cannot be read; `findings` says why.
  public func parse(_ bytes: ContiguousArray<UInt8>, findings: inout FindingList) -> YAMLDocument {
    var builder = YAMLBuilder(bytes, limits: limits)
    guard bytes.count <= limits.documentSize else {
      builder.stop(LimitRules.documentSize, at: 0..<0, expected: .number(limits.documentSize))
      return builder.finish(&findings)
    }
    var parser = unsafe yaml_parser_t()
    guard unsafe yaml_parser_initialize(&parser) == 1 else {
      builder.stop(YAMLRules.malformed, at: 0..<0, actual: .phrase(YAMLProblem.phrase(for: "")))
      return builder.finish(&findings)
    }
    defer { unsafe yaml_parser_delete(&parser) }
    // libyaml reads from the buffer while events are asked for, all within this closure.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      let text = unsafe buffer.dropFirst(builder.byteOrderMarkLength)
      unsafe yaml_parser_set_input_string(&parser, UnsafeBufferPointer(rebasing: text).baseAddress, text.count)
      while !builder.isStopped {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(&parser, &event) == 1 else {
          unsafe builder.stop(parser)
          break
        }
        unsafe builder.add(event)
        let isEnd = unsafe event.type == YAML_STREAM_END_EVENT
        unsafe yaml_event_delete(&event)
        if isEnd { break }
      }
    }
    return builder.finish(&findings)
  }
}
