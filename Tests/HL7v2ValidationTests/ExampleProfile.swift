import HL7v2Validation
import XCTest

/// A profile of one message in the parts that NIST tools write, small enough to be read.
enum ExampleProfile {
  static let structure = """
    <ConformanceProfile ID="example" HL7Version="2.5.1">
      <MetaData Name="Example" OrgName="O" Version="1" Date="2025"/>
      <Messages>
        <Message ID="adt-a01" Identifier="ADT" Name="Admission" Type="ADT" Event="A01" StructID="ADT_A01" Description="">
          <Segment Ref="MSH_P" Usage="R" Min="1" Max="1"/>
          <Segment Ref="EVN_P" Usage="X" Min="0" Max="0"/>
          <Segment Ref="PID_P" Usage="R" Min="1" Max="1"/>
          <Group ID="visit" Name="VISIT" Usage="R" Min="1" Max="2">
            <Segment Ref="PV1_P" Usage="R" Min="1" Max="1"/>
            <Segment Ref="OBX_P" Usage="RE" Min="0" Max="*"/>
          </Group>
        </Message>
      </Messages>
      <Segments>
        <Segment ID="MSH_P" Name="MSH" Label="MSH_P" Version="2.5.1" Description="Header">
          \((1...12).map { field("f\($0)", $0 == 9 ? "MSG_P" : "ST_P", max: "1") }.joined())
        </Segment>
        <Segment ID="EVN_P" Name="EVN" Label="EVN_P" Version="2.5.1" Description="Event">\(field("event", "ST_P"))</Segment>
        <Segment ID="PID_P" Name="PID" Label="PID_P" Version="2.5.1" Description="Patient">
          \(field("set", "ST_P"))\(field("old id", "ST_P", usage: "X", max: "0"))\
    \(field("ids", "CX_P", usage: "R", min: "2", max: "3"))\(field("alternate", "ST_P"))\(field("name", "XPN_P", usage: "R"))\
    \(field("maiden", "ST_P"))\(field("birth", "TS_P"))\
    \(field("sex", "ST_P", more: "MinLength='1' MaxLength='3'"))\(field("alias", "ST_P"))\(field("race", "CE_P"))\
    \(field("address", "ST_P"))\(field("county", "ST_P", more: "ConfLength='4='"))
        </Segment>
        <Segment ID="PV1_P" Name="PV1" Label="PV1_P" Version="2.5.1" Description="Visit">
          \(field("set", "ST_P", more: "ConstantValue='1'"))\(field("class", "ST_P"))\(field("place", "ST_P", usage: "C"))
        </Segment>
        <Segment ID="OBX_P" Name="OBX" Label="OBX_P" Version="2.5.1" Description="Result">
          \(field("set", "ST_P"))\(field("type", "ST_P"))\(field("what", "CE_P"))\(field("sub", "ST_P"))\
    \(field("value", "ST_P"))\(field("units", "ST_P"))
          <DynamicMapping><Mapping Position="5" Reference="2"><Case Value="NM" Datatype="NM_P"/><Case Value="ST" Datatype="ST_P"/>\
    </Mapping></DynamicMapping>
        </Segment>
        <Segment ID="OBX_SLICE" Name="OBX" Label="OBX_SLICE" Version="2.5.1" Description="Result with a unit">
          \(field("set", "ST_P"))\(field("type", "ST_P"))\(field("what", "CE_P"))\(field("sub", "ST_P"))\
    \(field("value", "ST_P"))\(field("units", "ST_P", usage: "R"))
        </Segment>
      </Segments>
      <Datatypes>
        <Datatype ID="ST_P" Name="ST" Label="ST_P" Version="2.5.1" Description="String"/>
        <Datatype ID="NM_P" Name="NM" Label="NM_P" Version="2.5.1" Description="Number"/>
        <Datatype ID="TS_P" Name="TS" Label="TS_P" Version="2.5.1" Description="Time"/>
        <Datatype ID="XPN_P" Name="XPN" Label="XPN_P" Version="2.5.1" Description="Name">\(component("family", "R"))</Datatype>
        <Datatype ID="CX_P" Name="CX" Label="CX_P" Version="2.5.1" Description="Id">
          \(component("id", "R"))\(component("check", "O"))\(component("scheme", "O"))\(component("authority", "R"))
        </Datatype>
        <Datatype ID="CE_P" Name="CE" Label="CE_P" Version="2.5.1" Description="Code">
          \(component("code", "RE"))\(component("text", "O"))\(component("system", "O"))
        </Datatype>
        <Datatype ID="CE_SLICE" Name="CE" Label="CE_SLICE" Version="2.5.1" Description="Code with text">
          \(component("code", "R"))\(component("text", "R"))\(component("system", "O"))
        </Datatype>
        <Datatype ID="MSG_P" Name="MSG" Label="MSG_P" Version="2.5.1" Description="Kind">
          \(component("code", "R"))\(component("event", "R"))\(component("structure", "O"))
        </Datatype>
      </Datatypes>
    </ConformanceProfile>
    """

