import XCTest

@testable import TerminologyServer

#if canImport(Glibc)
  import Glibc
#endif

/// A server on a port of this machine that answers one connection after the other, each with the same bytes.
private final class SmallServer: @unchecked Sendable {
  let port: Int
  private let listener: Int32

  init(_ reply: String, delay: Double = 0) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    // An address of four bytes is bound as what it is; the kernel says which port it took.
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { general -> Bool in
        guard unsafe bind(listener, general, size) == 0 else { return false }
        return unsafe getsockname(listener, general, &size) == 0
      }
    }
    guard isBound, listen(listener, 8) == 0 else { throw XCTSkip("no port can be opened here") }
    port = Int(UInt16(bigEndian: address.sin_port))
    let listener = listener
    Thread.detachNewThread {
      while true {
        let connection = unsafe accept(listener, nil, nil)
        guard connection >= 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        // One read is enough for the small requests of these tests.
        _ = unsafe read(connection, &buffer, buffer.count)
        if delay > 0 { Thread.sleep(forTimeInterval: delay) }
        let bytes = Array(reply.utf8)
        _ = unsafe send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        close(connection)
      }
    }
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

  private func post(_ port: Int, milliseconds: Int = 5000) throws -> Reply {
    do {
      return try CurlTransport().post(Array("{}".utf8), to: "http://127.0.0.1:\(port)/r4", milliseconds: milliseconds)
    } catch  where error.reason.contains("not installed") {
      throw XCTSkip(error.reason)
    }
  }

  func testReplies() throws {
    for (status, body) in [("200 OK", #"{"a":1}"#), ("500 Oops", "no"), ("200 OK", "")] {
      let server = try SmallServer(reply(status, body))
      let reply = try post(server.port)
      XCTAssertEqual(reply, Reply(status: status.hasPrefix("2") ? 200 : 500, body: Array(body.utf8)))
    }
  }

  func testASlowServerIsNotWaitedFor() throws {
    let server = try SmallServer(reply("200 OK", "late"), delay: 2)
    let start = ContinuousClock().now
    XCTAssertThrowsError(try post(server.port, milliseconds: 200)) { error in
      XCTAssertTrue("\(error)".contains("imed out") || error is XCTSkip, "\(error)")
    }
    XCTAssertLessThan(ContinuousClock().now - start, .seconds(1.5))
  }

  func testGarbageAndSilence() throws {
    for text in ["what?\r\n\r\n", ""] {
      let server = try SmallServer(text)
      XCTAssertThrowsError(try post(server.port))
    }
    var port = 0
    do { port = try SmallServer("").port }
    XCTAssertThrowsError(try post(port))
  }

  func testOnlyTheWeb() {
    XCTAssertThrowsError(try CurlTransport().post([0x20], to: "file:///etc/hostname", milliseconds: 1000))
  }

  func testTheWholeWay() throws {
    let body =
      #"{"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true},{"name":"display","valueString":"A"}]}"#
    let small = try SmallServer(reply("200 OK", body))
    let server = ServerAnswers(url: "http://127.0.0.1:\(small.port)/r4")
    let answer = server.answers(to: [.init(valueSet: nil, system: "http://s", code: "a")])[0]
    if case .failed(let reason) = answer.result, reason.contains("not installed") { throw XCTSkip(reason) }
    XCTAssertEqual(answer.isValid, true)
    XCTAssertEqual(answer.display, "A")
  }
}
