using FsCheck;
using FsCheck.Fluent;

namespace Starface.Policy.Tests.Planning;

/// <summary>A policy drawn at random: what is declared, in an order of its own, and who plays the groups.</summary>
internal sealed record RandomPolicy(
    IReadOnlyList<(ServiceDefinition Service, string Group)> Allowances, IReadOnlyList<(string Group, string[] Prefixes)> Groups)
{
    public TestPolicy ToPolicy() => new(
        TestPolicy.Define([.. Allowances.Select(allowance => (allowance.Service, (string?)allowance.Group))]),
        TestPolicy.Peers([.. Groups]));

    /// <summary>The same declarations in another order.</summary>
    public RandomPolicy Shuffled(int seed)
    {
        var random = new Random(seed);
        var allowances = Allowances
            .Select(
                allowance => (
                    new ServiceDefinition(
                        allowance.Service.Id,
                        allowance.Service.Title,
                        [.. allowance.Service.Requirements.OrderBy(_ => random.Next())]),
                    allowance.Group))
            .OrderBy(_ => random.Next())
            .ToList();
        return new RandomPolicy(
            allowances,
            [.. Groups.Select(group => (group.Group, group.Prefixes.OrderBy(_ => random.Next()).ToArray())).OrderBy(_ => random.Next())]);
    }

    /// <summary>The policy with one more requirement for a group.</summary>
    public RandomPolicy With(Requirement requirement, string group) =>
        this with { Allowances = [.. Allowances, (TestPolicy.Service("added", requirement), group)] };

    public override string ToString() =>
        string.Join("; ", Allowances.Select(a => $"{a.Service.Id}->{a.Group}: "
            + $"{string.Join(", ", a.Service.Requirements.Select(r => $"{r.Direction} {r.Protocol} {r.Ports}"))}"))
        + " | " + string.Join("; ", Groups.Select(g => $"{g.Group}={string.Join(",", g.Prefixes)}"));
}

/// <summary>Generators of random policies over prefixes that often repeat, touch and contain each other.</summary>
internal static class RandomPolicies
{
    private static readonly string[] Prefixes =
    [
        "0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "192.0.2.0/24", "192.0.2.0/25", "192.0.2.128/25", "192.0.2.7/32", "198.51.100.0/24",
        "203.0.113.9/32", "255.255.255.255/32",
        "::/0", "2001:db8::/32", "2001:db8::/48", "2001:db8:0:1::/64", "2001:db8::1/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
    ];

    private static readonly string[] GroupNames = ["administrators", "phones", "providers"];

    public static Gen<Requirement> Requirement { get; } =
        from direction in Gen.Elements(Direction.Inbound, Direction.Outbound)
        from protocol in Gen.Frequency(
            (6, Gen.Elements(Protocol.Tcp, Protocol.Udp)), (1, Gen.Elements(Protocol.Icmp, Protocol.Esp, Protocol.Any)))
        from ports in Ports(protocol)
        from source in Gen.Elements("row 80", "row 443: Weboberfläche", "Zugriff auf Updates der STARFACE")
        select new Requirement(direction, protocol, ports, source);

    public static Gen<string> Group { get; } = Gen.Elements(GroupNames);

    public static Arbitrary<RandomPolicy> Arbitrary { get; } = (
        from count in Gen.Choose(1, 6)
        from services in Gen.ArrayOf(Gen.ArrayOf(Requirement), count)
        from groups in Gen.ArrayOf(Group, count)
        from prefixes in Gen.ArrayOf(Gen.NonEmptyListOf(Gen.Elements(Prefixes)), GroupNames.Length)
        select new RandomPolicy(
            [.. services.Select((requirements, i) => (TestPolicy.Service($"service-{i}", requirements), groups[i]))],
            [.. GroupNames.Where(groups.Contains).Select((name, i) => (name, prefixes[i].ToArray()))])).ToArbitrary();

    private static Gen<Starface.Policy.Flows.PortRange> Ports(Protocol protocol) => protocol is Protocol.Tcp or Protocol.Udp
        ? from first in Gen.Elements(1, 80, 443, 444, 5060, 5061, 10000, 65535)
          from length in Gen.Elements(0, 0, 0, 1, 100, 55535)
          select new Starface.Policy.Flows.PortRange(first, Math.Min(first + length, 65535))
        : Gen.Constant(Starface.Policy.Flows.PortRange.All);
}
