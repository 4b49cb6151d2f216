import Batch
import CSVSyntax
import Definitions
import Diagnostics
import FHIRModel
import FHIRPath
import HL7v2Model
import HL7v2Syntax
import HL7v2Validation
import HL7v2XML
import JSONSyntax
import Mapping
import SchemaCompiler
import Validation
import XMLSyntax
import YAMLSyntax

/// Every rule and every phrase of the product, module by module.
public enum ProductRules {
  /// All rules, for reports and for `plumbline explain`. Made on first use.
  public static let registry = RuleRegistry([
    MessageRules.all, MessageProfileRules.all, ProfileImportRules.all,
    LimitRules.all, InputRules.all, JSONRules.all, XMLRules.all, HL7v2SyntaxRules.all,
    HL7v2ModelRules.all, FHIRFormRules.all, CSVRules.all, ValidationRules.all, InvariantRules.all, ConformanceRules.all,
    ExtensionRules.all, TerminologyRules.all, MapRules.all, ReverseRules.all, V2XMLRules.all,
    BundleRules.all, ReferenceRules.all, QuestionnaireRules.all, MeasureRules.all, ElementRules.all,
    VaccinationRules.all,
    ProfileRules.all, SnapshotRules.all, YAMLRules.all,
    DefinitionsRules.all, FHIRPathRules.all,
    NHSRules.all,
    SecurityRules.all, DefinitionRules.all, NarrativeLinkRules.all,
  ])

  /// All phrases. Made on first use.
  public static let phrases = PhraseTable(phraseFamilies)

  static var phraseFamilies: [[Phrase]] {
    [
      JSONRules.phrases, XMLRules.phrases, YAMLRules.phrases, ValidationRules.phrases, ConformanceRules.phrases,
      TerminologyRules.phrases,
      VaccinationRules.phrases,
    ]
  }
}
