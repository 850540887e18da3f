using System.Collections.Immutable;
using FsCheck.Xunit;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Tests.Exposure;

/// <summary>Layers and plans are compared as an oracle that walks every rule for every membership does.</summary>
public sealed class ExposureLaws
{
    private const string Generic = "198.51.100.1";

    private static readonly string[] Prefixes = ["203.0.113.0/24", "203.0.113.0/25", "10.0.0.0/8", "0.0.0.0/0", "::/0", "2001:db8:1::/48"];

    /// <summary>One address of each region that the prefixes tell apart, public and private ones that nothing lists among them.</summary>
    private static readonly string[] Addresses =
        ["203.0.113.1", "203.0.113.200", "10.1.1.1", Generic, "172.16.0.1", "2001:db8:1::1", "2001:db8:2::1", "fd00::1"];

    private static readonly string[] AzureNames = ["Internet", "Storage", "Storage.WestEurope", "/asg/a", "VirtualNetwork", "Sql"];
    private static readonly string[] AwsNames = ["sg-a", "sg-b", "pl-known", "sg-c"];
    private static readonly PrefixSet KnownList = PrefixSet.From(Prefix.Parse("203.0.113.0/25"), Prefix.Parse("2001:db8:1::/48"));

    [Property(MaxTest = 1500)]
    public void Two_groups_in_order_are_compared_as_the_oracle_does(int seed)
    {
        var random = new Random(seed);
        ImmutableArray<LiveGroup> groups = [Ordered(random, AzureNames), Ordered(random, AzureNames)];
        Check(
            AzureTarget.Instance,
            [.. groups.Select(group => new OrderedLayer(LayerKind.InterfaceGroups, group.Id, group))],
            [.. groups.Select(group => new OracleLayer([.. group.Rules.OrderBy(rule => rule.Priority)]))],
            Plan(random, AzureNames));
    }

    [Property(MaxTest = 1500)]
    public void Security_groups_and_a_network_acl_are_compared_as_the_oracle_does(int seed)
    {
        var random = new Random(seed);
        ImmutableArray<LiveGroup> groups = [Union(random), Union(random)];
        var acl = Ordered(random, []);
        Check(
            AwsTarget.Instance,
            [new UnionLayer("security groups", groups), new StatelessLayer(acl, [])],
            [
                new OracleLayer([.. groups.SelectMany(group => group.Rules)], IsUnion: true),
                new OracleLayer([.. acl.Rules.OrderBy(rule => rule.Priority)], IsStateless: true),
            ],
            Plan(random, AwsNames));
    }

    private static void Check(CloudTarget cloud, ImmutableArray<Layer> layers, OracleLayer[] walked, FlowRange[] plan)
    {
        var compared = ExposureComparison.Compare(
            new LayerPath(layers, null),
            FlowSet.From(plan),
            new Memberships(cloud, name => name == "pl-known" ? KnownList : null, PrefixSet.Empty));
        var matches = walked.SelectMany(layer => layer.Rules).SelectMany(rule => rule.Matches).Concat(plan).ToList();
        string[] unknown =
        [
            .. AzureNames.Concat(AwsNames).Except(["Internet", "pl-known"])
                .Where(name => matches.Exists(match => match.Remote.Group == name)),
        ];
        var oracle = new ExposureOracle(walked, plan, unknown, Knows);
        foreach (var flow in Flows())
        {
            var (isExtra, isCertainlyExtra) = oracle.Extra(flow);
            var (someMissing, allMissing) = oracle.Missing(flow);
            var extra = Told(compared.Extra, flow);
            var byName = ToldByName(compared.Extra, flow, unknown);
            Assert.True(!extra.Any || isExtra, $"told as extra: {flow}");
            Assert.True(!isExtra || extra.Any || byName, $"extra not told: {flow}");
            Assert.True(isCertainlyExtra == extra.Certain, $"certain {extra.Certain}, oracle {isCertainlyExtra}: {flow}");
            Assert.True(
                !byName || Addresses.Any(at => oracle.Extra(At(flow, Address.Parse(at))).Some),
                $"told as extra for a name: {flow}");
            Assert.True(allMissing == Told(compared.Missing, flow).Any, $"missing, oracle {allMissing}: {flow}");
            var isUnknown = Told(compared.Unknown, flow).Any;
            var isNameMissing = ToldByName(compared.Missing, flow, unknown);
            var isUncertain = oracle.Uncertain(flow);
            Assert.True(
                (someMissing && !allMissing) || isUncertain ? isUnknown || isNameMissing : !isUnknown,
                $"unknown {isUnknown}, oracle some {someMissing} all {allMissing} uncertain {isUncertain}: {flow}");
        }
    }

