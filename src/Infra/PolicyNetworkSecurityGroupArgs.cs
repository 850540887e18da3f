using System.Collections.Immutable;
using Pulumi;
using Starface.Policy;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>The inputs of <see cref="PolicyNetworkSecurityGroup"/>.</summary>
public sealed class PolicyNetworkSecurityGroupArgs : ResourceArgs
{
    /// <summary>The policy. A plain value, so that a preview shows every rule.</summary>
    public required FirewallPolicy Policy { get; init; }

    /// <summary>The name of the resource group. A change replaces the group.</summary>
    public required Input<string> ResourceGroupName { get; init; }

    /// <summary>The location; the resource group's when it is left out.</summary>
    public Input<string>? Location { get; init; }

    /// <summary>Whether health probes of a load balancer are let in.</summary>
    public bool AllowLoadBalancerProbes { get; init; }

    /// <summary>The ids of application security groups that the policy's peers name by input (<see cref="Peer.ApplicationSecurityGroupInput"/>), by that name.</summary>
    public Dictionary<string, Input<string>> Groups { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The subnets the group is associated with, each under a name of its own that stays the same.</summary>
    public SortedDictionary<string, Input<string>> SubnetIds { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The network interfaces the group is associated with, each under a name of its own that stays the same.</summary>
    public SortedDictionary<string, Input<string>> NetworkInterfaceIds { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The day against which the policy's expiry dates are held; null leaves them unchecked.</summary>
    public CalendarDate? Today { get; init; }

    /// <summary>Tags for the group beside the planner's own.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The inputs of a request; the resource group and the location may be outputs of the program's.</summary>
    internal static PolicyNetworkSecurityGroupArgs From(PlanRequest request, Input<string>? resourceGroupName = null, Input<string>? location = null) => new()
    {
        Policy = request.Policy,
        ResourceGroupName = resourceGroupName ?? request.ResourceGroupName!,
        Location = location ?? PropertyInputs.Optional(request.Location),
        AllowLoadBalancerProbes = request.AllowLoadBalancerProbes,
        Today = request.Today,
        Tags = request.Tags,
    };
}
