import Reporting
import XCTest

final class ValueMaskTests: XCTestCase {
  func testTheShapeStays() {
    XCTAssertEqual(ValueMask.mask("O'Brien, Mary-Anne 1980-02-30"), "X'Xxxxx, Xxxx-Xxxx 9999-99-99")
  }

  func testEveryScriptIsHidden() {
    XCTAssertEqual(ValueMask.mask("Zoë Łukasz 王小明"), "Xxx Xxxxxx xxx")
    XCTAssertEqual(ValueMask.mask("٣٤"), "xx")
  }
}