    private static Flow At(Flow flow, Address address) => new(flow.Direction, flow.Protocol, address, flow.Port);

    /// <summary>Whether a name that is told of can contain the address at all.</summary>
    private static bool Possible(Flow flow, string[] unknown, ImmutableArray<FlowFinding> findings) =>
        unknown.Any(name =>
        {
            var asked = new FlowRange(
                flow.Direction, new ProtocolRange(flow.Protocol), RemoteScope.OfGroup(name), new PortRange(flow.Port));
            return Knows(name, flow.Address) is not false && findings.Any(found => found.Flows.Contains(asked));
        });

    private static (bool Any, bool Certain) Told(ImmutableArray<FlowFinding> findings, Flow flow) =>
        (findings.Any(found => found.Flows.Contains(flow)), findings.Any(found => found.IsCertain && found.Flows.Contains(flow)));

    private static bool ToldByName(ImmutableArray<FlowFinding> findings, Flow flow, string[] unknown) => Possible(flow, unknown, findings);

    private static bool? Knows(string name, Address address) => name switch
    {
        "Internet" => PublicAddresses.All.Contains(address),
        "pl-known" => KnownList.Contains(address),
        "VirtualNetwork" => PublicAddresses.All.Contains(address) ? false : null,
        _ => null,
    };

    private static IEnumerable<Flow> Flows() =>
        from direction in new[] { Direction.Inbound, Direction.Outbound }
        from protocol in new[] { Protocol.Tcp, Protocol.Udp }
        from address in Addresses
        from port in new[] { 22, 443, 5060 }
        select new Flow(direction, (int)protocol, Address.Parse(address), port);

    private static LiveGroup Ordered(Random random, string[] names) => new(AzureTarget.Instance, "group", "group")
    {
        Rules =
        [
            .. Enumerable.Range(0, random.Next(1, 6)).Select(index =>
                new LiveRule($"rule{index}", Direction.Inbound, Matches(random, names))
                {
                    Allow = random.Next(3) > 0,
                    Priority = 100 + index,
                }),
        ],
    };

    private static LiveGroup Union(Random random) => new(AwsTarget.Instance, "sg", "sg")
    {
        Rules =
        [
            .. Enumerable.Range(0, random.Next(0, 4)).Select(index =>
                new LiveRule($"rule{index}", Direction.Inbound, Matches(random, AwsNames))),
        ],
    };

    private static FlowRange[] Plan(Random random, string[] names) =>
        [.. Enumerable.Range(0, random.Next(0, 4)).SelectMany(_ => Matches(random, names))];

    private static ImmutableArray<FlowRange> Matches(Random random, string[] names)
    {
        var direction = random.Next(2) == 0 ? Direction.Inbound : Direction.Outbound;
        var protocols = random.Next(4) == 0 ? ProtocolRange.All : random.Next(2) == 0 ? Protocol.Tcp : Protocol.Udp;
        var ports = random.Next(5) switch
        {
            0 => PortRange.All,
            1 => new PortRange(22),
            2 => new PortRange(443),
            3 => new PortRange(1024, 65535),
            _ => new PortRange(5000, 9999),
        };
        RemoteScope[] remotes = random.Next(3) switch
        {
            0 => [Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)],
            1 when names.Length > 0 => [RemoteScope.OfGroup(names[random.Next(names.Length)])],
            _ => [Prefix.Parse(Prefixes[random.Next(Prefixes.Length)])],
        };
        return [.. remotes.Select(remote => new FlowRange(direction, protocols, remote, ports))];
    }
}
