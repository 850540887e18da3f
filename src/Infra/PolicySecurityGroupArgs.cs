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

    /// <summary>The id of the VPC; the default VPC when omitted. A change replaces the group.</summary>
    public Input<string>? VpcId { get; init; }

    /// <summary>The region; the provider's when omitted.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// The ids of groups that the policy's peers name by input (<see cref="Peer.SecurityGroupInput"/> and the like), by that name.
    /// </summary>
    public Dictionary<string, Input<string>> Groups { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The id of a security group that exists already and is adopted without being replaced.</summary>
    public string? AdoptGroupId { get; init; }

    /// <summary>Whether rules that are not the plan's are removed at the next update.</summary>
    public bool ExclusiveRules { get; init; } = true;

    /// <summary>Peer groups with at least this many prefixes of a family become managed prefix lists; null: none do.</summary>
    public int? PrefixListsFrom { get; init; }

    /// <summary>
    /// Whether the groups cannot be deleted until this is taken back. Pulumi's own option on the component would protect the rules as
    /// well, so that no update could remove one.
    /// </summary>
    public bool Protect { get; init; }

    /// <summary>
    /// The network interfaces that every group is put onto, each under a name of its own that stays the same. Where a program makes the
    /// machine as well, let it ignore changes of the machine's own list of groups.
    /// </summary>
    public SortedDictionary<string, Input<string>> NetworkInterfaceIds { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The account's quota of rules per group, direction and family, from 1 to 1,000.</summary>
    public int RulesPerGroup { get; init; } = 60;

    /// <summary>The fewest groups to have, so that an empty one can be put onto the interface before rules need it.</summary>
    public int MinimumGroups { get; init; } = 1;

    /// <summary>
    /// The number of groups, counted from the first, that were attached by hand to every interface of the instance. An update that would
    /// move a flow to another group is refused, unless <see cref="NetworkInterfaceIds"/> attaches the groups.
    /// </summary>
    public int AttachedGroups { get; init; } = 1;

    /// <summary>Whether rules move into as few groups as they fit into: one update copies them, the next removes what was copied.</summary>
    public bool Consolidate { get; init; }

    /// <summary>The day that the policy's expiry dates are compared with; null leaves them unchecked.</summary>
    public CalendarDate? Today { get; init; }

    /// <summary>Tags for the group beside the planner's own.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What is recorded of the instance's groups; null until it was read.</summary>
    internal RecordedGroups? Recorded { get; init; }

    /// <summary>Whether the program is one of the project's own, so that resources without a parent are a compiled program's.</summary>
    internal bool IsOnlyProgram { get; init; }

    /// <summary>The request without what only the engine knows.</summary>
    internal PlanRequest ToRequest(string name) => new(name, Policy)
    {
        Region = Region,
        AdoptGroupId = AdoptGroupId,
        ExclusiveRules = ExclusiveRules,
        PrefixListsFrom = PrefixListsFrom,
        NetworkInterfaceIds = NetworkInterfaceIds.Keys.ToImmutableSortedDictionary(
            target => target, _ => (string?)null, StringComparer.Ordinal),
        RulesPerGroup = RulesPerGroup,
        MinimumGroups = MinimumGroups,
        AttachedGroups = AttachedGroups,
        Consolidate = Consolidate,
        Recorded = Recorded,
        Today = Today,
        Tags = Tags,
        Protect = Protect,
    };

    /// <summary>Everything that the plan refers to by the name of an input.</summary>
    internal Dictionary<string, Input<string>> Inputs()
    {
        var inputs = new Dictionary<string, Input<string>>(Groups, StringComparer.Ordinal);
        foreach (var (name, id) in NetworkInterfaceIds) inputs.Add(InterfaceInput.For(name), id);
        return inputs;
    }

    /// <summary>The inputs of a request; the VPC may be an output of the program's.</summary>
    internal static PolicySecurityGroupArgs From(PlanRequest request, Input<string>? vpcId = null) => new()
    {
        Policy = request.Policy,
        VpcId = vpcId ?? PropertyInputs.Optional(request.VpcId),
        Region = request.Region,
        AdoptGroupId = request.AdoptGroupId,
        ExclusiveRules = request.ExclusiveRules,
        PrefixListsFrom = request.PrefixListsFrom,
        NetworkInterfaceIds = PropertyInputs.Ids(request.NetworkInterfaceIds),
        RulesPerGroup = request.RulesPerGroup,
        MinimumGroups = request.MinimumGroups,
        AttachedGroups = request.AttachedGroups,
        Consolidate = request.Consolidate,
        Recorded = request.Recorded,
        IsOnlyProgram = true,
        Today = request.Today,
        Tags = request.Tags,
        Protect = request.Protect,
    };
}
