using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Exposure;

/// <summary>
/// What layers let through, told one packet at a time: for every way to say which names contain the remote address, the rules are walked in
/// order. Written apart from the product, which works on sets.
/// </summary>
internal sealed class ExposureOracle(
    IReadOnlyList<OracleLayer> layers, IReadOnlyList<FlowRange> planned, IReadOnlyList<string> unknown, Func<string, Address, bool?> knows)
{
    /// <summary>Whether it may pass and is not planned, in some case and in all.</summary>
    public (bool Some, bool All) Extra(Flow flow) => Quantify(flow, (live, certain, plan) => (live && !plan, certain && !plan));

    /// <summary>Whether it is planned and does not pass, in some case and in all.</summary>
    public (bool Some, bool All) Missing(Flow flow) => Quantify(flow, (live, _, plan) => (plan && !live, plan && !live));

    /// <summary>Whether it is planned and not certain to pass, in some case.</summary>
    public bool Uncertain(Flow flow) => Quantify(flow, (live, certain, plan) => (plan && live && !certain, false)).Some;

    private (bool Some, bool All) Quantify(Flow flow, Func<bool, bool, bool, (bool Some, bool Certain)> judge)
    {
        var (some, all) = (false, true);
        foreach (var names in Cases(flow.Address))
        {
            var (possible, certain) = Passes(flow, names);
            var plan = planned.Any(range => Matches(range, flow.Direction, flow.Protocol, flow.Address, flow.Port, names));
            var (holds, holdsForCertain) = judge(possible, certain, plan);
            some |= holds;
            all &= holdsForCertain;
        }

        return (some, all && some);
    }

    private IEnumerable<HashSet<string>> Cases(Address address)
    {
        for (var mask = 0; mask < 1 << unknown.Count; mask++)
        {
            var names = unknown.Where((_, index) => (mask & (1 << index)) != 0).ToHashSet();
            // A region lies within its tag.
            if (names.Any(name => name.Split('.') is [var tag, _] && unknown.Contains(tag) && !names.Contains(tag))) continue;
            if (unknown.Any(name => knows(name, address) is { } fixedly && fixedly != names.Contains(name))) continue;
            yield return names;
        }
    }

    private (bool Possible, bool Certain) Passes(Flow flow, HashSet<string> names)
    {
        var result = (Possible: true, Certain: true);
        foreach (var layer in layers)
        {
            var (possible, certain) = layer.IsStateless
                ? Stateless(layer, flow)
                : Walk(layer, flow.Direction, flow.Protocol, flow.Address, flow.Port, names);
            result = (result.Possible && possible, result.Certain && certain);
        }

        return result;
    }

    private (bool Possible, bool Certain) Stateless(OracleLayer layer, Flow flow)
    {
        if (!Walk(layer, flow.Direction, flow.Protocol, flow.Address, flow.Port, []).Possible) return (false, false);
        var back = flow.Direction == Direction.Inbound ? Direction.Outbound : Direction.Inbound;
        var all = OracleLayer.ClientPorts.All(port => Walk(layer, back, flow.Protocol, flow.Address, port, []).Possible);
        var some = OracleLayer.AnyPorts.Any(port => Walk(layer, back, flow.Protocol, flow.Address, port, []).Possible);
        return (flow.Protocol != (int)Protocol.Tcp || some, all);
    }

    private (bool Possible, bool Certain) Walk(
        OracleLayer layer, Direction direction, int protocol, Address address, int port, HashSet<string> names)
    {
        foreach (var rule in layer.Rules)
        {
            if (!rule.Matches.Any(match => Matches(match, direction, protocol, address, port, names))) continue;
            if (layer.IsUnion || rule.Allow) return (true, true);
            return (false, false);
        }

        return (false, false);
    }

    private bool Matches(FlowRange range, Direction direction, int protocol, Address address, int port, HashSet<string> names)
    {
        if (range.Direction != direction || protocol < range.Protocols.First || protocol > range.Protocols.Last) return false;
        if (range.Protocols.HasPortsOrMessages && (port < range.Ports.From || port > range.Ports.To)) return false;
        if (range.Remote.Group is not { } name) return range.Remote.Addresses.Contains(address);
        return unknown.Contains(name) ? names.Contains(name) : knows(name, address)!.Value;
    }
}
