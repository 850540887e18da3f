using System.Collections.Immutable;
using FsCheck.Xunit;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Exposure;

/// <summary>Layers and plans are compared as an oracle that walks every rule for every membership does.</summary>
public sealed class ExposureLaws
{
    private static readonly string[] Prefixes = ["203.0.113.0/24", "203.0.113.0/25", "10.0.0.0/8", "0.0.0.0/0", "::/0", "2001:db8:1::/48"];

    private static readonly string[] AzureNames = ["Internet", "Storage", "Storage.WestEurope", "/asg/a", "VirtualNetwork", "Sql"];
    private static readonly string[] AwsNames = ["sg-a", "sg-b", "pl-known", "sg-c"];

    [Property(MaxTest = 1500)]
    [Trait("Category", "Slow")]
    public void Two_groups_in_order_are_compared_as_the_oracle_does(int seed)
    {
        var random = new Random(seed);
        ImmutableArray<LiveGroup> groups = [Ordered(random, AzureNames), Ordered(random, AzureNames)];
        ExposureCheck.Check(
            AzureTarget.Instance,
            [.. groups.Select(group => new OrderedLayer(LayerKind.InterfaceGroups, group.Id, group))],
            [.. groups.Select(group => new OracleLayer([.. group.Rules.OrderBy(rule => rule.Priority)]))],
            Plan(random, AzureNames));
    }

    [Property(MaxTest = 1500)]
    [Trait("Category", "Slow")]
    public void Security_groups_and_a_network_acl_are_compared_as_the_oracle_does(int seed)
    {
        var random = new Random(seed);
        ImmutableArray<LiveGroup> groups = [Union(random), Union(random)];
        var acl = Ordered(random, []);
        ExposureCheck.Check(
            AwsTarget.Instance,
            [new UnionLayer("security groups", groups), new StatelessLayer(acl, [])],
            [
                new OracleLayer([.. groups.SelectMany(group => group.Rules)], IsUnion: true),
                new OracleLayer([.. acl.Rules.OrderBy(rule => rule.Priority)], IsStateless: true),
            ],
            Plan(random, AwsNames));
    }

    /// <summary>What the members of many groups can reach is told for each by itself, and for certain.</summary>
    [Property(MaxTest = 25)]
    public void Security_groups_with_many_names_are_compared_as_the_oracle_does(int seed)
    {
        var random = new Random(seed);
        string[] names = [.. Enumerable.Range(0, 10).Select(i => FormattableString.Invariant($"sg-{i}"))];
        var rules = names.Select((name, index) => new LiveRule(
            FormattableString.Invariant($"of {index}"), Direction.Inbound, Matches(random, [name])))
            .Concat(Union(random).Rules)
            .ToImmutableArray();
        var acl = Ordered(random, []);
        ExposureCheck.Check(
            AwsTarget.Instance,
            [
                new UnionLayer("security groups", [new LiveGroup(AwsTarget.Instance, "sg", "sg") { Rules = rules }]),
                new StatelessLayer(acl, []),
            ],
            [new OracleLayer(rules, IsUnion: true), new OracleLayer([.. acl.Rules.OrderBy(rule => rule.Priority)], IsStateless: true)],
            Plan(random, ["sg-0", "sg-1", "pl-known"]),
            ports: [22, 5060],
            isExact: true);
    }

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
