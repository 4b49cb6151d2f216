import Reporting
import XCTest

final class MessageTemplateTests: XCTestCase {
  func testPlaceholdersAreFilled() {
    XCTAssertEqual(MessageTemplate.fill("`{name}` is {value}{") { $0.uppercased() }, "`NAME` is VALUE{")
  }

  func testOtherBracesAreText() {
    XCTAssertEqual(MessageTemplate.fill("[A-Z]{2} {} {Name} {name") { _ in "x" }, "[A-Z]{2} {} {Name} {name")
    XCTAssertEqual(MessageTemplate.placeholders(in: "{name} {2} {value}"), ["name", "value"])
  }
}
