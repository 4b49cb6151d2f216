import XCTest

@testable import TerminologyServer

#if canImport(Glibc)
  import Glibc
#endif

/// A server on a port of this machine that answers one connection after the other, each with the same bytes.
private final class SmallServer: @unchecked Sendable {
  let url: String
  private let listener: Int32

  init(_ reply: String, delay: Double = 0) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard let port = SmallServer.open(descriptor) else { throw XCTSkip("no port can be opened here") }
    listener = descriptor
    url = "http://127.0.0.1:\(port)/r4"
    let bytes = Array(reply.utf8)
    Thread.detachNewThread { SmallServer.serveAll(descriptor, bytes, delay) }
  }

  /// Listens on a port that the kernel chooses.
  private static func open(_ descriptor: Int32) -> Int? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    // An address of four bytes is bound as what it is.
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { general -> Bool in
        guard unsafe bind(descriptor, general, size) == 0 else { return false }
        return unsafe getsockname(descriptor, general, &size) == 0
      }
    }
    return isBound && listen(descriptor, 8) == 0 ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }

  private static func serveAll(_ descriptor: Int32, _ reply: [UInt8], _ delay: Double) {
    var isOpen = true
    while isOpen { isOpen = serve(descriptor, reply, delay) }
  }

  /// Answers one connection. One read is enough for the small requests of these tests.
  private static func serve(_ descriptor: Int32, _ reply: [UInt8], _ delay: Double) -> Bool {
    let connection = accept(descriptor, nil, nil)
    guard connection >= 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    _ = unsafe read(connection, &buffer, buffer.count)
    if delay > 0 { Thread.sleep(forTimeInterval: delay) }
    _ = unsafe send(connection, reply, reply.count, Int32(MSG_NOSIGNAL))
    close(connection)
    return true
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }
}

final class CurlTransportTests: XCTestCase {
  private func reply(_ status: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  private func post(_ url: String, milliseconds: Int = 5000) throws -> Reply {
    let result = Result { () throws(TransportFailure) -> Reply in
      try CurlTransport().post([0x7B, 0x7D], to: url, milliseconds: milliseconds)
    }
    if case .failure(let failure) = result, failure.reason.contains("not installed") { throw XCTSkip(failure.reason) }
    return try result.get()
  }

  func testReplies() throws {
    for (status, body) in [("200 OK", #"{"a":1}"#), ("500 Oops", "no"), ("200 OK", "")] {
      let server = try SmallServer(reply(status, body))
      let reply = try post(server.url)
      XCTAssertEqual(reply, Reply(status: status.hasPrefix("2") ? 200 : 500, body: Array(body.utf8)))
    }
  }

  func testASlowServerIsNotWaitedFor() throws {
    let server = try SmallServer(reply("200 OK", "late"), delay: 2)
    let start = ContinuousClock().now
    XCTAssertThrowsError(try post(server.url, milliseconds: 200)) { error in
      XCTAssertTrue("\(error)".contains("imed out") || error is XCTSkip, "\(error)")
    }
    XCTAssertLessThan(ContinuousClock().now - start, .seconds(1.5))
  }

  func testGarbageAndSilence() throws {
    for text in ["what?\r\n\r\n", ""] {
      let server = try SmallServer(text)
      XCTAssertThrowsError(try post(server.url))
    }
    let closed = try SmallServer("").url
    XCTAssertThrowsError(try post(closed))
  }

  func testOnlyTheWeb() {
    XCTAssertThrowsError(try post("file:///etc/hostname"))
  }

  func testTheWholeWay() throws {
    let body =
      #"{"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true},{"name":"display","valueString":"A"}]}"#
    let small = try SmallServer(reply("200 OK", body))
    let server = ServerAnswers(url: small.url)
    let answer = server.answers(to: [.init(valueSet: nil, system: "http://s", code: "a")])[0]
    if case .failed(let reason) = answer.result, reason.contains("not installed") { throw XCTSkip(reason) }
    XCTAssertEqual(answer.isValid, true)
    XCTAssertEqual(answer.display, "A")
  }
}
