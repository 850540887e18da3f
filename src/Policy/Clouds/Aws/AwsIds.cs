namespace Starface.Policy.Clouds.Aws;

/// <summary>The marks of AWS's ids, and the configuration keys that hold one id.</summary>
internal static class AwsIds
{
    /// <summary>The mark of security groups.</summary>
    public const string SecurityGroup = "sg-";

    /// <summary>The mark of network interfaces.</summary>
    public const string NetworkInterface = "eni-";

    /// <summary>The mark of EC2 machines.</summary>
    public const string Machine = "i-";

    /// <summary>The mark of VPCs.</summary>
    public const string Vpc = "vpc-";

    /// <summary>The mark of prefix lists.</summary>
    public const string PrefixList = "pl-";

    /// <summary>An instance's id under a key, or null where it is missing or malformed, which is reported.</summary>
    /// <param name="settings">The instance's keys.</param>
    /// <param name="key">The key.</param>
    /// <param name="kind">The kind of resource, for the message.</param>
    /// <param name="mark">The mark of its ids.</param>
    public static string? Read(IInstanceSettings settings, string key, string kind, string mark)
    {
        if (settings.ReadText(key) is not { } id) return null;
        if (ResourceIds.IsAws(id, mark)) return id;
        settings.Report(key, Peer.InvalidId(id, kind, mark));
        return null;
    }
}
