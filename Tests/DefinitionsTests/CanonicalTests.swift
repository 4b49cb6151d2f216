import Definitions
import XCTest

final class CanonicalTests: XCTestCase {
  func testVersionsAreTakenApart() {
    XCTAssertEqual(Canonical("http://x/y|1.0"), Canonical(url: "http://x/y", version: "1.0"))
    XCTAssertEqual(Canonical("http://x/y"), Canonical(url: "http://x/y"))
    XCTAssertEqual(Canonical("http://x/y|").version, nil)
    XCTAssertEqual(Canonical("http://x/y|1.0").description, "http://x/y|1.0")
  }
}
