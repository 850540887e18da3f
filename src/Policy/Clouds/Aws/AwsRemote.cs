using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// The remote side of a rule as AWS represents it: exactly one of a prefix of either family, a prefix list, and another group.
/// </summary>
/// <param name="Property">The provider's property for this kind.</param>
/// <param name="Value">Its value.</param>
/// <param name="Slug">Its form in the rule's name.</param>
/// <param name="Family">The family it counts against, or null where AWS does not document it: then it counts against both.</param>
/// <param name="Weight">The number of rules it counts as.</param>
internal sealed record AwsRemote(string Property, PropertyValue Value, string Slug, AddressFamily? Family, int Weight)
{
    /// <summary>The provider's property for a prefix list.</summary>
    public const string PrefixListProperty = "prefixListId";

    /// <summary>The remote side of a peer.</summary>
    /// <exception cref="ArgumentException">AWS has no such peer, which the planner refuses before.</exception>
    public static AwsRemote From(Peer peer) => peer.Kind switch
    {
        PeerKind.Prefix when peer.Scope.Addresses.Family == AddressFamily.IPv4 =>
            new AwsRemote("cidrIpv4", peer.ToString(), SlugOf(peer), AddressFamily.IPv4, 1),
        PeerKind.Prefix => new AwsRemote("cidrIpv6", peer.ToString(), SlugOf(peer), AddressFamily.IPv6, 1),
        PeerKind.SecurityGroup => new AwsRemote("referencedSecurityGroupId", IdOf(peer), SlugOf(peer), null, 1),
        PeerKind.PrefixList => new AwsRemote(PrefixListProperty, IdOf(peer), SlugOf(peer), null, peer.Weight),
        _ => throw new ArgumentException($"AWS has no peers of the kind {peer.Kind}.", nameof(peer)),
    };

    /// <summary>A reference to a prefix list of the plan.</summary>
    public static AwsRemote ForPlannedList(string resource, string slug, AddressFamily family, int maximumEntries) =>
        new(PrefixListProperty, new PropertyReference(resource, "id"), slug, family, maximumEntries);

    /// <summary>Whether it is a prefix list, whose rule counts as many.</summary>
    public bool IsPrefixList => Property == PrefixListProperty;

    /// <summary>The name of the plan's prefix list that it refers to, or null.</summary>
    public string? List => (Value as PropertyReference)?.Resource;

    /// <summary>The remote side as people write it.</summary>
    public string ToText() => Value switch
    {
        PropertyText text => text.Value,
        PropertyReference => AwsPrefixLists.Describe(Slug),
        _ => Slug,
    };

    private static PropertyValue IdOf(Peer peer) => peer.InputName is { } input ? new PropertyInput(input) : peer.Group!;

    private static string SlugOf(Peer peer) => peer.Prefix is { } prefix ? SlugOf((RemoteScope)prefix) : WithoutMarks(peer.ToString());

    /// <summary>The form of a remote side in names.</summary>
    internal static string SlugOf(RemoteScope remote) => remote switch
    {
        { IsGroup: true } => WithoutMarks(remote.Group!),
        _ when remote.Addresses == AddressRange.Any(AddressFamily.IPv4) => "any-v4",
        _ when remote.Addresses == AddressRange.Any(AddressFamily.IPv6) => "any-v6",
        _ => WithoutMarks(remote.Addresses.ToString()),
    };

    private static string WithoutMarks(string text) => text.Replace(':', '-').Replace('/', '-');
}
