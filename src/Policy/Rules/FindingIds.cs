namespace Starface.Policy.Rules;

/// <summary>The ids of what is found in declarations and plans. They share one number space with the compiler's other diagnostics; each has a page under docs/diagnostics.</summary>
public static class FindingIds
{
    /// <summary>A port lies outside of 1 to 65535, or an ICMP type or code outside of 0 to 255.</summary>
    public const string PortOutOfRange = "SFP1010";

    /// <summary>The last port is below the first.</summary>
    public const string InvertedPortRange = "SFP1011";

    /// <summary>The text of ports is neither a port nor a range.</summary>
    public const string MalformedPortText = "SFP1012";

    /// <summary>A protocol with ports is given none, or one without ports is given some.</summary>
    public const string PortsDoNotFitProtocol = "SFP1013";

    /// <summary>Ports are given both as numbers and as text, or messages both as numbers and as type and code.</summary>
    public const string PortsGivenTwice = "SFP1014";

    /// <summary>The protocol is not a member of <see cref="Protocol"/>.</summary>
    public const string UnknownProtocol = "SFP1015";

    /// <summary>A requirement is covered by another one of its service.</summary>
    public const string CoveredRequirement = "SFP2001";

    /// <summary>A requirement is covered by several others of its service together.</summary>
    public const string CoveredByUnion = "SFP2002";

    /// <summary>An allowance adds nothing to its policy.</summary>
    public const string RedundantAllowance = "SFP2003";

    /// <summary>Two settings claim one port.</summary>
    public const string SettingsClaimOnePort = "SFP2004";

    /// <summary>A service is allowed without one that it needs.</summary>
    public const string MissingCompanion = "SFP2005";

    /// <summary>A requirement accepts a TLS version that the vendor excludes.</summary>
    public const string OutdatedTls = "SFP2006";

    /// <summary>A policy mixes the viewpoints of two networks.</summary>
    public const string MixedViewpoints = "SFP2007";

    /// <summary>An allowed service has no requirement: the vendor documents it elsewhere.</summary>
    public const string NothingRequired = "SFP2009";

    /// <summary>An allowed service has requirements, but none for the PBX version.</summary>
    public const string NoRequirementForVersion = "SFP2010";

    /// <summary>A service of one's own asks for what a catalogue's does.</summary>
    public const string RepeatedService = "SFP2011";

    /// <summary>An unencrypted port is open to everyone, and nobody says why.</summary>
    public const string UnencryptedFromAnywhere = "SFP3001";

    /// <summary>A port for administration is open to everyone, and nobody says why.</summary>
    public const string ManagementFromAnywhere = "SFP3002";

    /// <summary>Signalling or provisioning is open to everyone, and nobody says why.</summary>
    public const string TollFraud = "SFP3003";

    /// <summary>A requirement opens every port or protocol.</summary>
    public const string EveryPort = "SFP3004";

    /// <summary>A range of ports is wider than any documented need.</summary>
    public const string WiderThanDocumented = "SFP3005";

    /// <summary>A reason says nothing.</summary>
    public const string NoReason = "SFP3006";

    /// <summary>An allowance has expired.</summary>
    public const string Expired = "SFP3008";

    /// <summary>An allowance expires soon.</summary>
    public const string ExpiresSoon = "SFP3009";

    /// <summary>A host name has no pinned addresses, so its port is open to any address.</summary>
    public const string HostNotPinned = "SFP4001";

    /// <summary>A cloud's limit is exceeded.</summary>
    public const string QuotaExceeded = "SFP4002";

    /// <summary>A cloud's limit is nearly reached.</summary>
    public const string QuotaNearlyReached = "SFP4003";

    /// <summary>A cloud has no rule for what is asked.</summary>
    public const string NotExpressible = "SFP4004";

    /// <summary>A rule that a cloud never looks at: it does not filter this traffic.</summary>
    public const string NeverFiltered = "SFP4005";

    /// <summary>A source has no character that a cloud's description can carry.</summary>
    public const string UnreadableSource = "SFP4006";

    /// <summary>Names differ in letter case and hyphens alone, which a stack's configuration does not tell apart.</summary>
    public const string NamesCollide = "SFP4007";

    /// <summary>A change would cut flows that must never be cut.</summary>
    public const string ProtectedFlowsCut = "SFP4008";
}