  private static func field(
    _ name: String, _ type: String, usage: String = "O", min: String = "0", max: String = "1", more: String = ""
  ) -> String {
    "<Field Name=\"\(name)\" Usage=\"\(usage)\" Datatype=\"\(type)\" Min=\"\(min)\" Max=\"\(max)\" \(more)/>\n"
  }

  private static func component(_ name: String, _ usage: String) -> String {
    "<Component Name=\"\(name)\" Usage=\"\(usage)\" Datatype=\"ST_P\" MinLength=\"NA\" MaxLength=\"NA\" ConfLength=\"NA\"/>\n"
  }

  static let predicates = """
    <ConformanceContext UUID="c"><Predicates><Datatype/><Segment><ByID ID="PV1_P">
      <Predicate Target="3[1]" TrueUsage="R" FalseUsage="X"><Description>inpatients have a place</Description>
        <Condition><AND><Presence Path="2[1]"/><PlainText Path="2[1]" Text="I" IgnoreCase="false"/></AND></Condition></Predicate>
    </ByID></Segment><Group/><Message/></Predicates><Constraints><Datatype/><Segment/><Group/><Message/></Constraints>
    </ConformanceContext>
    """

  static let valueSets = """
    <ValueSetLibrary ValueSetLibraryIdentifier="v"><ValueSetDefinitions Group="g" Order="1">
      <ValueSetDefinition BindingIdentifier="SEX" Name="Sex" Stability="Static" Extensibility="Closed" ContentDefinition="Extensional">
        <ValueElement Value="F" DisplayName="f" CodeSystem="S" Usage="R"/><ValueElement Value="M" DisplayName="m" CodeSystem="S" \
    Usage="P"/><ValueElement Value="X" DisplayName="x" CodeSystem="S" Usage="E"/></ValueSetDefinition>
      <ValueSetDefinition BindingIdentifier="RACE" Name="Race" Stability="Static" Extensibility="Closed" \
    ContentDefinition="Extensional"><ValueElement Value="W" DisplayName="w" CodeSystem="RACE" Usage="R"/></ValueSetDefinition>
    </ValueSetDefinitions></ValueSetLibrary>
    """

  static let bindings = """
    <ValueSetBindingsContext ID="b"><ValueSetBindings><Segment><ByID ID="PID_P">
      <ValueSetBinding BindingStrength="R" Target="8[*]"><BindingLocations><SimpleBindingLocation CodeLocation="."/>\
    </BindingLocations><Bindings><Binding BindingIdentifier="SEX"/></Bindings></ValueSetBinding>
      <ValueSetBinding BindingStrength="R" Target="10[*]"><BindingLocations>\
    <ComplexBindingLocation CodeLocation="1[1]" CodeSystemLocation="3[1]"/></BindingLocations>\
    <Bindings><Binding BindingIdentifier="RACE"/></Bindings></ValueSetBinding>
    </ByID></Segment></ValueSetBindings></ValueSetBindingsContext>
    """

  static let coConstraints = """
    <CoConstraintContext ID="cc"><ByMessage ID="adt-a01"><Context Name="VISIT" Path="4[*]"><Segment Name="OBX" Path="2[*]"><SimpleTable>
      <CoConstraintGroupId><IdPath Priority="1" Path="4[1]" Name="OBX-4"/></CoConstraintGroupId>
      <CoConstraint Usage="R" Min="1" Max="1"><Selectors>
        <Code Name="OBX-3" Path="3[1]" Code="W" CodeSystem="L"><BindingLocation Position="1" CodePath="1[1]" CodeSystemPath="3[1]"/></Code>
      </Selectors><Constraints><PlainText Name="OBX-6" Path="6[1]" Value="kg"/></Constraints></CoConstraint>
    </SimpleTable></Segment></Context></ByMessage></CoConstraintContext>
    """

  static func reader(_ parts: String..., name: String = "example") -> ProfileSetReader {
    let all = parts.isEmpty ? [structure, predicates, valueSets, bindings, coConstraints] : parts
    return ProfileSetReader(
      all.enumerated().map { .init(name: "part\($0.offset).xml", bytes: Array($0.element.utf8)) }, name: name)
  }
}
