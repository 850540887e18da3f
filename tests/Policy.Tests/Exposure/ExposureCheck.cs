using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Tests.Exposure;

/// <summary>Compares what the product finds with what the oracle finds, flow by flow.</summary>
internal static class ExposureCheck
{
    public static readonly PrefixSet KnownList = PrefixSet.From(Prefix.Parse("203.0.113.0/25"), Prefix.Parse("2001:db8:1::/48"));

    /// <summary>One address of each region that the prefixes tell apart, public and private ones that nothing lists among them.</summary>
    public static readonly ImmutableArray<Address> Addresses =
    [
        .. new[]
        {
            "203.0.113.1", "203.0.113.200", "10.1.1.1", "198.51.100.1", "172.16.0.1", "2001:db8:1::1", "2001:db8:2::1", "fd00::1",
        }.Select(text => Address.Parse(text)),
    ];

    /// <summary>What the product finds.</summary>
    public static ExposureComparison Compare(
        CloudTarget cloud, ImmutableArray<Layer> layers, IEnumerable<FlowRange> plan, LiveIpConfiguration? place = null) =>
        ExposureComparison.Compare(
            new LayerPath(layers, place),
            FlowSet.From(plan),
            new Memberships(cloud, name => name == "pl-known" ? KnownList : null, PrefixSet.Empty));

    /// <summary>Checks one comparison.</summary>
    /// <param name="cloud">The cloud whose names the rules use.</param>
    /// <param name="layers">The layers as the product has them.</param>
    /// <param name="walked">The same layers as the oracle walks them.</param>
    /// <param name="plan">What is planned.</param>
    /// <param name="ends">The local ends that the oracle looks at; null for one at which no rule is restricted.</param>
    /// <param name="place">The place of the interface, or null where it is not known.</param>
    /// <param name="ports">The TCP ports that are looked at; null for some of TCP and UDP.</param>
    /// <param name="isExact">Whether everything is told exactly; null where the number of names decides.</param>
    public static void Check(
        CloudTarget cloud,
        ImmutableArray<Layer> layers,
        OracleLayer[] walked,
        FlowRange[] plan,
        OracleEnd[]? ends = null,
        LiveIpConfiguration? place = null,
        int[]? ports = null,
        bool? isExact = null)
    {
        var compared = Compare(cloud, layers, plan, place);
        string[] unknown =
        [
            .. walked.SelectMany(layer => layer.Rules).SelectMany(rule => rule.Matches).Concat(plan)
                .Select(match => match.Remote.Group)
                .OfType<string>()
                .Where(name => name is not ("Internet" or "pl-known"))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        var tellsAll = isExact ?? unknown.Length <= NameSet.MostExact;
        var oracle = new ExposureOracle(walked, plan, unknown, Knows)
        {
            Ends = ends ?? [OracleEnd.Anywhere],
            ArePlacesKnown = ends is null || place is not null,
            AsksForNetwork = (direction, protocol, port) => layers.SelectMany(layer => layer.DecidingRules)
                .SelectMany(rule => rule.Matches)
                .Concat(plan)
                .Any(match => match.Remote.Group == "VirtualNetwork" && match.Contains(new FlowRange(
                    direction, new ProtocolRange(protocol), RemoteScope.OfGroup("VirtualNetwork"), new PortRange(port)))),
        };
        foreach (var flow in ports is null ? Flows() : Flows([Protocol.Tcp], ports))
        {
            var (isExtra, isCertainlyExtra) = oracle.Extra(flow);
            var (allMissing, isNotKnown) = oracle.Missing(flow);
            var extra = Told(compared.Extra, flow);
            var byName = IsToldByName(compared.Extra, flow, unknown);
            Hold(!extra.Any || isExtra, () => $"told as extra: {flow}");
            Hold(!isExtra || extra.Any || byName, () => $"extra not told: {flow}");
            Hold(
                tellsAll ? isCertainlyExtra == extra.Certain : isCertainlyExtra || !extra.Certain,
                () => $"certain {extra.Certain}, oracle {isCertainlyExtra}: {flow}");
            Hold(!byName || Addresses.Any(at => oracle.Extra(At(flow, at)).Some), () => $"told as extra for a name: {flow}");
            foreach (var name in unknown)
            {
                // "The members of NAME can": somewhere it is so for all of them, whatever else they belong to.
                if (!IsToldByName([.. compared.Extra.Where(found => found.IsCertain)], flow, [name])) continue;
                Hold(
                    Addresses.Any(at => oracle.IsExtraForAllMembers(At(flow, at), name)),
                    () => $"certain for the members of {name}: {flow}");
            }

            var isMissing = Told(compared.Missing, flow).Any;
            Hold(tellsAll ? allMissing == isMissing : allMissing || !isMissing, () => $"missing {isMissing}, oracle {allMissing}: {flow}");
            var isUnknown = Told(compared.Unknown, flow).Any;
            var isNameTold = IsToldByName(compared.Missing.AddRange(compared.Unknown), flow, unknown);
            Hold(!(isNotKnown || (allMissing && !isMissing)) || isUnknown || isNameTold, () => $"unknown not told: {flow}");
            Hold(!tellsAll || isNotKnown || !isUnknown, () => $"unknown that is known: {flow}");
        }
    }

    /// <summary>The message is written only where it is needed: there are many thousands of flows.</summary>
    private static void Hold(bool condition, Func<string> message)
    {
        if (!condition) Assert.Fail(message());
    }

    private static Flow At(Flow flow, Address address) => new(flow.Direction, flow.Protocol, address, flow.Port);

    /// <summary>The flows that are looked at.</summary>
    public static IEnumerable<Flow> Flows() => Flows([Protocol.Tcp, Protocol.Udp], [22, 443, 5060]);

    private static IEnumerable<Flow> Flows(Protocol[] protocols, int[] ports) =>
        from direction in new[] { Direction.Inbound, Direction.Outbound }
        from protocol in protocols
        from address in Addresses
        from port in ports
        select new Flow(direction, (int)protocol, address, port);

    /// <summary>Whether findings contain a flow by its address, and for certain.</summary>
    public static (bool Any, bool Certain) Told(ImmutableArray<FlowFinding> findings, Flow flow) =>
        (findings.Any(found => found.Flows.Contains(flow)), findings.Any(found => found.IsCertain && found.Flows.Contains(flow)));

    /// <summary>Whether findings tell of a name that can contain the address.</summary>
    public static bool IsToldByName(ImmutableArray<FlowFinding> findings, Flow flow, IEnumerable<string> names) => names.Any(
        name => Knows(name, flow.Address) is not false && findings.Any(found => found.Flows.Contains(new FlowRange(
            flow.Direction, new ProtocolRange(flow.Protocol), RemoteScope.OfGroup(name), new PortRange(flow.Port)))));

    private static bool? Knows(string name, Address address) => name switch
    {
        "Internet" => PublicAddresses.All.Contains(address),
        "pl-known" => KnownList.Contains(address),
        _ => null,
    };
}
