using System.Collections.Immutable;
using Starface.Drift.Fleet;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Explain;

/// <summary>Follows flows of an instance through what was read of a cloud, layer by layer.</summary>
internal sealed class LiveExplainer
{
    private readonly Plan _plan;
    private readonly InterfacePaths _paths;
    private readonly ImmutableArray<Problem> _problems;

    /// <summary>Finds the interfaces of an instance.</summary>
    /// <param name="plan">The instance's plan.</param>
    /// <param name="survey">What was read.</param>
    /// <param name="groups">The ids of the instance's groups; none means those that carry its tag.</param>
    /// <param name="clouds">The clouds that live groups are read from.</param>
    public LiveExplainer(Plan plan, LiveSurvey survey, ImmutableArray<string> groups, CloudConnectors clouds)
    {
        var found = new GroupSearch(clouds, groups, null).Index(survey);
        var selected = found.Select(plan);
        (_plan, _paths) = (plan, InterfacePaths.For(plan, selected.Groups, found.IndexOf(plan.Cloud)));
        _problems = [.. selected.Problems, .. _paths.Problems];
    }

    /// <summary>The answer for a flow.</summary>
    /// <param name="flow">The flow.</param>
    public LiveAnswer Explain(Flow flow) => new(
        [
            .. _paths.Paths
                .Where(place => place.Path.EndsFor(flow.Address.Family).Any())
                .Select(place => (place.Place.Interface, Follow(_plan, flow, place.Path, place.Memberships))),
        ],
        _problems);

    private static FlowTrace Follow(Plan plan, Flow flow, LayerPath path, Memberships memberships) =>
        plan.Cloud.FindUnfiltered(path.Layers).FirstOrDefault(traffic => traffic.Flows.Contains(flow.ToRange())) is { } unfiltered
            ? FlowTrace.Outside($"{plan.Cloud.Name} never filters {unfiltered.What}")
            : FlowTrace.For(path, flow, memberships);
}
