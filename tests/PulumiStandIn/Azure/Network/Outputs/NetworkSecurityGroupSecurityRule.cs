using System.Collections.Immutable;

namespace Pulumi.Azure.Network.Outputs;

/// <summary>An inline rule of a network security group as the state holds it.</summary>
[OutputType]
public sealed class NetworkSecurityGroupSecurityRule
{
    public readonly string Access;

    public readonly string? Description;

    public readonly string? DestinationAddressPrefix;

    public readonly ImmutableArray<string> DestinationAddressPrefixes;

    public readonly ImmutableArray<string> DestinationApplicationSecurityGroupIds;

    public readonly string? DestinationPortRange;

    public readonly ImmutableArray<string> DestinationPortRanges;

    public readonly string Direction;

    public readonly string Name;

    public readonly int Priority;

    public readonly string Protocol;

    public readonly string? SourceAddressPrefix;

    public readonly ImmutableArray<string> SourceAddressPrefixes;

    public readonly ImmutableArray<string> SourceApplicationSecurityGroupIds;

    public readonly string? SourcePortRange;

    public readonly ImmutableArray<string> SourcePortRanges;

    [OutputConstructor]
    private NetworkSecurityGroupSecurityRule(
        string access,
        string? description,
        string? destinationAddressPrefix,
        ImmutableArray<string> destinationAddressPrefixes,
        ImmutableArray<string> destinationApplicationSecurityGroupIds,
        string? destinationPortRange,
        ImmutableArray<string> destinationPortRanges,
        string direction,
        string name,
        int priority,
        string protocol,
        string? sourceAddressPrefix,
        ImmutableArray<string> sourceAddressPrefixes,
        ImmutableArray<string> sourceApplicationSecurityGroupIds,
        string? sourcePortRange,
        ImmutableArray<string> sourcePortRanges)
    {
        Access = access;
        Description = description;
        DestinationAddressPrefix = destinationAddressPrefix;
        DestinationAddressPrefixes = destinationAddressPrefixes;
        DestinationApplicationSecurityGroupIds = destinationApplicationSecurityGroupIds;
        DestinationPortRange = destinationPortRange;
        DestinationPortRanges = destinationPortRanges;
        Direction = direction;
        Name = name;
        Priority = priority;
        Protocol = protocol;
        SourceAddressPrefix = sourceAddressPrefix;
        SourceAddressPrefixes = sourceAddressPrefixes;
        SourceApplicationSecurityGroupIds = sourceApplicationSecurityGroupIds;
        SourcePortRange = sourcePortRange;
        SourcePortRanges = sourcePortRanges;
    }
}
