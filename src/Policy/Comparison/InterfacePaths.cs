using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Exposure;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>The ways to the interfaces that carry an instance's groups.</summary>
/// <param name="Paths">Each place of an interface with its layers and what is known about the members of names.</param>
/// <param name="Problems">Why the ways, or what they let through, are not known.</param>
internal sealed record InterfacePaths(
    ImmutableArray<(InterfacePlace Place, LayerPath Path, Memberships Memberships)> Paths, ImmutableArray<Problem> Problems)
{
    /// <summary>The ways to the interfaces of an instance.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="groups">The instance's groups.</param>
    /// <param name="live">What was read of the cloud.</param>
    public static InterfacePaths For(Plan plan, ImmutableArray<LiveGroup> groups, LiveIndex live)
    {
        var view = live.With(new PlannedSymbols(plan).Resolve);
        var places = new InterfacePlaces(plan, groups, view);
        var paths = places.Found
            .Select(place => (
                Place: place, Path: place.ToPath(plan.Cloud.FindLayers(place.Interface, place.Configuration, view))))
            .Select(found => (found.Place, found.Path, MembershipsOf(plan, found.Path, found.Place, view)))
            .ToImmutableArray();
        var problems = paths.SelectMany(found => found.Path.Layers.SelectMany(
            layer => layer.Doubts.Concat(layer.Groups.SelectMany(group => group.Problems.Select(group.Locate)))));
        ImmutableArray<Problem> nowhere = paths.IsEmpty && places.Problems.IsEmpty && !groups.IsEmpty
            ? [Problem.Error(ProblemIds.GroupNotFound, $"The groups of instance '{plan.Name}' lie on no interface")]
            : [];
        return new InterfacePaths(
            paths,
            [
                .. places.Problems,
                .. paths.SelectMany(found => FindProblems(plan, found.Place, view)),
                .. problems.Distinct(),
                .. nowhere,
            ]);
    }

    /// <summary>What could not be understood of an interface and of where it lies.</summary>
    public static IEnumerable<Problem> FindProblems(Plan plan, InterfacePlace place, LiveIndex live)
    {
        var subnet = live.FindSubnet(place.Configuration.SubnetId);
        var network = live.FindNetwork(plan.Cloud.FindNetwork(place.Interface, place.Configuration));
        return place.Interface.Problems.Concat(subnet?.Problems ?? []).Concat(network?.Problems ?? []);
    }

    /// <summary>What is known about the members of the names on a way.</summary>
    public static Memberships MembershipsOf(Plan plan, LayerPath path, InterfacePlace? place, LiveIndex live)
    {
        var network = place is null ? null : live.FindNetwork(plan.Cloud.FindNetwork(place.Interface, place.Configuration));
        var groups = path.Layers.SelectMany(layer => layer.Groups).ToList();
        return new Memberships(
            plan.Cloud,
            name => live.Members.TryGetValue(name, out var published) ? published
                : groups.Find(group => group.PrefixLists.ContainsKey(name)) is { } group ? PrefixSet.From(group.PrefixLists[name])
                : null,
            network is null ? PrefixSet.Empty : PrefixSet.From(network.Prefixes.Concat(network.PeerPrefixes)));
    }
}
