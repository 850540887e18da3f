using System.Collections.Immutable;
using Pulumi;
using Starface.Policy;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>The inputs of <see cref="PolicySecurityGroup"/>.</summary>
public sealed class PolicySecurityGroupArgs : ResourceArgs
{
    /// <summary>The policy. A plain value, so that a preview shows every rule.</summary>
    public required FirewallPolicy Policy { get; init; }

    /// <summary>The id of the VPC; the default VPC when it is left out. A change replaces the group.</summary>
    public Input<string>? VpcId { get; init; }

    /// <summary>The region; the provider's when it is left out.</summary>
    public string? Region { get; init; }

    /// <summary>Tags for the group beside the planner's own.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    internal static PolicySecurityGroupArgs From(PlanRequest request) => new()
    {
        Policy = request.Policy,
        VpcId = request.VpcId is { } vpcId ? vpcId : null,
        Region = request.Region,
        Tags = request.Tags,
    };
}
