using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Changes;

/// <summary>Reads what live groups, from a cloud or a saved state, permit for each instance.</summary>
internal static class LivePermissions
{
    /// <summary>
    /// The permissions of the instances that groups belong to. The tag that plans set names the instance; a group without it is an
    /// instance of its own, with the group's name.
    /// </summary>
    /// <param name="groups">The groups.</param>
    public static ImmutableArray<Permissions> From(IEnumerable<LiveGroup> groups) =>
    [
        .. from live in groups
           let instance = live.Tags?.GetValueOrDefault(PlanTags.Instance) ?? live.Name
           group live by (live.Cloud, Instance: instance) into instance
           orderby instance.Key.Instance, instance.Key.Cloud.Id
           select From(instance.Key.Instance, instance.Key.Cloud, [.. instance]),
    ];

    private static Permissions From(string instance, CloudTarget cloud, ImmutableArray<LiveGroup> groups)
    {
        // Compared with an empty plan, everything that is permitted is extra.
        var evaluation = cloud.Evaluate(groups, FlowSet.Empty);
        if (!evaluation.Doubts.IsEmpty)
        {
            throw new PolicyException(
                [
                    .. evaluation.Doubts.Select(
                        doubt => doubt with { Message = $"What '{instance}' permits cannot be determined: {doubt.Message}" }),
                ]);
        }

        return new Permissions(instance, cloud, evaluation.Extra)
        {
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

    /// <summary>Descriptions of planned rules begin with the service: "[never cut] web-interface: Port table, row 443".</summary>
    private static string ServiceOf(string description)
    {
        var text = description.Substring(CloudText.NeverCutMark.Length);
        var colon = text.IndexOf(':');
        return colon < 0 ? text : text.Substring(0, colon);
    }
}
