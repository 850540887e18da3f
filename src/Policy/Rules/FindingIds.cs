namespace Starface.Policy.Rules;

/// <summary>The ids of findings at plan time. They share one number space with the compiler's diagnostics; each has a page under docs/diagnostics.</summary>
public static class FindingIds
{
    /// <summary>An allowed service has no requirement: the vendor documents it elsewhere.</summary>
    public const string NothingRequired = "SFP2009";

    /// <summary>An allowed service has requirements, but none for the PBX version.</summary>
    public const string NoRequirementForVersion = "SFP2010";

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
}
