/// Synthetic files to measure with, in sizes that caches do not hide. All people in them are invented.
enum Corpus {
  /// Deterministic numbers, so that every run measures the same bytes.
  struct Numbers {
    var state: UInt64 = 0x5DEE_CE66
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  private static let families = ["Thistlewood", "Brackenbury", "Akande", "Wren", "Penhale", "Lindqvist", "Okafor", "Field"]
  private static let givens = ["Marnie", "Idris", "Zoë", "Tomasz", "Rosa", "Edmund", "Adaeze", "Tor"]

  /// FHIR NDJSON: patients, encounters and observations in the proportion of a hospital's extract.
  static func fhirLines(_ size: Int) -> String {
    var numbers = Numbers()
    var text = ""
    text.reserveCapacity(size + 4096)
    var record = 0
    while text.utf8.count < size {
      record += 1
      let person = "p\(record / 8)"
      switch record % 8 {
      case 0: text += patient(person, &numbers)
      case 1: text += encounter(record, person, &numbers)
      default: text += observation(record, person, &numbers)
      }
      text += "\n"
    }
    return text
  }

  private static func day(_ numbers: inout Numbers) -> String {
    let month = numbers.next(12) + 1
    let day = numbers.next(28) + 1
    return "20\(numbers.next(2) + 24)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  static func patient(_ id: String, _ numbers: inout Numbers) -> String {
    let family = families[numbers.next(8)]
    let given = givens[numbers.next(8)]
    return """
      {"resourceType":"Patient","id":"\(id)","meta":{"lastUpdated":"\(day(&numbers))T10:00:00.000+00:00"},"text":{"status":\
      "generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><p>\(given) \(family)</p></div>"},"identifier":[{"system":\
      "https://northmoor.example.nhs.uk/mrn","value":"\(numbers.next(900_000) + 100_000)"}],"name":[{"use":"official","family":\
      "\(family)","given":["\(given)"]}],"telecom":[{"system":"phone","value":"01632 960\(numbers.next(900) + 100)","use":"home"}],\
      "gender":"\(numbers.next(2) == 0 ? "female" : "male")","birthDate":"\(day(&numbers))","address":[{"line":["14 Harrow Lane"],\
      "city":"Northmoor","postalCode":"ZZ99 3VZ","country":"GB"}],"maritalStatus":{"text":"Married"},"multipleBirthBoolean":false}
      """
  }

  static func encounter(_ record: Int, _ person: String, _ numbers: inout Numbers) -> String {
    let date = day(&numbers)
    return """
      {"resourceType":"Encounter","id":"e\(record)","status":"finished","class":{"system":\
      "http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},"subject":{"reference":"Patient/\(person)"},"participant":[\
      {"individual":{"display":"Dr Adaeze Okafor"},"period":{"start":"\(date)T08:15:00+00:00"}}],"period":{"start":\
      "\(date)T08:15:00+00:00","end":"\(date)T19:00:00+00:00"},"location":[{"location":{"display":"Ward \(numbers.next(20))"}}]}
      """
  }

  static func observation(_ record: Int, _ person: String, _ numbers: inout Numbers) -> String {
    let date = day(&numbers)
    return """
      {"resourceType":"Observation","id":"o\(record)","status":"final","category":[{"coding":[{"system":\
      "http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}],"code":{"coding":[\
      {"system":"https://northmoor.example.nhs.uk/tests","code":"K","display":"Potassium"}],"text":"Potassium"},"subject":{\
      "reference":"Patient/\(person)"},"effectiveDateTime":"\(date)T09:05:00+00:00","issued":"\(date)T12:10:00.000+00:00",\
      "valueQuantity":{"value":\(numbers.next(3) + 3).\(numbers.next(90) + 10),"unit":"mmol/L","system":"http://unitsofmeasure.org",\
      "code":"mmol/L"}}
      """
  }

  /// An HL7 v2 feed of one ADT to three ORU messages, about 1 KB each.
  static func feed(_ size: Int) -> String {
    var numbers = Numbers()
    var text = ""
    text.reserveCapacity(size + 4096)
    var record = 0
    while text.utf8.count < size {
      record += 1
      let family = families[numbers.next(8)]
      let patient =
        "PID|1||\(numbers.next(900_000) + 100_000)^^^RNX^MR||\(family)^\(givens[numbers.next(8)])^^^Mrs^^L||19840229|F|||"
        + "14 Harrow Lane^^Northmoor^Northshire^ZZ99 3VZ^GBR^H||01632 960123^PRN^PH\r"
      let visit = "PV1|1|I|WARD7^BAY2^BED11^RNX||||C1234567^Okafor^Adaeze^^^Dr^^^GMC|||100|||||||||SP\(record)^^^RNX^VN\r"
      let isAdmission = record % 4 == 0
      text += "MSH|^~\\&|PASNORTH|RNX|TIE|RNX|20260110083015||\(isAdmission ? "ADT^A01" : "ORU^R01")|NM\(record)|P|2.4\r"
      if isAdmission {
        text += "EVN|A01|20260110083015\r" + patient + "PD1|||Willow Green Surgery^^Y06601\r" + visit
        continue
      }
      text += patient + visit + "ORC|RE|ORD\(record)|LAB\(record)||CM||||20260110091000\r"
      text +=
        "OBR|1|ORD\(record)|LAB\(record)|UE^Urea and electrolytes^LOCAL|||20260110090500|||||||20260110093000||||||||||CH|F\r"
      for item in 1...6 {
        text += "OBX|\(item)|NM|T\(item)^Analyte \(item)^LOCAL||\(numbers.next(200)).\(numbers.next(10))|mmol/L|3.5 - 5.3|H|||F\r"
        text += "NTE|1||Synthetic comment number \(numbers.next(1000)) on this result\r"
      }
    }
    return text
  }

