/// Tables of what segments of a group must hold together.
public struct CoConstraintContext: Sendable {
  public struct Target: Sendable {
    public var path: ElementPath
    public var name: String
    public var tables: [CoConstraintTable]
  }

  public var path: ElementPath
  public var targets: [Target]
}

public struct CoConstraintTable: Sendable {
  /// Of the group; where it does not hold the table does not count.
  public var condition: Assertion?
  /// Where the value is that ties segments together, the first that there is.
  public var groupPaths: [ElementPath]
  public var rows: [CoConstraint]
  public var groups: [CoConstraintGroup]
}

/// A row: the segments that meet the selectors must be so many, and meet the cells.
public struct CoConstraint: Sendable {
  public var demand: CoConstraintDemand
  public var selectors: [CoConstraintCell]
  public var cells: [CoConstraintCell]
}

public struct CoConstraintGroup: Sendable {
  public var name: String
  public var demand: CoConstraintDemand
  public var primary: CoConstraint
  public var rows: [CoConstraint]
}

public struct CoConstraintDemand: Sendable {
  public var isRequired: Bool
  public var minimum: Int
  public var maximum: Int?

  func includes(_ count: Int) -> Bool { minimum <= count && (maximum.map { count <= $0 } ?? true) }
}

/// What a part of the segment holds.
public struct CoConstraintCell: Sendable {
  public enum Content: Sendable {
    case text(String)
    /// Any of the bindings will do.
    case bound([Binding])
  }

  public var name: String
  public var path: ElementPath
  public var content: Content
}
