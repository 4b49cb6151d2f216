import EmbeddedDefinitions
import FHIRPath
import Schema
import XCTest

final class FHIRPathRulesTests: XCTestCase {
  func testWrongAndRightExamples() {
    for rule in FHIRPathRules.all {
      XCTAssertFalse(rule.wrong.isEmpty, rule.id)
      for example in rule.wrong {
        XCTAssertEqual(Evaluation.run(example.text, checks: true), rule.id, example.text)
      }
      for example in rule.right {
        XCTAssertFalse(Evaluation.run(example.text, checks: true).hasPrefix("FPATH"), "\(rule.id): \(example.text)")
      }
    }
  }

  func testProblemsHaveTheirPlace() throws {
    XCTAssertThrowsError(try FHIRPathCompiler.compile("name.exist()", model: Evaluation.typed)) { error in
      XCTAssertEqual((error as? ExpressionProblem)?.range, 5..<10)
      XCTAssertEqual((error as? ExpressionProblem)?.message, "there is no function `exist`")
    }
    let program = try FHIRPathCompiler.compile("name.where(given1 = 'x')", model: Evaluation.typed)
    let problems = FHIRPathChecker.check(program, context: "Patient", model: Evaluation.typed)
    XCTAssertEqual(problems.map(\.range), [11..<17])
    XCTAssertEqual(problems.first?.message, "`HumanName` has no element `given1`")
  }

  func testAllInvariantsCompileAndFitTheirTypes() throws {
    let schema = try XCTUnwrap(Evaluation.schema)
    XCTAssertGreaterThan(schema.tables.constraints.count, 400)
    for constraint in schema.tables.constraints {
      let expression = schema.string(constraint.expression)
      XCTAssertNoThrow(try FHIRPathCompiler.compile(expression, model: Evaluation.typed), expression)
    }
  }

  func testUnitsOfTheTableAreAllUnderstood() {
    let text = Evaluation.unitsText()
    let rows = text.split(separator: UInt8(ascii: "\n")).filter { !$0.starts(with: Array("prefix".utf8)) }
    XCTAssertGreaterThan(rows.count, 300)
    for row in rows {
      let code = String(decoding: row.split(separator: UInt8(ascii: "\t"))[1], as: UTF8.self)
      XCTAssertNotNil(Evaluation.units.unit(code), code)
    }
    for code in ["mg/dL", "10*9/L", "mm[Hg]", "{score}", "kg.m/s2", "1/min", "m[H2O]", "ug/(24.h)"] {
      XCTAssertNotNil(Evaluation.units.unit(code), code)
    }
    for code in ["", "year", "mg/", "kg..m", "(kg", "furlong/h", "ä"] { XCTAssertNil(Evaluation.units.unit(code), code) }
  }
}
