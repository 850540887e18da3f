using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Changes;

/// <summary>Reads what live groups, from a cloud or a saved state, permit for each instance.</summary>
internal static class LivePermissions
{
    /// <summary>
    /// The permissions of the instances that groups belong to. The tag that plans set names the instance; a group without it is an
    /// instance of its own, with the group's name.
    /// </summary>
    /// <param name="groups">The groups.</param>
    /// <param name="recorded">What a state records beside them: where they are and what they lie on.</param>
    public static ImmutableArray<Permissions> From(IEnumerable<LiveGroup> groups, ImmutableArray<RecordedResource> recorded = default) =>
    [
        .. from live in groups
           let instance = live.Tags?.GetValueOrDefault(PlanTags.Instance) ?? live.Name
           group live by (live.Cloud, Instance: instance) into instance
           orderby instance.Key.Instance, instance.Key.Cloud.Id
           let placement = recorded.IsDefaultOrEmpty ? null : instance.Key.Cloud.ReadPlacement(instance.Key.Instance, recorded)
           select From(instance.Key.Instance, instance.Key.Cloud, [.. instance], placement),
    ];

    private static Permissions From(string instance, CloudTarget cloud, ImmutableArray<LiveGroup> groups, RecordedPlacement? placement)
    {
        // Compared with an empty plan, everything that is permitted is extra.
        var path = new LayerPath(cloud.FindLayers(groups), null);
        // A plan names the prefixes of the lists that it makes, and other lists by their ids.
        var members = new Memberships(
            cloud,
            name => groups.Where(live => live.MakesList(name)).Select(live => PrefixSet.From(live.PrefixLists[name])).FirstOrDefault(),
            PrefixSet.Empty);
        var permitted = ExposureComparison.Compare(path, FlowSet.Empty, members).Extra;
        if (permitted.FirstOrDefault(found => !found.IsCertain) is { } unclear)
        {
            throw new PolicyException(Problem.Error(
                ProblemIds.Undecided,
                $"What '{instance}' permits depends on the members of {string.Join(", ", unclear.Names)}, which are not known"));
        }

        return new Permissions(instance, cloud, FlowSet.From(permitted.SelectMany(found => found.Flows.DisjointRanges())))
        {
            Recorded = cloud.ReadRecorded(instance, groups, placement?.ById ?? []),
            Placement = placement,
            NeverCut =
            [
                .. from live in groups
                   from rule in live.Rules
                   where rule.Allow && rule.Description?.StartsWith(CloudText.NeverCutMark, StringComparison.Ordinal) == true
                   group rule.Matches by ServiceOf(rule.Description!) into matches
                   orderby matches.Key
                   select new ProtectedFlows(matches.Key, FlowSet.From(matches.SelectMany(match => match))),
            ],
        };
    }

    /// <summary>Descriptions of planned rules begin with a marked service: "[never cut] web-interface: Port table, row 443".</summary>
    private static string ServiceOf(string description)
    {
        var text = description.Substring(CloudText.NeverCutMark.Length);
        var colon = text.IndexOf(':');
        return colon < 0 ? text : text.Substring(0, colon);
    }
}
