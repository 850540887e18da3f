using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Starface.Generators.Diagnostics;

/// <summary>The diagnostics: title, message, severity and the page that explains them.</summary>
internal static class Descriptors
{
    private const string Form = "Form";
    private const string Meaning = "Meaning";
    private const string Exposure = "Exposure";
    private const string Clouds = "Clouds";

    /// <summary>Class is not partial.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        DiagnosticIds.NotPartial, "Class is not partial", "'{0}' has to be partial, because the generator completes {1}; write 'partial {2}'", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.NotPartial));

    /// <summary>Class cannot be completed.</summary>
    public static readonly DiagnosticDescriptor CannotBeCompleted = new(
        DiagnosticIds.CannotBeCompleted, "Class cannot be completed", "'{0}' cannot be completed: {1}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.CannotBeCompleted));

    /// <summary>Member in the way of a generated one.</summary>
    public static readonly DiagnosticDescriptor MemberInTheWay = new(
        DiagnosticIds.MemberInTheWay, "Member in the way of a generated one", "'{0}' cannot be completed: the generator adds a member '{1}', but {2}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MemberInTheWay));

    /// <summary>Malformed id.</summary>
    public static readonly DiagnosticDescriptor MalformedId = new(
        DiagnosticIds.MalformedId, "Malformed id", "'{0}' is no id: {1}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedId));

    /// <summary>Duplicate id.</summary>
    public static readonly DiagnosticDescriptor DuplicateId = new(
        DiagnosticIds.DuplicateId, "Duplicate id", "The {0} id '{1}' belongs to '{2}' already; give '{3}' an id of its own", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.DuplicateId), customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    /// <summary>Attribute without effect.</summary>
    public static readonly DiagnosticDescriptor AttributeWithoutEffect = new(
        DiagnosticIds.AttributeWithoutEffect, "Attribute without effect", "[{0}] has no effect on '{1}', which is no {3}; add [{2}(\"id\")] or remove it", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.AttributeWithoutEffect));

    /// <summary>Port out of range.</summary>
    public static readonly DiagnosticDescriptor PortOutOfRange = new(
        DiagnosticIds.PortOutOfRange, "Port out of range", "Port out of range: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.PortOutOfRange));

    /// <summary>Inverted port range.</summary>
    public static readonly DiagnosticDescriptor InvertedPortRange = new(
        DiagnosticIds.InvertedPortRange, "Inverted port range", "Inverted port range: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.InvertedPortRange));

    /// <summary>Malformed port text.</summary>
    public static readonly DiagnosticDescriptor MalformedPortText = new(
        DiagnosticIds.MalformedPortText, "Malformed port text", "Malformed ports: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedPortText));

    /// <summary>Ports do not fit the protocol.</summary>
    public static readonly DiagnosticDescriptor PortsDoNotFitProtocol = new(
        DiagnosticIds.PortsDoNotFitProtocol, "Ports do not fit the protocol", "Ports do not fit the protocol: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.PortsDoNotFitProtocol));

    /// <summary>Ports given twice.</summary>
    public static readonly DiagnosticDescriptor PortsGivenTwice = new(
        DiagnosticIds.PortsGivenTwice, "Ports given twice", "Ports given twice: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.PortsGivenTwice));

    /// <summary>Unknown protocol.</summary>
    public static readonly DiagnosticDescriptor UnknownProtocol = new(
        DiagnosticIds.UnknownProtocol, "Unknown protocol", "Unknown protocol: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.UnknownProtocol));

    /// <summary>Malformed prefix or address.</summary>
    public static readonly DiagnosticDescriptor MalformedPrefix = new(
        DiagnosticIds.MalformedPrefix, "Malformed prefix or address", "Malformed prefix: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedPrefix));

    /// <summary>Malformed host name.</summary>
    public static readonly DiagnosticDescriptor MalformedHostName = new(
        DiagnosticIds.MalformedHostName, "Malformed host name", "'{0}' is no host name: {1}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedHostName));

    /// <summary>Malformed PBX version.</summary>
    public static readonly DiagnosticDescriptor MalformedPbxVersion = new(
        DiagnosticIds.MalformedPbxVersion, "Malformed PBX version", "{0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedPbxVersion));

    /// <summary>Since after Until.</summary>
    public static readonly DiagnosticDescriptor SinceAfterUntil = new(
        DiagnosticIds.SinceAfterUntil, "Since after Until", "The requirement applies to no version: Since '{0}' is after Until '{1}'; swap them or remove one", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.SinceAfterUntil));

    /// <summary>Malformed setting name.</summary>
    public static readonly DiagnosticDescriptor MalformedSettingName = new(
        DiagnosticIds.MalformedSettingName, "Malformed setting name", "'{0}' is no name for a setting: {1}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedSettingName));

    /// <summary>Type is no service.</summary>
    public static readonly DiagnosticDescriptor NotAService = new(
        DiagnosticIds.NotAService, "Type is no service", "'{0}' is no service: {1}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.NotAService));

    /// <summary>Allow names no peer group.</summary>
    public static readonly DiagnosticDescriptor NotAPeerGroup = new(
        DiagnosticIds.NotAPeerGroup, "Allow names no peer group", "'{0}' is no peer group: {1}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.NotAPeerGroup));

    /// <summary>Peer groups of one name.</summary>
    public static readonly DiagnosticDescriptor PeerGroupsOfOneName = new(
        DiagnosticIds.PeerGroupsOfOneName, "Peer groups of one name", "The peer groups '{0}' and '{1}' have the same name, so that '{2}' cannot tell them apart; rename one", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.PeerGroupsOfOneName));

    /// <summary>Setting with two defaults.</summary>
    public static readonly DiagnosticDescriptor SettingWithTwoDefaults = new(
        DiagnosticIds.SettingWithTwoDefaults, "Setting with two defaults", "The setting '{0}' is {1} by default in service '{2}' and {3} in service '{4}'; give them the same ports or different names", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.SettingWithTwoDefaults));

    /// <summary>Peer group missing.</summary>
    public static readonly DiagnosticDescriptor PeerGroupMissing = new(
        DiagnosticIds.PeerGroupMissing, "Peer group missing", "'{0}' needs a peer group: its requirement {1} names no host and no addresses; write [Allow<{0}, TPeer>] with the group it is open to", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.PeerGroupMissing));

    /// <summary>Peer group without use.</summary>
    public static readonly DiagnosticDescriptor PeerGroupWithoutUse = new(
        DiagnosticIds.PeerGroupWithoutUse, "Peer group without use", "'{0}' has no effect: every requirement of '{1}' names its own hosts or addresses; write [Allow<{1}>]", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.PeerGroupWithoutUse));

    /// <summary>Repeated allowance.</summary>
    public static readonly DiagnosticDescriptor RepeatedAllowance = new(
        DiagnosticIds.RepeatedAllowance, "Repeated allowance", "'{0}' is open{1} already; remove the repetition", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.RepeatedAllowance));

    /// <summary>Malformed peer.</summary>
    public static readonly DiagnosticDescriptor MalformedPeerLiteral = new(
        DiagnosticIds.MalformedPeerLiteral, "Malformed peer", "Malformed peer: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedPeerLiteral));

    /// <summary>Malformed prefix or address in code.</summary>
    public static readonly DiagnosticDescriptor MalformedPrefixLiteral = new(
        DiagnosticIds.MalformedPrefixLiteral, "Malformed prefix or address in code", "Malformed prefix or address: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedPrefixLiteral));

    /// <summary>Malformed ports in code.</summary>
    public static readonly DiagnosticDescriptor MalformedPortsLiteral = new(
        DiagnosticIds.MalformedPortsLiteral, "Malformed ports in code", "Malformed ports: {0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedPortsLiteral));

    /// <summary>Malformed PBX version in code.</summary>
    public static readonly DiagnosticDescriptor MalformedVersionLiteral = new(
        DiagnosticIds.MalformedVersionLiteral, "Malformed PBX version in code", "{0}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedVersionLiteral));

    /// <summary>Malformed name of a pinned host.</summary>
    public static readonly DiagnosticDescriptor MalformedPinnedHost = new(
        DiagnosticIds.MalformedPinnedHost, "Malformed name of a pinned host", "'{0}' is no host name: {1}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedPinnedHost));

    /// <summary>Setting out of range.</summary>
    public static readonly DiagnosticDescriptor SettingOutOfRange = new(
        DiagnosticIds.SettingOutOfRange, "Setting out of range", "{0} is {1}; a port goes from 1 to {2}", Form,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.SettingOutOfRange));

    /// <summary>Requirement covered by another.</summary>
    public static readonly DiagnosticDescriptor CoveredRequirement = new(
        DiagnosticIds.CoveredRequirement, "Requirement covered by another", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.CoveredRequirement));

    /// <summary>Requirement covered by several others.</summary>
    public static readonly DiagnosticDescriptor CoveredByUnion = new(
        DiagnosticIds.CoveredByUnion, "Requirement covered by several others", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.CoveredByUnion));

    /// <summary>Allow adds nothing.</summary>
    public static readonly DiagnosticDescriptor RedundantAllowance = new(
        DiagnosticIds.RedundantAllowance, "Allow adds nothing", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.RedundantAllowance));

    /// <summary>Two settings claim one port.</summary>
    public static readonly DiagnosticDescriptor SettingsClaimOnePort = new(
        DiagnosticIds.SettingsClaimOnePort, "Two settings claim one port", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.SettingsClaimOnePort));

    /// <summary>Needed service is not allowed.</summary>
    public static readonly DiagnosticDescriptor MissingService = new(
        DiagnosticIds.MissingService, "Needed service is not allowed", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MissingService));

    /// <summary>TLS version that the vendor excludes.</summary>
    public static readonly DiagnosticDescriptor OutdatedTls = new(
        DiagnosticIds.OutdatedTls, "TLS version that the vendor excludes", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.OutdatedTls));

    /// <summary>Policy mixes viewpoints.</summary>
    public static readonly DiagnosticDescriptor MixedViewpoints = new(
        DiagnosticIds.MixedViewpoints, "Policy mixes viewpoints", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MixedViewpoints));

    /// <summary>Service requires nothing.</summary>
    public static readonly DiagnosticDescriptor NothingRequired = new(
        DiagnosticIds.NothingRequired, "Service requires nothing", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.NothingRequired));

    /// <summary>Service has no rows for the version.</summary>
    public static readonly DiagnosticDescriptor NoRequirementForVersion = new(
        DiagnosticIds.NoRequirementForVersion, "Service has no rows for the version", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.NoRequirementForVersion));

    /// <summary>Service that the catalog has.</summary>
    public static readonly DiagnosticDescriptor RepeatedService = new(
        DiagnosticIds.RepeatedService, "Service that the catalog has", "{0}", Meaning,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.RepeatedService));

    /// <summary>Unencrypted port open to everyone.</summary>
    public static readonly DiagnosticDescriptor UnencryptedFromAnywhere = new(
        DiagnosticIds.UnencryptedFromAnywhere, "Unencrypted port open to everyone", "{0}", Exposure,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.UnencryptedFromAnywhere));

    /// <summary>Management port open to everyone.</summary>
    public static readonly DiagnosticDescriptor ManagementFromAnywhere = new(
        DiagnosticIds.ManagementFromAnywhere, "Management port open to everyone", "{0}", Exposure,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.ManagementFromAnywhere));

