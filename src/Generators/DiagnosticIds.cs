using Starface.Policy.Rules;

namespace Starface.Generators;

/// <summary>The ids of all diagnostics; each has a page under docs/diagnostics.</summary>
internal static class DiagnosticIds
{
    /// <summary>Class is not partial.</summary>
    public const string NotPartial = "SFP1001";

    /// <summary>Class cannot be completed.</summary>
    public const string CannotBeCompleted = "SFP1002";

    /// <summary>Member in the way of a generated one.</summary>
    public const string MemberInTheWay = "SFP1003";

    /// <summary>Malformed id.</summary>
    public const string MalformedId = "SFP1004";

    /// <summary>Duplicate id.</summary>
    public const string DuplicateId = "SFP1005";

    /// <summary>Attribute without effect.</summary>
    public const string AttributeWithoutEffect = "SFP1006";

    /// <summary>Port out of range.</summary>
    public const string PortOutOfRange = "SFP1010";

    /// <summary>Inverted port range.</summary>
    public const string InvertedPortRange = "SFP1011";

    /// <summary>Malformed port text.</summary>
    public const string MalformedPortText = "SFP1012";

    /// <summary>Ports do not fit the protocol.</summary>
    public const string PortsDoNotFitProtocol = "SFP1013";

    /// <summary>Ports given twice.</summary>
    public const string PortsGivenTwice = "SFP1014";

    /// <summary>Unknown protocol.</summary>
    public const string UnknownProtocol = "SFP1015";

    /// <summary>Malformed prefix or address.</summary>
    public const string MalformedPrefix = "SFP1020";

    /// <summary>Malformed host name.</summary>
    public const string MalformedHostName = "SFP1021";

    /// <summary>Malformed PBX version.</summary>
    public const string MalformedPbxVersion = "SFP1022";

    /// <summary>Since after Until.</summary>
    public const string SinceAfterUntil = "SFP1023";

    /// <summary>Malformed setting name.</summary>
    public const string MalformedSettingName = "SFP1024";

    /// <summary>Type is no service.</summary>
    public const string NotAService = "SFP1030";

    /// <summary>Allow names no peer group.</summary>
    public const string NotAPeerGroup = "SFP1031";

    /// <summary>Peer groups of one name.</summary>
    public const string PeerGroupsOfOneName = "SFP1032";

    /// <summary>Setting with two defaults.</summary>
    public const string SettingWithTwoDefaults = "SFP1033";

    /// <summary>Peer group missing.</summary>
    public const string PeerGroupMissing = "SFP1034";

    /// <summary>Peer group without use.</summary>
    public const string PeerGroupWithoutUse = "SFP1035";

    /// <summary>Repeated allowance.</summary>
    public const string RepeatedAllowance = "SFP1036";

    /// <summary>Malformed peer.</summary>
    public const string MalformedPeerLiteral = "SFP1040";

    /// <summary>Malformed prefix or address in code.</summary>
    public const string MalformedPrefixLiteral = "SFP1041";

    /// <summary>Malformed ports in code.</summary>
    public const string MalformedPortsLiteral = "SFP1042";

    /// <summary>Malformed PBX version in code.</summary>
    public const string MalformedVersionLiteral = "SFP1043";

    /// <summary>Malformed name of a pinned host.</summary>
    public const string MalformedPinnedHost = "SFP1044";

    /// <summary>Setting out of range.</summary>
    public const string SettingOutOfRange = "SFP1045";

    /// <summary>Requirement covered by another.</summary>
    public const string CoveredRequirement = FindingIds.CoveredRequirement;

    /// <summary>Requirement covered by several others.</summary>
    public const string CoveredByUnion = FindingIds.CoveredByUnion;

    /// <summary>Allow adds nothing.</summary>
    public const string RedundantAllowance = FindingIds.RedundantAllowance;

    /// <summary>Two settings claim one port.</summary>
    public const string SettingsClaimOnePort = FindingIds.SettingsClaimOnePort;

    /// <summary>Needed service is not allowed.</summary>
    public const string MissingService = FindingIds.MissingCompanion;

    /// <summary>TLS version that the vendor excludes.</summary>
    public const string OutdatedTls = FindingIds.OutdatedTls;

    /// <summary>Policy mixes viewpoints.</summary>
    public const string MixedViewpoints = FindingIds.MixedViewpoints;

    /// <summary>Service requires nothing.</summary>
    public const string NothingRequired = FindingIds.NothingRequired;

    /// <summary>Service has no rows for the version.</summary>
    public const string NoRequirementForVersion = FindingIds.NoRequirementForVersion;

    /// <summary>Service that the catalog has.</summary>
    public const string RepeatedService = FindingIds.RepeatedService;

    /// <summary>Unencrypted port open to everyone.</summary>
    public const string UnencryptedFromAnywhere = FindingIds.UnencryptedFromAnywhere;

    /// <summary>Management port open to everyone.</summary>
    public const string ManagementFromAnywhere = FindingIds.ManagementFromAnywhere;

    /// <summary>Signalling or provisioning open to everyone.</summary>
    public const string TollFraud = FindingIds.TollFraud;

    /// <summary>Every port or protocol.</summary>
    public const string EveryPort = FindingIds.EveryPort;

    /// <summary>Range wider than documented.</summary>
    public const string WiderThanDocumented = FindingIds.WiderThanDocumented;

    /// <summary>Reason says nothing.</summary>
    public const string NoReason = FindingIds.NoReason;

    /// <summary>Malformed expiry date.</summary>
    public const string MalformedExpiry = "SFP3007";

    /// <summary>Too many rules for a cloud.</summary>
    public const string QuotaExceeded = FindingIds.QuotaExceeded;

    /// <summary>Requirement that a cloud cannot express.</summary>
    public const string NotExpressible = FindingIds.NotExpressible;

    /// <summary>Source that no description carries.</summary>
    public const string UnreadableSource = FindingIds.UnreadableSource;

    /// <summary>Names that configuration cannot tell apart.</summary>
    public const string NamesCollide = FindingIds.NamesCollide;
}
