import Diagnostics

/// The invariants of the base that are checked by hand, on the walk or in a pass, and with places of their own, so that they are not
/// evaluated as expressions. A test runs both over many records, right and wrong, and compares.
enum WalkedInvariants {
  /// The key of the invariant, and the rules that stand for it.
  static let table: [(key: String, rules: [Rule])] = [
    ("ele-1", [ValidationRules.emptyObject, ValidationRules.onlyID]),
    ("ext-1", [ValidationRules.extensionTwofold, ValidationRules.extensionEmpty]),
    (
      "txt-1",
      [
        ValidationRules.narrativeNotWellFormed, ValidationRules.narrativeRoot, ValidationRules.narrativeNamespace,
        ValidationRules.narrativeElement, ValidationRules.narrativeAttribute, ValidationRules.narrativeEntity,
      ]
    ),
    ("txt-2", [ValidationRules.narrativeEmpty]),
    ("dom-2", [ValidationRules.containedInContained]),
    ("dom-3", [ReferenceRules.containedUnused, ValidationRules.containedWithoutID]),
    ("dom-4", [ValidationRules.containedMeta]),
    ("dom-5", [ValidationRules.containedMeta]),
    ("bdl-3", [ValidationRules.entryRequestMissing, ValidationRules.entryRequestUnexpected]),
    ("bdl-4", [ValidationRules.entryResponseMissing, ValidationRules.entryResponseUnexpected]),
    ("bdl-7", [ValidationRules.fullURLRepeated]),
    ("bdl-8", [BundleRules.fullURLVersioned]),
    ("bdl-11", [ValidationRules.documentFirstEntry]),
    ("bdl-12", [ValidationRules.messageFirstEntry]),
    ("que-12", [QuestionnaireRules.behaviorMissing]),
    ("ref-1", [ValidationRules.localReferenceUnresolved]),
  ]

  private static let keys = Set(table.map(\.key))

  static func contains(_ key: String) -> Bool { keys.contains(key) }
}