    /// <summary>Signalling or provisioning open to everyone.</summary>
    public static readonly DiagnosticDescriptor TollFraud = new(
        DiagnosticIds.TollFraud, "Signalling or provisioning open to everyone", "{0}", Exposure,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.TollFraud));

    /// <summary>Every port or protocol.</summary>
    public static readonly DiagnosticDescriptor EveryPort = new(
        DiagnosticIds.EveryPort, "Every port or protocol", "{0}", Exposure,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.EveryPort));

    /// <summary>Range wider than documented.</summary>
    public static readonly DiagnosticDescriptor WiderThanDocumented = new(
        DiagnosticIds.WiderThanDocumented, "Range wider than documented", "{0}", Exposure,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.WiderThanDocumented));

    /// <summary>Reason says nothing.</summary>
    public static readonly DiagnosticDescriptor NoReason = new(
        DiagnosticIds.NoReason, "Reason says nothing", "{0}", Exposure,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.NoReason));

    /// <summary>Malformed expiry date.</summary>
    public static readonly DiagnosticDescriptor MalformedExpiry = new(
        DiagnosticIds.MalformedExpiry, "Malformed expiry date", "{0}", Exposure,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.MalformedExpiry));

    /// <summary>Too many rules for a cloud.</summary>
    public static readonly DiagnosticDescriptor QuotaExceeded = new(
        DiagnosticIds.QuotaExceeded, "Too many rules for a cloud", "{0}", Clouds,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.QuotaExceeded));

    /// <summary>Requirement that a cloud cannot express.</summary>
    public static readonly DiagnosticDescriptor NotExpressible = new(
        DiagnosticIds.NotExpressible, "Requirement that a cloud cannot express", "{0}", Clouds,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.NotExpressible));

    /// <summary>Source that no description carries.</summary>
    public static readonly DiagnosticDescriptor UnreadableSource = new(
        DiagnosticIds.UnreadableSource, "Source that no description carries", "{0}", Clouds,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.UnreadableSource));

    /// <summary>Names that configuration cannot tell apart.</summary>
    public static readonly DiagnosticDescriptor NamesCollide = new(
        DiagnosticIds.NamesCollide, "Names that configuration cannot tell apart", "{0}", Clouds,
        DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page(DiagnosticIds.NamesCollide));

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = typeof(Descriptors).GetFields()
        .Select(field => (DiagnosticDescriptor)field.GetValue(null)).ToImmutableDictionary(descriptor => descriptor.Id);

    /// <summary>The descriptor of an id.</summary>
    /// <param name="id">The id.</param>
    public static DiagnosticDescriptor For(string id) => ById[id];

    private static string Page(string id) => $"docs/diagnostics/{id}.md";
}
