namespace Starface.EndToEnd.Packets.Layers;

/// <summary>Makes random rules whose addresses and ports touch and contain each other.</summary>
/// <param name="random">The source of chance.</param>
internal sealed class RandomRules(Random random)
{
    private static readonly PortSpan[] s_ports =
    [
        new(22, 22), new(443, 443), new(5060, 5061), new(10000, 20000), new(1, 1023), new(1024, 65535), new(32768, 60999),
        new(49152, 65535), PortSpan.All, PortSpan.All,
    ];

    private static readonly string[] s_prefixes =
    [
        "0.0.0.0/0", "0.0.0.0/0", "::/0", "::/0", "203.0.113.0/28", "203.0.113.8/30", "198.51.100.0/25", "198.51.100.64/26", "192.0.2.7/32",
        Router.SubnetIPv4, "10.0.0.0/8", "2001:db8:1::/64", "2001:db8:1::4/126", "2001:db8::/32", Router.SubnetIPv6,
    ];

    /// <summary>A number from 0 up to and without the limit.</summary>
    public int Below(int limit) => random.Next(limit);

    /// <summary>Whether something happens that happens so many times in a hundred.</summary>
    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>A security group of AWS: rules that allow, sometimes everything.</summary>
    public List<LayerRule> Group() =>
    [
        .. Enumerable.Range(0, 2 + Below(4)).Select(_ => WithoutLostPorts(Any(allows: 100, Chance(15) ? LayerRule.ListName : null))),
        .. from isInbound in new[] { true, false }
           from everyone in new[] { "0.0.0.0/0", "::/0" }
           where Chance(25)
           select new LayerRule(isInbound, null, PortSpan.All, everyone, LayerAccess.Allow),
    ];

    /// <summary>
    /// A network ACL of AWS: rules in the order of their numbers. Most end with rules for the answers, so that something passes.
    /// </summary>
    public List<LayerRule> NetworkAcl()
    {
        var rules = Enumerable.Range(0, 3 + Below(6)).Select(_ => Any(allows: 65)).ToList();
        foreach (var isInbound in new[] { true, false })
        {
            foreach (var everyone in new[] { "0.0.0.0/0", "::/0" })
            {
                var ports = Below(4) switch
                {
                    0 => PortSpan.All,
                    1 => new PortSpan(1024, 65535),
                    2 => new PortSpan(32768, 60999),
                    _ => default,
                };
                if (ports != default) rules.Add(new(isInbound, Chance(50) ? 6 : null, ports, everyone, LayerAccess.Allow));
            }
        }

        return [.. rules.Select(WithoutLostPorts)];
    }

    /// <summary>A network security group of Azure: rules in the order of their priorities, the last two for everything else.</summary>
    public List<LayerRule> NetworkSecurityGroup() =>
    [
        .. Enumerable.Range(0, 3 + Below(6)).Select(_ => Restricted(Any(allows: 60, Name()))),
        .. new[] { true, false }.Select(isInbound =>
            new LayerRule(isInbound, null, PortSpan.All, "*", Chance(40) ? LayerAccess.Allow : LayerAccess.Deny)),
    ];

    /// <summary>Security admin rules of Azure in the order of their priorities.</summary>
    public List<LayerRule> AdminRules() =>
    [
        .. Enumerable.Range(0, Below(6)).Select(_ => Restricted(Any(allows: 50, Name())))
            .Select(rule => rule.Access == LayerAccess.Allow && Chance(50) ? rule with { Access = LayerAccess.AlwaysAllow } : rule),
    ];

    /// <summary>The items in another order.</summary>
    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        var all = items.ToArray();
        random.Shuffle(all);
        return all;
    }

    /// <summary>On AWS a rule for every protocol has no ports.</summary>
    private static LayerRule WithoutLostPorts(LayerRule rule) => rule.Protocol is null ? rule with { Ports = PortSpan.All } : rule;

    private string? Name() => Below(6) switch { 0 => LayerRule.TagName, 1 or 2 => "*", _ => null };

    private LayerRule Any(int allows, string? remote = null) => new(
        Chance(50),
        Below(5) switch { 0 => null, 1 or 2 => 6, _ => 17 },
        s_ports[Below(s_ports.Length)],
        remote ?? s_prefixes[Below(s_prefixes.Length)],
        Chance(allows) ? LayerAccess.Allow : LayerAccess.Deny);

    private LayerRule Restricted(LayerRule rule) => rule with
    {
        Local = Chance(15) ? Router.LocalPrefix(rule.Remotes[0].IsIPv6, Below(3)) : null,
        ClientPorts = Chance(15) ? s_ports[Below(s_ports.Length - 2)] : null,
    };
}
