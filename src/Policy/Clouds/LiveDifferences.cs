namespace Starface.Policy.Clouds;

/// <summary>Whether two reads of the same thing tell the same.</summary>
internal static class LiveDifferences
{
    /// <summary>Whether two reads of a group tell the same of what it permits and of where it is.</summary>
    public static bool AreEqual(LiveGroup one, LiveGroup other) =>
        ReferenceEquals(one, other)
        || (Same(one.Rules.Select(Describe), other.Rules.Select(Describe))
            && Same(one.AttachedTo ?? [], other.AttachedTo ?? [])
            && Same((one.Tags ?? LiveGroup.NoTags).Select(Describe), (other.Tags ?? LiveGroup.NoTags).Select(Describe))
            && one.Problems.Length == other.Problems.Length);

    /// <summary>Whether two reads of an interface tell the same.</summary>
    public static bool AreEqual(LiveInterface one, LiveInterface other) =>
        ReferenceEquals(one, other)
        || (Same(one.GroupIds, other.GroupIds)
            && Same(one.Configurations.Select(Describe), other.Configurations.Select(Describe))
            && string.Equals(one.Machine, other.Machine, StringComparison.OrdinalIgnoreCase)
            && one.Problems.Length == other.Problems.Length);

    /// <summary>Whether two reads of a subnet tell the same.</summary>
    public static bool AreEqual(LiveSubnet one, LiveSubnet other) =>
        ReferenceEquals(one, other)
        || (string.Equals(one.GroupId, other.GroupId, StringComparison.OrdinalIgnoreCase)
            && Same(one.Prefixes.Select(prefix => prefix.ToString()), other.Prefixes.Select(prefix => prefix.ToString()))
            && one.Problems.Length == other.Problems.Length);

    /// <summary>Whether two reads of a virtual network tell the same.</summary>
    public static bool AreEqual(LiveNetwork one, LiveNetwork other) =>
        ReferenceEquals(one, other)
        || (Same(one.Prefixes.Select(prefix => prefix.ToString()), other.Prefixes.Select(prefix => prefix.ToString()))
            && Same(one.PeerPrefixes.Select(prefix => prefix.ToString()), other.PeerPrefixes.Select(prefix => prefix.ToString()))
            && (one.AdminRules is null || other.AdminRules is null || AreEqual(one.AdminRules, other.AdminRules))
            && one.Problems.Length == other.Problems.Length);

    private static bool Same(IEnumerable<string> one, IEnumerable<string> other) =>
        one.OrderBy(text => text, StringComparer.OrdinalIgnoreCase)
            .SequenceEqual(other.OrderBy(text => text, StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    private static string Describe(KeyValuePair<string, string> tag) => $"{tag.Key}={tag.Value}";

    private static string Describe(LiveIpConfiguration configuration) =>
        string.Join(
            " ", [configuration.SubnetId, .. configuration.Groups, .. configuration.Addresses.Select(address => address.ToString())]);

    /// <summary>What a rule does; the id of a rule on AWS depends on the call that told it.</summary>
    private static string Describe(LiveRule rule) => string.Join(
        " ",
        rule.Matches.Select(match => match.ToString())
            .Concat(rule.OwnSide.Select(own => own.ToString()))
            .Concat(rule.SourcePorts.Select(ports => ports.ToString()))
            .Append(FormattableString.Invariant($"{rule.Priority} {rule.Allow} {rule.SkipsLaterLayers}")));
}
