using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>What the product says of an interface that it reads from the output of the cloud's tools.</summary>
internal sealed class LiveInterfaceReader
{
    private readonly CloudInterface _source;
    private readonly LiveSurvey _survey;
    private readonly LiveIndex _live;
    private readonly Dictionary<(bool IsInbound, bool IsIPv6), Place> _places = [];

    /// <summary>Reads an interface. Everything about it has to be understood.</summary>
    public LiveInterfaceReader(CloudInterface source)
    {
        _source = source;
        _survey = source.Read();
        Assert.Empty(_survey.Problems);
        Assert.All(_survey.Groups.Concat(_survey.Surroundings.NetworkAcls), group => Assert.Empty(group.Problems));
        _live = new LiveIndex(source.Cloud, _survey.Groups, _survey.Surroundings);
        var found = _live.FindInterface(source.Id)!;
        Assert.Empty(found.Problems);
        foreach (var isIPv6 in new[] { false, true })
        {
            foreach (var isInbound in new[] { true, false })
                _places.Add((isInbound, isIPv6), Find(found, Address.Parse(Router.Local(isIPv6, isInbound))));
        }
    }

    /// <summary>Whether a flow passes: for certain, not, or null when it may.</summary>
    public bool? Passes(Conversation talk)
    {
        var place = _places[(talk.IsInbound, talk.IsIPv6)];
        var remote = talk.IsIPv6
            ? Address.FromIPv6((ulong)(talk.Remote >> 64), (ulong)talk.Remote)
            : Address.FromIPv4((uint)talk.Remote);
        var flow = new Flow(talk.IsInbound ? Direction.Inbound : Direction.Outbound, talk.Protocol, remote, talk.Port);
        bool? passes = place.Certain.Contains(flow) ? true : place.Possible.Contains(flow) ? null : false;
        // What is explained about one flow has to agree with what is compared.
        Assert.Equal(passes, FlowTrace.For(place.Path, flow, place.Memberships).Passes);
        return passes;
    }

    private Place Find(LiveInterface found, Address local)
    {
        var configuration = found.Configurations.Single(configuration => configuration.Addresses.Contains(local));
        var path = new LayerPath(_source.Cloud.FindLayers(found, configuration, _live), configuration);
        Assert.All(path.Layers, layer => Assert.Empty(layer.Doubts));
        var memberships = new Memberships(
            _source.Cloud,
            name => _live.Members.TryGetValue(name, out var published) ? published
                : path.Layers.SelectMany(layer => layer.Groups).FirstOrDefault(group => group.PrefixLists.ContainsKey(name)) is { } group
                    ? PrefixSet.From(group.PrefixLists[name])
                    : null,
            PrefixSet.Empty);
        var names = path.DecidingRules.SelectMany(rule => rule.Matches).Select(match => match.Remote.Group).OfType<string>().ToHashSet();
        var known = memberships.FindKnown(names);
        Assert.Equal(names.Count, known.Count);
        var passages = path.Ends
            .Where(end => end.Family is not { } family || family == local.Family)
            .Select(end => path.Pass(new MemberAssignment(known, []), end, _ => true))
            .ToList();
        var place = new Place(
            path,
            memberships,
            passages.Aggregate(FlowSet.Empty, (all, passage) => all.Union(passage.Possible)),
            passages.Select(passage => passage.Certain).Aggregate((all, certain) => all.Intersect(certain)));
        // With nothing planned, everything that may pass is extra.
        var extra = ExposureComparison.Compare(path, FlowSet.Empty, memberships).Extra
            .Aggregate(FlowSet.Empty, (all, finding) => all.Union(finding.Flows));
        var ofFamily = FlowSet.From(
            from direction in new[] { Direction.Inbound, Direction.Outbound }
            select new FlowRange(direction, ProtocolRange.All, AddressRange.Any(local.Family)));
        Assert.Equal(place.Possible.Intersect(ofFamily), extra.Intersect(ofFamily));
        return place;
    }

    /// <summary>What passes one address of the interface.</summary>
    private sealed record Place(LayerPath Path, Memberships Memberships, FlowSet Possible, FlowSet Certain);
}
