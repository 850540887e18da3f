using System.Collections.Immutable;
using Starface.Policy.Expectations;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Names;

namespace Starface.Policy.Planning;

/// <summary>What a planner needs to know about an instance, with its policy.</summary>
/// <param name="name">
/// The instance's name; the prefix of every resource name. A letter, then letters, digits and hyphens, at most 50 characters.
/// </param>
/// <param name="policy">The policy.</param>
public sealed class PlanRequest(string name, FirewallPolicy policy)
{
    /// <summary>Copies the values; an object initialiser may replace some of them.</summary>
    internal PlanRequest(PlanRequest other)
        : this(other, other.Policy)
    {
    }

    /// <summary>Copies the values but for the policy.</summary>
    internal PlanRequest(PlanRequest other, FirewallPolicy policy)
        : this(other.Name, policy)
    {
        Today = other.Today;
        Names = other.Names;
        VpcId = other.VpcId;
        Region = other.Region;
        ProviderRegion = other.ProviderRegion;
        AdoptGroupId = other.AdoptGroupId;
        ExclusiveRules = other.ExclusiveRules;
        PrefixListsFrom = other.PrefixListsFrom;
        ResourceGroupName = other.ResourceGroupName;
        Location = other.Location;
        AllowLoadBalancerProbes = other.AllowLoadBalancerProbes;
        SubnetIds = other.SubnetIds;
        NetworkInterfaceIds = other.NetworkInterfaceIds;
        Tags = other.Tags;
        Protect = other.Protect;
        Tests = other.Tests;
        Guardrails = other.Guardrails;
        Published = other.Published;
        Attached = other.Attached;
        AttachedTo = other.AttachedTo;
        RulesPerGroup = other.RulesPerGroup;
        MinimumGroups = other.MinimumGroups;
        AttachedGroups = other.AttachedGroups;
        Consolidate = other.Consolidate;
        Recorded = other.Recorded;
    }

    /// <summary>The instance's name; the prefix of every resource name.</summary>
    public string Name { get; } = name;

    /// <summary>The policy.</summary>
    public FirewallPolicy Policy { get; } = policy;

    /// <summary>
    /// The date for which expiry dates are checked; null does not check them. Planners read no clock.
    /// </summary>
    public CalendarDate? Today { get; init; }

    /// <summary>What the instance has from the lock file, or null.</summary>
    internal LockedNames? Names { get; init; }

    /// <summary>AWS: the id of the VPC; null is the default VPC, or the VPC that the Pulumi program gives.</summary>
    public string? VpcId { get; init; }

    /// <summary>AWS: the region; null is the provider's.</summary>
    public string? Region { get; init; }

    /// <summary>AWS: the provider's region, where it is known. Only compared, never planned.</summary>
    internal string? ProviderRegion { get; init; }

    /// <summary>
    /// AWS: the id of a security group that exists already and is adopted without being replaced; null makes a new one.
    /// </summary>
    public string? AdoptGroupId { get; init; }

    /// <summary>
    /// AWS: whether rules that are not the plan's are removed from its groups by the next update (provider 6.29, Pulumi AWS 7.17 or newer).
    /// </summary>
    public bool ExclusiveRules { get; init; } = true;

    /// <summary>
    /// AWS: peer groups with at least so many prefixes of a family become managed prefix lists; null is never. A reference counts as the
    /// list's MaxEntries, so a list spares rules to look at and to update, not quota.
    /// </summary>
    public int? PrefixListsFrom { get; init; }

    /// <summary>
    /// AWS: the account's quota of rules per group, direction and family (Amazon VPC quotas, L-0EA8095F), from 1 to 1,000.
    /// </summary>
    public int RulesPerGroup { get; init; } = 60;

    /// <summary>
    /// AWS: the fewest groups to have, so that an empty one can be attached to the interface before rules need it.
    /// </summary>
    public int MinimumGroups { get; init; } = 1;

    /// <summary>
    /// AWS: the number of groups, counted from the first, that were attached by hand to every interface of the instance; from 1 to 5. An
    /// update that would move a flow to another group is refused, unless <see cref="NetworkInterfaceIds"/> attaches the groups.
    /// </summary>
    public int AttachedGroups { get; init; } = 1;

    /// <summary>
    /// AWS: whether rules move into as few groups as they fit into: one update copies them, and the next removes what was copied.
    /// </summary>
    public bool Consolidate { get; init; }

    /// <summary>
    /// AWS: the groups and rules that are there already, which stay where they are; null where they are not known, and all rules are
    /// allocated again.
    /// </summary>
    internal RecordedGroups? Recorded { get; init; }

    /// <summary>Azure: the name of the resource group; null when the Pulumi program gives it.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Azure: the location; null is the resource group's.</summary>
    public string? Location { get; init; }

    /// <summary>Azure: whether health probes of a load balancer (service tag AzureLoadBalancer) are let in.</summary>
    public bool AllowLoadBalancerProbes { get; init; }

    /// <summary>
    /// Azure: the subnets the group is associated with, by a name that stays; null where the Pulumi program gives the id.
    /// </summary>
    public ImmutableSortedDictionary<string, string?> SubnetIds { get; init; } =
        ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);

    /// <summary>
    /// The network interfaces that the groups are put onto, by a name that stays; null where the Pulumi program gives the id.
    /// </summary>
    public ImmutableSortedDictionary<string, string?> NetworkInterfaceIds { get; init; } =
        ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);

    /// <summary>
    /// Whether the groups are meant to lie on an interface now; false where they wait for one. Only compared, never planned.
    /// </summary>
    internal bool Attached { get; init; } = true;

    /// <summary>The ids of interfaces, machines and subnets that the groups must lie on. Only compared, never planned.</summary>
    internal ImmutableArray<string> AttachedTo { get; init; } = [];

    /// <summary>Whether the groups cannot be deleted until this is taken back; their rules always can.</summary>
    internal bool Protect { get; init; }

    /// <summary>What the plan must permit and must not permit, as its users say.</summary>
    internal FlowTests Tests { get; init; } = FlowTests.None;

    /// <summary>What no instance of the fleet may permit.</summary>
    internal Guardrails Guardrails { get; init; } = Guardrails.None;

    /// <summary>The addresses of names that the operator gave, such as published service tags, or null.</summary>
    internal IReadOnlyDictionary<string, PrefixSet>? Published { get; init; }

    /// <summary>The addresses of a name that the operator gave, or null.</summary>
    /// <param name="name">The name.</param>
    internal PrefixSet? FindMembers(string name) => Published?.TryGetValue(name, out var members) == true ? members : null;

    /// <summary>Tags for the group beside the planner's own.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
