import Definitions
import Schema

/// Compiles value sets and code systems alone: for those that a record brings along, or that are loaded beside a schema.
public enum TerminologyCompiler {
  public static func compile(valueSets: [ValueSet], codeSystems: [CodeSystem]) -> Schema {
    var package = Package(name: "", version: "")
    package.valueSets = valueSets
    package.codeSystems = codeSystems
    let definitions = DefinitionSet([package])
    var builder = TableBuilder()
    var compiler = ValueSetCompiler(definitions)
    compiler.addTables(to: &builder)
    CodeSystemCompiler.addTables(definitions.allCodeSystems, to: &builder)
    return Schema(builder.tables)
  }
}
