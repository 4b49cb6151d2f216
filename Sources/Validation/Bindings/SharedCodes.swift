import Diagnostics
import Schema
import SourceTree
import Terminology

/// What the passes of one worker share about codes.
struct SharedCodes {
  let memory: CodeMemory
  let names: CodeNames
  let undecided = UndecidedCodes()
  let open = OpenQuestions()
  let mended: MendedBindings

  init(_ context: ValidationContext) {
    memory = CodeMemory(context)
    names = CodeNames(context.schema)
    mended = MendedBindings(context.schema)
  }

  func startRecord() {
    memory.startRecord()
    undecided.startRecord()
    open.removeAll()
  }
}

/// The names and types that hold codes.
struct CodeNames: Sendable {
  let system, version, code, display, coding, `extension`, language: UInt32
  let codingType, codeableConceptType: TypeID

  init(_ schema: Schema) {
    func symbol(_ name: String) -> UInt32 { schema.seed.symbol(name)?.rawValue ?? .max - 1 }
    system = symbol("system")
    version = symbol("version")
    code = symbol("code")
    display = symbol("display")
    coding = symbol("coding")
    `extension` = symbol("extension")
    language = symbol("language")
    codingType = schema.type(named: "Coding") ?? .none
    codeableConceptType = schema.type(named: "CodeableConcept") ?? .none
  }

  /// The members of a Coding or Quantity; ``NodeID/none`` for those that are not there or no text.
  struct Parts {
    var system = NodeID.none
    var version = NodeID.none
    var code = NodeID.none
    var display = NodeID.none
  }

  func parts(of coding: NodeID, _ document: borrowing SourceDocument, _ record: TypedNodes) -> Parts {
    var parts = Parts()
    let node = document[coding]
    guard node.kind == .object else { return parts }
    var child = coding.rawValue + 1
    while child < node.end {
      let entry = document.nodes[Int(child)]
      if entry.isText {
        let symbol = record.symbol(entry.name)
        if symbol == system {
          parts.system = NodeID(child)
        } else if symbol == code {
          parts.code = NodeID(child)
        } else if symbol == display {
          parts.display = NodeID(child)
        } else if symbol == version {
          parts.version = NodeID(child)
        }
      }
      child = entry.end
    }
    return parts
  }
}

/// What could not be decided of a record: gathered, so that it is said once for each system and not for each code.
final class UndecidedCodes {
  struct Note {
    var reason: Undecided
    var node: NodeID
    var element: UInt32
    var valueSet: ValueSetID
    var count: Int
    /// What somebody who was asked said to it.
    var answer: String?
  }

  private(set) var notes: [Note] = []
  /// Why there was no answer from somebody who was asked, and where that was first so.
  private(set) var failure: (text: String, node: NodeID)?

  func startRecord() {
    if !notes.isEmpty { notes.removeAll(keepingCapacity: true) }
    failure = nil
  }

  func noteFailure(_ text: String, _ node: NodeID) { if failure == nil { failure = (text, node) } }

  func note(_ reason: Undecided, _ node: NodeID, _ demand: BindingDemand?, answer: String? = nil) {
    let subject = UndecidedCodes.subject(reason)
    for index in notes.indices where UndecidedCodes.subject(notes[index].reason) == subject {
      if demand == nil { notes[index].count += 1 }
      return
    }
    notes.append(
      Note(
        reason: reason, node: node, element: demand?.element ?? Finding.noDefinition, valueSet: demand?.valueSet ?? .none,
        count: 1, answer: answer))
  }

  /// What a reason is about: a system or a value set.
  static func subject(_ reason: Undecided) -> String {
    switch reason {
    case .unknownSystem(let url), .partialSystem(let url), .missingValueSet(let url), .withheld(let url), .circular(let url):
      url
    case .filter(let system, _): system
    }
  }
}
