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

extension ExtensionContextKind {
  init(_ kind: StructureDefinition.Context.Kind) {
    switch kind {
    case .fhirpath: self = .fhirpath
    case .element: self = .element
    case .extension: self = .extension
    }
  }
}

extension AdditionalBindingPurpose {
  init(_ purpose: AdditionalBinding.Purpose) {
    switch purpose {
    case .maximum: self = .maximum
    case .minimum: self = .minimum
    case .required: self = .required
    case .extensible: self = .extensible
    case .candidate: self = .candidate
    case .current: self = .current
    case .preferred: self = .preferred
    case .ui: self = .ui
    case .starter: self = .starter
    case .component: self = .component
    }
  }
}

extension AggregationModes {
  /// Modes that are not known allow nothing more.
  init(_ codes: [String]) {
    self = []
    for code in codes {
      switch code {
      case "contained": insert(.contained)
      case "referenced": insert(.referenced)
      case "bundled": insert(.bundled)
      default: break
      }
    }
  }
}

extension ReferenceVersioning {
  init(_ code: String?) {
    switch code {
    case "independent": self = .independent
    case "specific": self = .specific
    default: self = .either
    }
  }
}
