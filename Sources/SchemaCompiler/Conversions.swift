import Definitions
import Schema

// From the words of definitions to the numbers of the schema.

extension TypeKind {
  init(_ kind: StructureDefinition.Kind) {
    switch kind {
    case .primitiveType: self = .primitive
    case .complexType: self = .complex
    case .resource: self = .resource
    case .logical: self = .logical
    }
  }
}

extension BindingStrength {
  init(_ strength: Binding.Strength) {
    switch strength {
    case .required: self = .required
    case .extensible: self = .extensible
    case .preferred: self = .preferred
    case .example: self = .example
    }
  }
}

extension SlicingRules {
  init(_ rules: Slicing.Rules) {
    switch rules {
    case .closed: self = .closed
    case .open: self = .open
    case .openAtEnd: self = .openAtEnd
    }
  }
}

extension DiscriminatorKind {
  init(_ kind: Slicing.Discriminator.Kind) {
    switch kind {
    case .value: self = .value
    case .exists: self = .exists
    case .pattern: self = .pattern
    case .type: self = .type
    case .profile: self = .profile
    }
  }
}
