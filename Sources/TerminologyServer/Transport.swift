import CHTTP
import Synchronization

/// What carries a request to a server.
public protocol Transport: Sendable {
  func post(_ body: [UInt8], to url: String, milliseconds: Int) throws(TransportFailure) -> Reply
}

/// What a server replied.
public struct Reply: Sendable, Hashable {
  public var status: Int
  public var body: [UInt8]

  public init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// Why there was no reply.
public struct TransportFailure: Error, Sendable, Hashable {
  public var reason: String

  public init(_ reason: String) { self.reason = reason }
}

/// HTTP and HTTPS through the libcurl of the system.
///
/// Why not a package: an HTTP client in Swift brings some twenty packages and a TLS library that are built twice in continuous integration
/// (about six minutes) and linked into every program, for something that is off by default. libcurl is on nearly every machine, keeps to
/// the system's certificates and proxies, and is loaded when the first question is asked: the start of the program does not change.
public final class CurlTransport: Transport {
  /// More than any answer needs.
  private static let replyLimit = 32 << 20

  /// A connection. One thread at a time uses it, which the mutex around it sees to.
  @safe private final class Handle: @unchecked Sendable {
    let client: OpaquePointer

    init?() {
      guard let client = unsafe plumbline_http_create() else { return nil }
      unsafe self.client = client
    }

    // The pointer came from `plumbline_http_create`, and nobody else has it.
    deinit { unsafe plumbline_http_destroy(client) }
  }

  private let connection = Mutex<Handle?>(nil)

  public init() {}

  public func post(_ body: [UInt8], to url: String, milliseconds: Int) throws(TransportFailure) -> Reply {
    let result = connection.withLock { connection -> Result<Reply, TransportFailure> in
      guard let handle = connection ?? Handle() else {
        return .failure(TransportFailure("libcurl, which speaks HTTP for plumbline, is not installed"))
      }
      connection = handle
      return CurlTransport.post(body, to: url, milliseconds: milliseconds, handle)
    }
    return try result.get()
  }

  private static func post(
    _ body: [UInt8], to url: String, milliseconds: Int, _ handle: Handle
  ) -> Result<Reply, TransportFailure> {
    var reply = unsafe PlumblineHTTPReply()
    // The body and the URL outlive the call; the reply is released below, after it was copied.
    unsafe body.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe plumbline_http_post(handle.client, url, start, bytes.count, milliseconds, replyLimit, &reply)
    }
    defer { unsafe plumbline_http_release(&reply) }
    guard unsafe reply.status > 0 else {
      let reason = unsafe withUnsafeBytes(of: &reply.error) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      return .failure(TransportFailure(reason.isEmpty ? "there was no reply" : reason))
    }
    let bytes = unsafe Array(UnsafeBufferPointer(start: reply.body, count: reply.length))
    return .success(Reply(status: unsafe reply.status, body: bytes))
  }
}
