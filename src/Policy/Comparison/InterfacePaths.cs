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
        return place.Interface.Problems
            .Concat(subnet?.Problems ?? [])
            .Concat(network?.Problems ?? [])
            .Concat(FindContradictions(place, subnet, live));
    }

    /// <summary>What two reads say differently of where an interface lies and of what lies on it: then neither can be relied on.</summary>
    private static IEnumerable<Problem> FindContradictions(InterfacePlace place, LiveSubnet? subnet, LiveIndex live)
    {
        var owner = place.Interface;
        // On AWS, groups do not tell what they lie on.
        foreach (var group in live.FindDisagreements(owner.Id, owner.GroupIds)) yield return InterfacePlaces.Changed(group, owner.Id);
        if (subnet is null) yield break;
        foreach (var group in live.FindDisagreements(subnet.Id, subnet.GroupId is { } on ? [on] : []))
            yield return InterfacePlaces.Changed(group, subnet.Id);
        foreach (var (what, one, other) in FindPlaces(owner, subnet, live.FindAcl(subnet.Id), live))
        {
            if (one is not null && other is not null && !string.Equals(one, other, StringComparison.OrdinalIgnoreCase))
                yield return Contradiction($"{what} is in {other}, and interface {owner.Id} in {one}");
        }

        foreach (var address in place.Configuration.Addresses)
        {
            if (subnet.Problems.IsEmpty && !subnet.Prefixes.Any(prefix => prefix.Contains(address)))
                yield return Contradiction($"Interface {owner.Id} has the address {address}, which subnet {subnet.Id} has no prefix of");
        }
    }

    private static IEnumerable<(string What, string? One, string? Other)> FindPlaces(
        LiveInterface owner, LiveSubnet subnet, LiveGroup? acl, LiveIndex live)
    {
        yield return ($"Subnet {subnet.Id}", owner.Network, subnet.Network);
        yield return ($"Subnet {subnet.Id}", owner.Region, subnet.Region);
        if (acl is not null) yield return ($"Network ACL {acl.Id}", owner.Network, acl.Network);
        foreach (var id in owner.GroupIds) yield return ($"Group {id}", owner.Region, live.FindGroup(id)?.Region);
    }

    private static Problem Contradiction(string message) => Problem.Error(
        ProblemIds.ReadTwice, $"{message}: the two do not belong together, or were changed between the reads", "read both again");

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
