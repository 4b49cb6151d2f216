import Diagnostics

/// The rules for national identifiers, codes and lists of the United Kingdom: 5500 to 5599. Values never stand in their messages.
public enum NHSRules {
  public static let all: [Rule] = persons + organisations + records
}
