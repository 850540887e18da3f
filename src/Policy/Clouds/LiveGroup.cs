using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>A security group or network security group as a cloud has it.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Id">The cloud's id: <c>sg-…</c>, or the ARM resource id.</param>
/// <param name="Name">The name.</param>
internal sealed record LiveGroup(CloudTarget Cloud, string Id, string Name)
{
    internal static readonly ImmutableSortedDictionary<string, string> NoTags =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Its name in the stack's program, or null where it does not come from a state.</summary>
    public string? LogicalName { get; init; }

    /// <summary>The URN of its component in the stack's state, or null where it has none or does not come from a state.</summary>
    public string? Parent { get; init; }

    /// <summary>The URN of its provider in the stack's state, or null where that is the default one.</summary>
    public string? Provider { get; init; }

    /// <summary>Where it lies: region and account, or the file it was read from.</summary>
    public string Place { get; init; } = "";

    /// <summary>AWS: how it was reached, or null where it comes from a file.</summary>
    public LiveAccess? Access { get; init; }

    /// <summary>The description, or null when it has none.</summary>
    public string? Description { get; init; }

    /// <summary>The tags, or null when the source does not tell them.</summary>
    public ImmutableSortedDictionary<string, string>? Tags { get; init; } = NoTags;

    /// <summary>The rules, Azure's default rules among them.</summary>
    public ImmutableArray<LiveRule> Rules { get; init; } = [];

    /// <summary>How many rules it has; more than <see cref="Rules"/> where a report told no more of them than their number.</summary>
    public int RuleCount
    {
        get => Math.Max(field, Rules.Length);
        init;
    }

    /// <summary>Rules that the cloud may still have although their stack has given them up: they take room until they are gone.</summary>
    public ImmutableArray<LiveRule> PendingRules { get; init; } = [];

    /// <summary>The entries of the prefix lists that rules refer to, by the list's id. A list that is not here was not read.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Prefix>> PrefixLists { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<Prefix>>(StringComparer.Ordinal);

    /// <summary>
    /// Whether a prefix list whose entries were read is one that the plan made: its rules are called after the peer group, while those with
    /// a list of somebody else are called after its id.
    /// </summary>
    /// <param name="list">The list's id.</param>
    public bool MakesList(string list) => PrefixLists.ContainsKey(list) && Rules.Concat(PendingRules).Any(rule =>
        rule.LogicalName is { } name
        && !name.Contains(list)
        && rule.Written.Any(range => range.Remote.IsGroup && range.Remote.Group == list));

    /// <summary>
    /// The ids of what the group is on, where the group itself tells: of subnets and interfaces on Azure, of subnets for a network ACL.
    /// Null where it does not tell, as on AWS, where the interfaces name their groups.
    /// </summary>
    public ImmutableArray<string>? AttachedTo { get; init; }

    /// <summary>
    /// Why the source would not show rules beside the ones it has, or null. What it has may be compared, but with such a source no group is
    /// in sync.
    /// </summary>
    public Problem? Unseen { get; init; }

    /// <summary>
    /// AWS: the virtual network it lies in, or null where the source does not tell. Groups of two networks never lie on the same interface.
    /// </summary>
    public string? Network { get; init; }

    /// <summary>AWS: the region, or null where the source does not tell.</summary>
    public string? Region { get; init; }

    /// <summary>What could not be read or understood. A group with any is never in sync.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>A problem of the group, with the group's id in its place.</summary>
    /// <param name="problem">The problem, whose place may name the source.</param>
    public Problem Locate(Problem problem) => problem with { Place = (problem.Place ?? new Place()) with { Key = Id } };
}
