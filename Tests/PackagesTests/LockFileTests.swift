import Definitions
import Packages
import XCTest

final class LockFileTests: XCTestCase {
  /// FIPS 180-4 examples, as published by NIST.
  func testSHA256() {
    XCTAssertEqual(SHA256.text([]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    XCTAssertEqual(SHA256.text(Array("abc".utf8)), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    XCTAssertEqual(
      SHA256.text(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    XCTAssertEqual(
      SHA256.text([UInt8](repeating: UInt8(ascii: "a"), count: 1000)),
      "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3")
  }

  func testPackagesAreLockedWithWhatTheyDependOn() throws {
    let cache = PackageFolder()
    try cache.add("example.a#1.0.0", dependencies: ["example.b": "1.0.x"], [])
    let changing = try cache.add("example.b#1.0.2", [PackageFolder.profile("http://example.org/P")])
    let request = DefinitionRequest(packages: ["example.a"])
    let lock = try cache.loader().lock(request)
    XCTAssertEqual(lock.packages.map(\.identity.description), ["example.a#1.0.0", "example.b#1.0.2"])
    let path = try cache.write(lock.text, to: "plumbline.lock")
    XCTAssertEqual(try LockFile.read(path), lock)
    XCTAssertNoThrow(try lock.check(try cache.loader().lock(request), name: path))
    try cache.write(PackageFolder.profile("http://example.org/Q"), to: changing + "/package/r0.json")
    XCTAssertThrowsError(try lock.check(try cache.loader().lock(request), name: path)) { error in
      XCTAssertEqual((error as? DefinitionError)?.diagnostic.ruleName, "package-lock-mismatch")
    }
  }

  func testBrokenLockFiles() throws {
    let cache = PackageFolder()
    for text in [
      "", "packages: {}", "plumbline-lock: 1\npackages: {x: {sha256: 1}}", "- a", "plumbline-lock: 1\npackages: {a#1: {}}",
    ] {
      let path = try cache.write(text, to: "broken.lock")
      XCTAssertThrowsError(try LockFile.read(path), text)
    }
    XCTAssertThrowsError(try LockFile.read(cache.path + "/none.lock"))
  }

  func testInstalledPackagesAreFoundAndKeepTheirSum() throws {
    let cache = PackageFolder()
    let other = PackageFolder()
    let source = try other.add("example.p#2.1.0", [PackageFolder.profile("http://example.org/P", version: "2.1.0")])
    try other.write("{}", to: source + "/package/example/e.json")
    for _ in 0..<2 {
      let installed = try PackageInstaller.install(source, in: cache.path)
      XCTAssertEqual(installed.identity.description, "example.p#2.1.0")
    }
    XCTAssertEqual(PackageCache(folders: [cache.path]).entries().map(\.identity.description), ["example.p#2.1.0"])
    let request = DefinitionRequest(packages: ["example.p"])
    XCTAssertEqual(try cache.loader().lock(request), try other.loader().lock(request))
  }
}
