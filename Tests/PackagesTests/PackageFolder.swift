import Definitions
import Foundation
import Packages

/// A package cache in a temporary folder.
final class PackageFolder {
  let path = NSTemporaryDirectory() + "plumbline-packages-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a package as the cache keeps it.
  @discardableResult
  func add(_ identity: String, dependencies: [String: String] = [:], _ resources: [String]) throws -> String {
    let parts = identity.split(separator: "#").map(String.init)
    let folder = path + "/" + identity
    let list = dependencies.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
    try write(
      #"{"name":"\#(parts[0])","version":"\#(parts[1])","fhirVersions":["4.0.1"],"dependencies":{\#(list)}}"#,
      to: folder + "/package/package.json")
    for (index, resource) in resources.enumerated() { try write(resource, to: folder + "/package/r\(index).json") }
    return folder
  }

  @discardableResult
  func write(_ text: String, to file: String) throws -> String {
    let full = file.hasPrefix("/") ? file : path + "/" + file
    try FileSystem.write(Array(text.utf8), to: full)
    return full
  }

  func loader(images: Bool = false) -> DefinitionLoader {
    DefinitionLoader(.init(packageFolders: [path], imageFolder: images ? path + "/images" : nil))
  }

  /// A profile on Patient that demands a birth date, or something else.
  static func profile(
    _ url: String, version: String = "1.0.0", base: String = "http://hl7.org/fhir/StructureDefinition/Patient",
    element: String = #"{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}"#
  ) -> String {
    let name = url.split(separator: "/").last ?? "P"
    return #"""
      {"resourceType":"StructureDefinition","id":"\#(name)","url":"\#(url)","version":"\#(version)","name":"\#(name)","kind":"resource",
       "abstract":false,"type":"Patient","baseDefinition":"\#(base)","derivation":"constraint","differential":{"element":[\#(element)]}}
      """#
  }
}
