import Definitions
import XCTest

final class PackageVersionTests: XCTestCase {
  func testOrder() {
    let ordered = [
      "0.9", "1.0.0-alpha", "1.0.0-alpha.2", "1.0.0-alpha.10", "1.0.0-snapshot1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2",
    ]
    for (left, right) in zip(ordered, ordered.dropFirst()) {
      XCTAssertLessThan(PackageVersion(left), PackageVersion(right))
      XCTAssertFalse(PackageVersion(right) < PackageVersion(left))
    }
  }

  func testPatterns() {
    XCTAssertTrue(PackageVersion("4.0.1").satisfies("4.0.x"))
    XCTAssertTrue(PackageVersion("4.0.1").satisfies("4.*"))
    XCTAssertTrue(PackageVersion("4.0.1").satisfies("latest"))
    XCTAssertFalse(PackageVersion("4.1.1").satisfies("4.0.x"))
    XCTAssertFalse(PackageVersion("4.0.1").satisfies("4.0.10"))
    XCTAssertTrue(PackageVersion("0.5.1").canStandIn(for: "0.5.0"))
    XCTAssertFalse(PackageVersion("0.6.0").canStandIn(for: "0.5.0"))
  }

  func testIdentities() {
    XCTAssertEqual(PackageIdentity("a.b#1.0")?.version, "1.0")
    XCTAssertEqual(PackageIdentity("a.b@1.0")?.name, "a.b")
    XCTAssertNil(PackageIdentity("../up")?.name)
    XCTAssertNil(PackageIdentity("a#../../b"))
    XCTAssertNil(PackageIdentity("a.b#"))
  }
}
