using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>
/// Prefix lists whose entries were not read. Unlike the members of other names, the entries could have been read, so that a difference that
/// depends on them is not known to be one.
/// </summary>
internal sealed class UnreadLists
{
    private readonly CloudTarget _cloud;
    private readonly LayerPath _path;
    private readonly Memberships _memberships;
    private readonly SortedSet<string> _involved = new(StringComparer.Ordinal);

    private UnreadLists(CloudTarget cloud, LayerPath path, Memberships memberships) =>
        (_cloud, _path, _memberships) = (cloud, path, memberships);

    /// <summary>Takes what depends on such lists out of a comparison.</summary>
    /// <param name="cloud">The cloud whose names they are.</param>
    /// <param name="path">The layers that were compared.</param>
    /// <param name="memberships">What is known about the members of names.</param>
    /// <param name="compared">The comparison.</param>
    /// <returns>What is left of it, and for each list that something depends on, that it was not read.</returns>
    public static (ExposureComparison Compared, ImmutableArray<Problem> Unread) TakeOut(
        CloudTarget cloud, LayerPath path, Memberships memberships, ExposureComparison compared)
    {
        var lists = new UnreadLists(cloud, path, memberships);
        var (extra, open) = Split(compared.Extra, lists.DependsOnLists);
        // What only an unread list of the plan asks for may be among the addresses that are listed in its place.
        var services = FlowSet.From(open.Select(WithoutRemote));
        var (missing, _) = Split(compared.Missing, (range, _) => services.Overlaps(WithoutRemote(range)) && lists.IsOfList(range));
        ImmutableArray<FlowFinding> unknown = [.. compared.Unknown.Where(found => !lists.HasLists(found))];
        return lists._involved.Count == 0
            ? (compared, [])
            : (new(extra, missing, unknown), [.. lists._involved.SelectMany(lists.Describe)]);
    }

    private static (ImmutableArray<FlowFinding> Left, ImmutableArray<FlowRange> Open) Split(
        ImmutableArray<FlowFinding> findings, Func<FlowRange, FlowFinding, bool> isOpen)
    {
        var open = ImmutableArray.CreateBuilder<FlowRange>();
        var left = ImmutableArray.CreateBuilder<FlowFinding>();
        foreach (var finding in findings)
        {
            var ranges = finding.Flows.DisjointRanges().ToLookup(range => isOpen(range, finding));
            open.AddRange(ranges[true]);
            if (!ranges[true].Any()) left.Add(finding);
            else if (ranges[false].Any()) left.Add(finding with { Flows = FlowSet.From(ranges[false]) });
        }

        return (left.ToImmutable(), open.ToImmutable());
    }

    private static FlowRange WithoutRemote(FlowRange range) =>
        new(range.Direction, range.Protocols, AddressRange.Any(AddressFamily.IPv4), range.Ports);

    private bool DependsOnLists(FlowRange range, FlowFinding finding)
    {
        if (IsOfList(range)) return true;
        if (finding.IsCertain || range.Remote.IsGroup) return false;
        // No list is taken for everyone.
        return !RemoteSides.IsNearlyEveryone(AddressesBeside(range, finding)) && HasLists(finding);
    }

    private bool HasLists(FlowFinding finding)
    {
        var lists = finding.Names.Where(IsUnread).ToList();
        _involved.UnionWith(lists);
        return lists.Count > 0;
    }

    private static PrefixSet AddressesBeside(FlowRange range, FlowFinding finding) => RemoteSides.Addresses(
        finding.Flows.DisjointRanges().Where(other => WithoutRemote(other).Overlaps(WithoutRemote(range))));

    private bool IsOfList(FlowRange range)
    {
        if (range.Remote.Group is not { } name || !IsUnread(name)) return false;
        _involved.Add(name);
        return true;
    }

    private bool IsUnread(string name) => _cloud.FindPrefixListCommand(name) is not null && _memberships.For(name).Members is null;

    private IEnumerable<Problem> Describe(string name)
    {
        var rules =
            from layer in _path.Layers
            from live in layer.Groups
            from rule in live.Rules
            where rule.Matches.Any(match => match.Remote.Group == name)
            select live.Locate(NotRead($"Rule {rule.Id} refers to prefix list {name}, whose entries were not read", name));
        return rules.DefaultIfEmpty(
            NotRead($"The plan names prefix list {name}, whose entries were not read, and rules permit addresses in its place", name));
    }

    private Problem NotRead(string message, string name) => Problem.Error(
        ProblemIds.Incomplete,
        message,
        $"for files, give the output of '{_cloud.FindPrefixListCommand(name)}' as {name}.json with --live");
}
