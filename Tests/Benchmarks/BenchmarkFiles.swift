import Glibc

/// The folder with the files to measure with.
struct BenchmarkFiles {
  let folder: String

  /// The bytes of a file, which is made first where it is missing.
  func bytes(_ name: String, _ make: () -> String) -> ContiguousArray<UInt8> {
    let path = folder + "/" + name
    if let bytes = read(path) { return bytes }
    let bytes = ContiguousArray(make().utf8)
    write(bytes, path)
    return bytes
  }

  private func read(_ path: String) -> ContiguousArray<UInt8>? {
    guard let file = unsafe fopen(path, "rb") else { return nil }
    defer { unsafe fclose(file) }
    var result = ContiguousArray<UInt8>()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      if count == 0 { return result }
      result.append(contentsOf: buffer[..<count])
    }
  }

  private func write(_ bytes: ContiguousArray<UInt8>, _ path: String) {
    guard let file = unsafe fopen(path, "wb") else {
      print("cannot write \(path)")
      exit(2)
    }
    defer { unsafe fclose(file) }
    // The buffer outlives the call.
    let written = unsafe bytes.withUnsafeBufferPointer { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
    guard written == bytes.count else {
      print("cannot write \(path)")
      exit(2)
    }
  }
}