  /// A table of 30 columns, every third cell quoted.
  static func table(_ size: Int) -> String {
    var numbers = Numbers()
    var text = (1...30).map { "COLUMN_\($0)" }.joined(separator: "|") + "\r\n"
    text.reserveCapacity(size + 4096)
    while text.utf8.count < size {
      for column in 1...30 {
        if column > 1 { text += "|" }
        switch column % 3 {
        case 0: text += "\"\(families[numbers.next(8)])\""
        case 1: text += "\(numbers.next(1_000_000))"
        default: text += "2026-01-1\(numbers.next(10))"
        }
      }
      text += "\r\n"
    }
    return text
  }

  /// One FHIR XML bundle.
  static func bundleXML(_ size: Int) -> String {
    var numbers = Numbers()
    var text = "<Bundle xmlns=\"http://hl7.org/fhir\">\n  <type value=\"collection\"/>\n"
    text.reserveCapacity(size + 4096)
    var record = 0
    while text.utf8.count < size {
      record += 1
      text += """
          <entry>
            <fullUrl value="https://northmoor.example.nhs.uk/Observation/o\(record)"/>
            <resource>
              <Observation>
                <id value="o\(record)"/>
                <status value="final"/>
                <code>
                  <coding>
                    <system value="https://northmoor.example.nhs.uk/tests"/>
                    <code value="K"/>
                  </coding>
                  <text value="Potassium &amp; more"/>
                </code>
                <subject>
                  <reference value="Patient/p\(record / 8)"/>
                </subject>
                <effectiveDateTime value="\(day(&numbers))T09:05:00+00:00"/>
                <valueQuantity>
                  <value value="\(numbers.next(9)).\(numbers.next(90) + 10)"/>
                  <unit value="mmol/L"/>
                </valueQuantity>
              </Observation>
            </resource>
          </entry>

        """
    }
    return text + "</Bundle>\n"
  }

  private static let vaccinationColumns = [
    "NHS_NUMBER", "PERSON_FORENAME", "PERSON_SURNAME", "PERSON_DOB", "PERSON_GENDER_CODE", "PERSON_POSTCODE", "DATE_AND_TIME",
    "SITE_CODE", "SITE_CODE_TYPE_URI", "UNIQUE_ID", "UNIQUE_ID_URI", "ACTION_FLAG", "PERFORMING_PROFESSIONAL_FORENAME",
    "PERFORMING_PROFESSIONAL_SURNAME", "RECORDED_DATE", "PRIMARY_SOURCE", "VACCINATION_PROCEDURE_CODE",
    "VACCINATION_PROCEDURE_TERM", "DOSE_SEQUENCE", "VACCINE_PRODUCT_CODE", "VACCINE_PRODUCT_TERM", "VACCINE_MANUFACTURER",
    "BATCH_NUMBER", "EXPIRY_DATE", "SITE_OF_VACCINATION_CODE", "SITE_OF_VACCINATION_TERM", "ROUTE_OF_VACCINATION_CODE",
    "ROUTE_OF_VACCINATION_TERM", "DOSE_AMOUNT", "DOSE_UNIT_CODE", "DOSE_UNIT_TERM", "INDICATION_CODE", "LOCATION_CODE",
    "LOCATION_CODE_TYPE_URI",
  ]

  /// A vaccination batch.
  static func vaccinations(_ size: Int) -> String {
    var numbers = Numbers()
    var text = vaccinationColumns.map { "\"\($0)\"" }.joined(separator: "|") + "\r\n"
    var row = 0
    while text.utf8.count < size {
      row += 1
      let cells = [
        "", givens[numbers.next(8)], families[numbers.next(8)], "19840229", "2", "ZZ99 3VZ", "20251014T10300001", "RNX",
        "https://fhir.nhs.uk/Id/ods-organization-code", "nm-\(row)", "https://northmoor.example.nhs.uk/vaccinations", "NEW",
        "Adaeze",
        "Okafor", "20251014", "TRUE", "884861000000100", "Flu vaccination", "1", "34680411000001107", "Sample flu vaccine",
        "Example Pharma", "EX-\(numbers.next(9000) + 1000)", "20261231", "368208006", "Left arm", "78421000", "Into muscle",
        "0.50",
        "258773002", "mL", "443684005", "RNX01", "https://fhir.nhs.uk/Id/ods-site-code",
      ]
      text += cells.map { "\"\($0)\"" }.joined(separator: "|") + "\r\n"
    }
    return text
  }
}
