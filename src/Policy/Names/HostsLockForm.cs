namespace Starface.Policy.Names;

/// <summary>The keys of the lock file.</summary>
internal static class HostsLockForm
{
    /// <summary>The day on which all hosts were last resolved.</summary>
    public const string CheckedKey = "checked";

    /// <summary>The hosts by name.</summary>
    public const string HostsKey = "hosts";

    /// <summary>Instead of addresses: why a host is not pinnable.</summary>
    public const string NotPinnableKey = "notPinnable";

    /// <summary>The day on which an address was first found.</summary>
    public const string FirstSeenKey = "firstSeen";

    /// <summary>The first day on which an address was not found any more.</summary>
    public const string MissingSinceKey = "missingSince";
}
