using Starface.Policies;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;

namespace Starface.EndToEnd.Terraform;

/// <summary>Plans that between them have every AWS resource and property that terraform's provider knows.</summary>
internal static class AwsPlans
{
    /// <summary>Named networks of both families, and everyone where a host is not pinned.</summary>
    public static Plan WithPrefixes { get; } = Plan(new PlanRequest("prefixes", new CloudPbxVpn(new CloudPbxVpn.Peers
    {
        Vpn = ["10.8.0.0/16"],
        Resolvers = ["192.0.2.53/32", "2001:db8::53/128"],
        TimeServers = ["192.0.2.123/32"],
    })));

    /// <summary>Networks as managed prefix lists.</summary>
    public static Plan WithPrefixLists { get; } = Plan(new PlanRequest("lists", new CloudPbxVpn(new CloudPbxVpn.Peers
    {
        Vpn = ["10.8.0.0/16", "10.10.0.0/16", "2001:db8:8::/48"],
        Resolvers = ["192.0.2.53/32"],
        TimeServers = ["192.0.2.123/32"],
    }))
    { PrefixListsFrom = 1 });

    // The exclusive set of rules came with a later version of the provider than the one whose schema is at hand.
    private static Plan Plan(PlanRequest request) => AwsTarget.Instance.Plan(new PlanRequest(request) { ExclusiveRules = false });
}
