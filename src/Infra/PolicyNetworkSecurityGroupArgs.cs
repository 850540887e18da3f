using System.Collections.Immutable;
using Pulumi;
using Starface.Policy;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>The inputs of <see cref="PolicyNetworkSecurityGroup"/>.</summary>
public sealed class PolicyNetworkSecurityGroupArgs : ResourceArgs
{
    /// <summary>The policy. A plain value, so that a preview shows every rule.</summary>
    public required FirewallPolicy Policy { get; init; }

    /// <summary>The name of the resource group. A change replaces the group.</summary>
    public required Input<string> ResourceGroupName { get; init; }

    /// <summary>The location; the resource group's when omitted.</summary>
    public Input<string>? Location { get; init; }

    /// <summary>Whether health probes of a load balancer are let in.</summary>
    public bool AllowLoadBalancerProbes { get; init; }

    /// <summary>
    /// The ids of application security groups that the policy's peers name by input (<see cref="Peer.ApplicationSecurityGroupInput"/>), by
    /// that name.
    /// </summary>
    public Dictionary<string, Input<string>> Groups { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The subnets the group is associated with, each under a name of its own that stays the same.</summary>
    public SortedDictionary<string, Input<string>> SubnetIds { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The network interfaces the group is associated with, each under a name of its own that stays the same.</summary>
    public SortedDictionary<string, Input<string>> NetworkInterfaceIds { get; init; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether the group cannot be deleted until this is taken back. Pulumi's own option on the component would protect the associations
    /// as well.
    /// </summary>
    public bool Protect { get; init; }

    /// <summary>The day that the policy's expiry dates are compared with; null leaves them unchecked.</summary>
    public CalendarDate? Today { get; init; }

    /// <summary>Tags for the group beside the planner's own.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the program is one of the project's own, so that resources without a parent are a compiled program's.</summary>
    internal bool IsOnlyProgram { get; init; }

    /// <summary>The request without what only the engine knows.</summary>
    internal PlanRequest ToRequest(string name) => new(name, Policy)
    {
        AllowLoadBalancerProbes = AllowLoadBalancerProbes,
        SubnetIds = Names(SubnetIds),
        NetworkInterfaceIds = Names(NetworkInterfaceIds),
        Today = Today,
        Tags = Tags,
        Protect = Protect,
    };

    /// <summary>Everything that the plan refers to by the name of an input.</summary>
    internal Dictionary<string, Input<string>> Inputs()
    {
        var inputs = new Dictionary<string, Input<string>>(Groups, StringComparer.Ordinal);
        foreach (var (name, id) in SubnetIds) inputs.Add(AzureAssociations.SubnetInput(name), id);
        foreach (var (name, id) in NetworkInterfaceIds) inputs.Add(InterfaceInput.For(name), id);
        return inputs;
    }

    /// <summary>The inputs of a request; the resource group and the location may be outputs of the program's.</summary>
    internal static PolicyNetworkSecurityGroupArgs From(
        PlanRequest request, Input<string>? resourceGroupName = null, Input<string>? location = null) => new()
        {
            Policy = request.Policy,
            ResourceGroupName = resourceGroupName ?? request.ResourceGroupName!,
            Location = location ?? PropertyInputs.Optional(request.Location),
            SubnetIds = PropertyInputs.Ids(request.SubnetIds),
            NetworkInterfaceIds = PropertyInputs.Ids(request.NetworkInterfaceIds),
            AllowLoadBalancerProbes = request.AllowLoadBalancerProbes,
            IsOnlyProgram = true,
            Today = request.Today,
            Tags = request.Tags,
            Protect = request.Protect,
        };

    private static ImmutableSortedDictionary<string, string?> Names(SortedDictionary<string, Input<string>> ids) =>
        ids.Keys.ToImmutableSortedDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
}
