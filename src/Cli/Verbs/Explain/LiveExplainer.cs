using System.Collections.Immutable;
using Starface.Drift.Fleet;
using Starface.Drift.Live;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Explain;

/// <summary>Follows a flow through what was read of a cloud, layer by layer.</summary>
internal static class LiveExplainer
{
    /// <summary>The answer for an instance.</summary>
    /// <param name="plan">The instance's plan.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="survey">What was read.</param>
    /// <param name="groups">The ids of the instance's groups; none means those that carry its tag.</param>
    /// <param name="clouds">The clouds that live groups are read from.</param>
    public static LiveAnswer Explain(Plan plan, Flow flow, LiveSurvey survey, ImmutableArray<string> groups, CloudConnectors clouds)
    {
        var found = new GroupSearch(clouds, groups, null).Index(survey);
        var selected = found.Select(plan);
        var path = InterfacePaths.For(plan, selected.Groups, found.IndexOf(plan.Cloud));
        return new LiveAnswer(
            [
                .. path.Paths
                    .Where(place => place.Path.EndsFor(flow.Address.Family).Any())
                    .Select(place => (place.Place.Interface, Follow(plan, flow, place.Path, place.Memberships))),
            ],
            [.. selected.Problems, .. path.Problems]);
    }

    private static FlowTrace Follow(Plan plan, Flow flow, LayerPath path, Memberships memberships) =>
        plan.Cloud.FindUnfiltered(path.Layers).FirstOrDefault(traffic => traffic.Flows.Contains(flow.ToRange())) is { } unfiltered
            ? FlowTrace.Outside($"{plan.Cloud.Name} never filters {unfiltered.What}")
            : FlowTrace.For(path, flow, memberships);
}
