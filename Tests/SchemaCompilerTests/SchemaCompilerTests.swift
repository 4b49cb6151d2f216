import SchemaCompiler
import XCTest
