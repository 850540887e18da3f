using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Exposure;

/// <summary>The way of one flow through the layers of a place of an interface.</summary>
/// <param name="Passes">Whether the flow passes all layers; null where that is not known.</param>
/// <param name="Layers">What each layer does with it, in the order in which the flow meets them.</param>
/// <param name="DependsOn">The names on whose members it depends, in ordinal order.</param>
internal sealed record FlowTrace(bool? Passes, ImmutableArray<LayerAnswer> Layers, ImmutableArray<string> DependsOn)
{
    /// <summary>What passes outside of all layers, so that none was asked; null where the layers decide.</summary>
    public string? Unfiltered { get; init; }

    /// <summary>A flow that passes outside of all layers.</summary>
    /// <param name="what">What it is.</param>
    public static FlowTrace Outside(string what) => new(true, [], []) { Unfiltered = what };

    /// <summary>Follows a flow.</summary>
    /// <param name="path">The layers, in the order of the way in.</param>
    /// <param name="flow">The flow, with an address as its remote side.</param>
    /// <param name="memberships">What is known about the members of names.</param>
    public static FlowTrace For(LayerPath path, Flow flow, Memberships memberships)
    {
        path = new LayerPath([.. path.Layers.Select(PartlyReadLayer.From)], path.Configuration)
        {
            FamiliesElsewhere = path.FamiliesElsewhere,
        };
        var range = flow.ToRange();
        var matching = path.DecidingRules.SelectMany(rule => rule.Matches).Where(match => IsAbout(match, range)).ToList();
        var used = matching.Select(match => match.Remote.Group).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var known = memberships.FindKnown(used);
        var names = new NameSet(
            [.. used.Where(name => !known.ContainsKey(name)).OrderBy(name => name, StringComparer.Ordinal)], memberships, known);
        var cases = names.ListCases().Where(found => found.Feasible is not { } feasible || feasible.Contains(range)).ToList();
        var ends = path.EndsFor(flow.Address.Family).ToList();
        var ordered = flow.Direction == Direction.Inbound ? path.Layers : [.. path.Layers.Reverse()];
        var passes = Judge(path.Pass);
        return new FlowTrace(
            passes,
            [.. ordered.Select(layer => Answer(layer))],
            passes is null ? [.. names.Names.Where(IsDecisive)] : []);

        LayerAnswer Answer(Layer layer)
        {
            var decision = layer.FindDecision(range, cases[0].Members, ends[0]);
            return new LayerAnswer(layer, layer.IsOpen ? true : Judge(layer.Pass), decision?.Group.Id, decision?.Rule.Id);
        }

        bool? Judge(Func<MemberAssignment, LocalEndpoint, Func<FlowRange, bool>, LayerPassage> pass)
        {
            var (some, all) = (false, true);
            foreach (var found in cases)
            {
                foreach (var end in ends)
                {
                    var passage = pass(found.Members, end, match => IsAbout(match, range));
                    some |= passage.Possible.Contains(range);
                    all &= passage.Certain.Contains(range);
                }
            }

            return all ? true : some ? null : false;
        }

        bool IsDecisive(string name) => cases.Exists(found => !found.Members.Contains(name)
            && cases.Exists(other => Adds(found, other, name) && ends.Exists(end => Passes(found, end) != Passes(other, end))));

        static bool Adds(MembershipCase found, MembershipCase other, string name) => other.Members.Contains(name)
            && other.Members.Members.All(member => member == name || found.Members.Contains(member));

        bool Passes(MembershipCase found, LocalEndpoint end) =>
            path.Pass(found.Members, end, match => IsAbout(match, range)).Possible.Contains(range);
    }

    /// <summary>Whether a match has the flow's service, whatever the remote side.</summary>
    private static bool IsAbout(FlowRange match, FlowRange flow) =>
        match.Direction == flow.Direction && match.Protocols.Contains(flow.Protocols) && match.Ports.Overlaps(flow.Ports);
}
