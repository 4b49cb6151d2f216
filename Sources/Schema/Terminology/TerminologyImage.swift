// The terminology tables in an image.

extension CodeSystemRecord: ImageRecord {
  static var fields: [ImageField<CodeSystemRecord>] {
    [
      ImageField(\.url), ImageField(\.version), ImageField(\.supplements), ImageField(\.valueSet), ImageField(\.content),
      ImageField(\.flags), ImageField(\.firstCode), ImageField(\.codeCount),
    ]
  }
}

extension CodeRecord: ImageRecord {
  static var fields: [ImageField<CodeRecord>] {
    [
      ImageField(\.code), ImageField(\.display), ImageField(\.parent), ImageField(\.firstFact), ImageField(\.propertyCount),
      ImageField(\.designationCount), ImageField(\.flags),
    ]
  }
}

extension CodeFactRecord: ImageRecord {
  static var fields: [ImageField<CodeFactRecord>] { [ImageField(\.name), ImageField(\.value)] }
}

extension ValueSetComponentRecord: ImageRecord {
  static var fields: [ImageField<ValueSetComponentRecord>] {
    [
      ImageField(\.system), ImageField(\.version), ImageField(\.flags), ImageField(\.firstMember), ImageField(\.memberCount),
      ImageField(\.firstFilter), ImageField(\.filterCount), ImageField(\.importCount), ImageField(\.firstImport),
    ]
  }
}

extension ValueSetMemberRecord: ImageRecord {
  static var fields: [ImageField<ValueSetMemberRecord>] { [ImageField(\.code), ImageField(\.display)] }
}

extension ValueSetFilterRecord: ImageRecord {
  static var fields: [ImageField<ValueSetFilterRecord>] {
    [ImageField(\.property), ImageField(\.operation), ImageField(\.value)]
  }
}

extension ImageReader {
  func terminology() throws(SchemaImageError) -> TerminologyTables {
    var tables = TerminologyTables()
    tables.codeSystems = try records(.codeSystems)
    tables.codes = try records(.codes)
    tables.codeFacts = try records(.codeFacts)
    tables.valueSetOrder = try records(.valueSetOrder)
    tables.components = try records(.components)
    tables.members = try records(.members)
    tables.filters = try records(.filters)
    tables.imports = try records(.imports)
    return tables
  }
}

extension ImageWriter {
  mutating func add(_ tables: TerminologyTables) {
    add(.codeSystems, tables.codeSystems)
    add(.codes, tables.codes)
    add(.codeFacts, tables.codeFacts)
    add(.valueSetOrder, tables.valueSetOrder)
    add(.components, tables.components)
    add(.members, tables.members)
    add(.filters, tables.filters)
    add(.imports, tables.imports)
  }
}
