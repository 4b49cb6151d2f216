extension Corpus {
  /// One transaction in the manner of a synthetic patient's whole record: entries that refer to one another by `urn:uuid`.
  static func bundle(_ size: Int) -> String {
    var numbers = Numbers()
    var text = #"{"resourceType":"Bundle","type":"transaction","entry":["#
    text.reserveCapacity(size + 4096)
    text += entry(0, "Patient", patient(uuid(0), &numbers))
    var last = 0
    while text.utf8.count < size {
      let visit = last + 1
      text += "," + entry(visit, "Encounter", visitJSON(visit, &numbers))
      text += "," + entry(visit + 1, "Condition", condition(visit + 1, visit: visit))
      for item in 2...9 { text += "," + entry(visit + item, "Observation", result(visit + item, visit: visit, &numbers)) }
      last = visit + 9
    }
    return text + "]}"
  }

  private static func uuid(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "0f0e0d0c-0b0a-4908-8706-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private static func entry(_ number: Int, _ type: String, _ resource: String) -> String {
    #"{"fullUrl":"urn:uuid:\#(uuid(number))","resource":\#(resource),"request":{"method":"POST","url":"\#(type)"}}"#
  }

  private static func visitJSON(_ number: Int, _ numbers: inout Numbers) -> String {
    let hour = numbers.next(10) + 10
    return """
      {"resourceType":"Encounter","id":"\(uuid(number))","status":"finished","class":{"system":\
      "http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"type":[{"text":"General examination"}],"subject":{\
      "reference":"urn:uuid:\(uuid(0))","display":"Ms Rosa Wren"},"period":{"start":"2025-03-04T\(hour):15:00+00:00","end":\
      "2025-03-04T\(hour):30:00+00:00"},"serviceProvider":{"display":"Willow Green Surgery"}}
      """
  }

  private static func condition(_ number: Int, visit: Int) -> String {
    """
    {"resourceType":"Condition","id":"\(uuid(number))","clinicalStatus":{"coding":[{"system":\
    "http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"verificationStatus":{"coding":[{"system":\
    "http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},"code":{"text":"Hay fever"},"subject":{\
    "reference":"urn:uuid:\(uuid(0))"},"encounter":{"reference":"urn:uuid:\(uuid(visit))"},"recordedDate":"2025-03-04"}
    """
  }

  private static func result(_ number: Int, visit: Int, _ numbers: inout Numbers) -> String {
    """
    {"resourceType":"Observation","id":"\(uuid(number))","status":"final","category":[{"coding":[{"system":\
    "http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}],"code":{"coding":[\
    {"system":"https://northmoor.example.nhs.uk/tests","code":"NA","display":"Sodium"}],"text":"Sodium"},"subject":{"reference":\
    "urn:uuid:\(uuid(0))"},"encounter":{"reference":"urn:uuid:\(uuid(visit))"},"effectiveDateTime":"2025-03-04T10:20:00+00:00",\
    "issued":"2025-03-04T10:20:00.000+00:00","valueQuantity":{"value":\(numbers.next(20) + 130),"unit":"mmol/L","system":\
    "http://unitsofmeasure.org","code":"mmol/L"}}
    """
  }
}
